import * as z from 'zod'

/** The body of `POST /v1/messages`, as far as this stand-in speaks it: text, images, documents and own tools. */
const cacheControl = z.strictObject({
  type: z.literal('ephemeral'),
  ttl: z.enum(['5m', '1h']).optional(),
})
export type CacheControl = z.infer<typeof cacheControl>
const cacheable = { cache_control: cacheControl.nullish() }

const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  citations: z.array(z.unknown()).nullish(),
  ...cacheable,
})
const opaque = (type: 'image' | 'document' | 'search_result') =>
  z.looseObject({ type: z.literal(type), ...cacheable })

const thinkingBlock = z.strictObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string(),
})

const toolUseId = z.string().regex(/^[a-zA-Z0-9_-]+$/)

const toolResultContent = z.discriminatedUnion('type', [
  textBlock,
  opaque('image'),
  opaque('document'),
  opaque('search_result'),
])

const block = z.discriminatedUnion('type', [
  textBlock,
  opaque('image'),
  opaque('document'),
  opaque('search_result'),
  thinkingBlock,
  z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.strictObject({
    type: z.literal('tool_use'),
    id: toolUseId,
    name: z.string().min(1).max(200),
    input: z.record(z.string(), z.unknown()),
    caller: z.looseObject({ type: z.string() }).optional(),
    toolset_name: z.string().nullish(),
    ...cacheable,
  }),
  z.strictObject({
    type: z.literal('tool_result'),
    tool_use_id: toolUseId,
    content: z.union([z.string(), z.array(toolResultContent)]).optional(),
    is_error: z.boolean().optional(),
    toolset_name: z.string().nullish(),
    ...cacheable,
  }),
])
export type Block = z.infer<typeof block>
export type ToolResult = Extract<Block, { type: 'tool_result' }>

const message = z.strictObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.union([z.string(), z.array(block)]),
})
export type RequestMessage = z.infer<typeof message>

const tool = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  type: z.literal('custom').nullish(),
  description: z.string().optional(),
  input_schema: z.looseObject({
    type: z.literal('object'),
    properties: z.record(z.string(), z.unknown()).nullish(),
    required: z.array(z.string()).nullish(),
  }),
  strict: z.boolean().optional(),
  input_examples: z.array(z.record(z.string(), z.unknown())).optional(),
  defer_loading: z.boolean().optional(),
  eager_input_streaming: z.boolean().nullish(),
  allowed_callers: z.array(z.string()).optional(),
  ...cacheable,
})
export type RequestTool = z.infer<typeof tool>

const display = z.enum(['summarized', 'omitted']).nullish()
const thinking = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('adaptive'), display }),
  z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1024), display }),
  z.strictObject({ type: z.literal('disabled') }),
  z.strictObject({ type: z.literal('between_tools') }),
])

const parallel = { disable_parallel_tool_use: z.boolean().optional() }
const toolChoice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto'), ...parallel }),
  z.strictObject({ type: z.literal('any'), ...parallel }),
  z.strictObject({ type: z.literal('tool'), name: z.string(), ...parallel }),
  z.strictObject({ type: z.literal('none') }),
])

const outputConfig = z.strictObject({
  effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  format: z
    .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
    .nullish(),
})

const prompt = {
  model: z.string().min(1),
  messages: z.array(message),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  thinking: thinking.optional(),
  output_config: outputConfig.optional(),
  speed: z.enum(['standard', 'fast']).nullish(),
  user_profile_id: z.string().optional(),
  workspace_id: z.string().optional(),
  ...cacheable,
}

export const messagesRequest = z.strictObject({
  ...prompt,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().max(256).nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  inference_geo: z.string().nullish(),
  diagnostics: z.strictObject({ previous_message_id: z.string().nullish() }).nullish(),
  container: z.unknown().optional(),
})
export type MessagesRequest = z.infer<typeof messagesRequest>

export const countTokensRequest = z.strictObject(prompt)
export type Prompt = z.infer<typeof countTokensRequest>

/** A message's content as blocks, whichever of the two ways it was written. */
export function blocksOf(content: RequestMessage['content']): readonly Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

/** The text of a message, without its other blocks. */
export function textOf(content: RequestMessage['content'] | ToolResult['content']): string {
  if (content === undefined || typeof content === 'string') return content ?? ''
  return content.map((it) => (it.type === 'text' ? it.text : '')).join('\n')
}
