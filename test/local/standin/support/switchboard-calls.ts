import { BaseAnthropic } from '@anthropic-ai/sdk/client'
import type {
  MessageParam,
  Tool,
  ToolResultBlockParam,
  ToolUseBlock,
} from '@anthropic-ai/sdk/resources/messages/messages'
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages'
import * as z from 'zod'
import { customerId, orderTools, productTools, runTool, type ToolOutcome } from './made-up-store.ts'

/** The stand-in, called the way Switchboard's agents call the Messages API, by the official SDK. */
export function messagesAt(url: string): Messages {
  return new Messages(new BaseAnthropic({ apiKey: 'any-key', baseURL: url, maxRetries: 0 }))
}

export const model = 'claude-haiku-5-5'

/** `c: ...` is a customer's line, `a: ...` the assistant's. */
export type Talk = readonly `${'c' | 'a'}: ${string}`[]

const taskItem = {
  type: 'object',
  additionalProperties: false,
  required: ['specialist', 'task', 'reason'],
  properties: {
    specialist: { type: 'string', enum: ['order', 'product'] },
    task: { type: 'string' },
    reason: { type: 'string' },
  },
}
const routeFormat = {
  type: 'json_schema' as const,
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'reason', 'tasks', 'reply'],
    properties: {
      kind: { type: 'string', enum: ['delegate', 'reply', 'question', 'handoff'] },
      reason: { type: 'string' },
      tasks: { type: 'array', items: taskItem },
      reply: { type: 'string' },
    },
  },
}

const decision = z.strictObject({
  kind: z.enum(['delegate', 'reply', 'question', 'handoff']),
  reason: z.string().min(1),
  tasks: z.array(
    z.strictObject({ specialist: z.string(), task: z.string().min(1), reason: z.string().min(1) }),
  ),
  reply: z.string(),
})
export type Decision = z.infer<typeof decision>

export async function route(
  messages: Messages,
  words: string,
  { before = [], verified = true, summary }: { before?: Talk; verified?: boolean; summary?: string } = {},
): Promise<Decision> {
  const prompt = [
    customerTag(verified),
    ...(summary === undefined ? [] : [`<summary>${escaped(summary)}</summary>`]),
    ...block('conversation', before),
    ...block('new_messages', [`c: ${words}`], before.length),
  ].join('\n')
  const reply = await messages
    .stream({
      model,
      max_tokens: 4000,
      system: [
        {
          type: 'text',
          text: 'You are the router.\n- order: orders\n- product: products',
          cache_control: { type: 'ephemeral' },
        },
      ],
      messages: [{ role: 'user', content: prompt }],
      output_config: { effort: 'low', format: routeFormat },
    })
    .finalMessage()
  return decision.parse(JSON.parse(reply.content.map((it) => (it.type === 'text' ? it.text : '')).join('')))
}

export interface Worked {
  readonly answer: string
  /** The calls of each model reply, as `name{"argument":"value"}`. */
  readonly calls: readonly (readonly string[])[]
}

/** Runs a specialist's loop to its answer. */
export async function work(
  messages: Messages,
  specialist: 'order' | 'product',
  task: string,
  options: {
    readonly before?: Talk
    readonly verified?: boolean
    readonly tools?: readonly Tool[]
    readonly execute?: (name: string, input: Record<string, unknown>) => ToolOutcome
  } = {},
): Promise<Worked> {
  const { before = [], verified = true, execute = runTool } = options
  const tools = options.tools ?? (specialist === 'order' ? (verified ? orderTools : []) : productTools)
  const prompt = [
    customerTag(verified),
    ...block('conversation', [...before, `c: ${task}`]),
    `<task>${escaped(task)}</task>`,
  ].join('\n')
  const history: MessageParam[] = [{ role: 'user', content: prompt }]
  const calls: string[][] = []
  for (let turn = 0; turn < 8; turn += 1) {
    const reply = await messages
      .stream({
        model,
        max_tokens: 4000,
        system: `You are the ${specialist} specialist of an online store's customer service. ${rules}`,
        ...(tools.length > 0 ? { tools: [...tools] } : {}),
        messages: history,
      })
      .finalMessage()
    const uses = reply.content.filter((it) => it.type === 'tool_use')
    if (uses.length === 0) {
      return { answer: reply.content.map((it) => (it.type === 'text' ? it.text : '')).join(''), calls }
    }
    calls.push(uses.map((it) => `${it.name}${JSON.stringify(it.input)}`))
    history.push({ role: 'assistant', content: reply.content }, { role: 'user', content: uses.map(resultOf) })
  }
  throw new Error('The specialist went on for more than 8 turns')

  function resultOf(use: ToolUseBlock): ToolResultBlockParam {
    const input = z.record(z.string(), z.unknown()).parse(use.input)
    const { content, isError } = execute(use.name, input)
    return { type: 'tool_result', tool_use_id: use.id, content, is_error: isError }
  }
}

export async function summarise(messages: Messages, before: Talk, summary?: string): Promise<string> {
  const prompt = [
    customerTag(false),
    ...(summary === undefined ? [] : [`<summary>${escaped(summary)}</summary>`]),
    ...block('conversation', before),
  ].join('\n')
  const system = 'You summarise a customer-service conversation.'
  return await messages
    .stream({ model, max_tokens: 2000, system, messages: [{ role: 'user', content: prompt }] })
    .finalText()
}

const rules =
  'A pending order can be cancelled or changed; a delivered one returned or exchanged, once. A refund to a credit card or PayPal takes 5 to 7 business days.'

function customerTag(verified: boolean): string {
  return verified ? `<customer verified="true" id="${customerId}"/>` : '<customer verified="false"/>'
}

function block(tag: string, talk: Talk, from = 0): string[] {
  if (talk.length === 0) return []
  const lines = talk.map((it, index) => {
    const author = it.startsWith('c: ') ? 'customer' : 'assistant'
    return `<message seq="${from + index + 1}" from="${author}">${escaped(it.slice(3))}</message>`
  })
  return [`<${tag}>`, ...lines, `</${tag}>`]
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
