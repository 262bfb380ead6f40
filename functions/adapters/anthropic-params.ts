import type {
  ContentBlockParam,
  MessageCreateParamsBase,
  MessageParam,
  Tool,
} from '@anthropic-ai/sdk/resources/messages/messages'
import type { ModelMessage, ModelRequest, ReplyBlock } from '../core/model.ts'

const cached = { cache_control: { type: 'ephemeral' } } as const

/**
 * A request in the API's words. The cached prefix is tools → system → messages: one marker behind the instructions
 * (the same for every customer) and one behind the newest message (the same for the next step of the run). Markers
 * are set here, at send time, and never stored: stored ones would add up to more than the four that are allowed.
 */
export function paramsOf(request: ModelRequest): MessageCreateParamsBase {
  const { format } = request
  const effort = knowsNoEffort.test(request.model) ? undefined : request.effort
  return {
    model: request.model,
    max_tokens: Math.min(request.maxTokens, mostTokens),
    system: [{ type: 'text', text: request.system, ...cached }],
    messages: request.messages.map((message, index) =>
      paramOf(message, request.model, index === request.messages.length - 1),
    ),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(toolOf) }),
    ...(request.withoutTools ? { tool_choice: { type: 'none' } } : {}),
    ...(effort || format
      ? {
          output_config: {
            ...(effort ? { effort } : {}),
            ...(format ? { format: { type: 'json_schema', schema: format } } : {}),
          },
        }
      : {}),
  }
}

/** These refuse the setting. */
const knowsNoEffort = /^claude-(haiku|sonnet)-4-5/

/** Output tokens that every model of the price list allows. */
const mostTokens = 64_000

function paramOf(message: ModelMessage, model: string, isLast: boolean): MessageParam {
  const marker = isLast ? cached : {}
  if (message.role === 'assistant') {
    const blocks = message.model === model ? message.blocks : message.blocks.filter(isPlain)
    return { role: 'assistant', content: blocks.map(blockOf) }
  }
  if ('text' in message) return { role: 'user', content: [{ type: 'text', text: message.text, ...marker }] }
  return {
    role: 'user',
    content: message.results.map((result, index) => ({
      type: 'tool_result',
      tool_use_id: result.toolUseId,
      content: result.content,
      ...(result.isError ? { is_error: true } : {}),
      ...(index === message.results.length - 1 ? marker : {}),
    })),
  }
}

/** Thinking is bound to the model that made it: most models ignore another's, some refuse it. */
function isPlain({ type }: ReplyBlock): boolean {
  return type === 'text' || type === 'tool_use'
}

/** Thinking goes back exactly as it came: it is signed. */
function blockOf(block: ReplyBlock): ContentBlockParam {
  if (block.type === 'thinking') {
    return { type: 'thinking', thinking: block.thinking, signature: block.signature }
  }
  if (block.type === 'redacted_thinking') return { type: 'redacted_thinking', data: block.data }
  return block
}

function toolOf(tool: ModelRequest['tools'][number]): Tool {
  return {
    name: tool.name,
    description: tool.description,
    input_schema: { type: 'object', ...tool.inputSchema },
  }
}
