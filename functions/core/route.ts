import type { Model, ModelRequest } from './model.ts'
import { type Decision, decision, type ModelCall } from './records.ts'
import type { Card } from './specialist.ts'

/** `decided`, or the model was busy; a model that gives no usable decision is overruled by `fallback`. */
export type Routing =
  | { readonly kind: 'decided'; readonly decision: Decision; readonly calls: ModelCall[] }
  | { readonly kind: 'refused'; readonly calls: ModelCall[] }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number }
  | { readonly kind: 'spent'; readonly reason: string }

/** The content-based router: one structured model reply, checked by code against the registered specialists. */
export async function route(
  input: {
    readonly model: string
    readonly instructions: string
    readonly cards: readonly Card[]
    readonly prompt: string
    /** The customer's own words: the task of everybody if the model gives no usable decision. */
    readonly words: string
  },
  ports: { readonly model: Model; readonly now: () => number; readonly signal: AbortSignal },
): Promise<Routing> {
  const result = await ports.model.reply(requestFor(input), { signal: ports.signal })
  if (result.kind !== 'reply') return result
  const calls: ModelCall[] = [
    { purpose: 'route', model: result.model, usage: result.usage, ms: result.ms, at: ports.now() },
  ]
  if (result.stop === 'refused') return { kind: 'refused', calls }
  const text = result.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('')
  const parsed = result.stop === 'complete' ? parseDecision(text, input.cards) : undefined
  return { kind: 'decided', decision: parsed ?? fallback(input.cards, input.words), calls }
}

/** The router's instructions with the cards: the same bytes for every customer, so that they are cached. */
export function routerSystem(instructions: string, cards: readonly Card[]): string {
  return [instructions, '', 'Specialists:', ...cards.map((card) => `- ${card.name}: ${card.does}`)].join('\n')
}

function requestFor(input: Parameters<typeof route>[0]): ModelRequest {
  return {
    model: input.model,
    system: routerSystem(input.instructions, input.cards),
    tools: [],
    messages: [{ role: 'user', text: input.prompt }],
    maxTokens: 4000,
    effort: 'low',
    format: decisionSchema(input.cards),
  }
}

/** Written out, since structured output takes a subset of JSON schema and the specialists vary. */
function decisionSchema(cards: readonly Card[]): Record<string, unknown> {
  const task = {
    type: 'object',
    additionalProperties: false,
    required: ['specialist', 'task', 'reason'],
    properties: {
      specialist: { type: 'string', enum: cards.map(({ name }) => name) },
      task: {
        type: 'string',
        description: 'Self-contained: names, ids and wishes in full, no "it" or "that".',
      },
      reason: { type: 'string', description: 'Why this specialist, in a few words.' },
    },
  }
  return {
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'reason', 'tasks', 'reply'],
    properties: {
      kind: { type: 'string', enum: ['delegate', 'reply', 'question', 'handoff'] },
      reason: { type: 'string', description: 'Why, in one sentence.' },
      tasks: {
        type: 'array',
        items: task,
        description: 'For delegate: one task for each specialist needed.',
      },
      reply: {
        type: 'string',
        description: 'For reply, question and handoff: what the customer reads. Else "".',
      },
    },
  }
}

/** Enum values may come in another case; specialists that are not registered are dropped; one task for each. */
function parseDecision(text: string, cards: readonly Card[]): Decision | undefined {
  const parsed = decision.safeParse(lowerKind(parseJson(text)))
  if (!parsed.success) return undefined
  const byName = new Map<string, Decision['tasks'][number]>()
  for (const each of parsed.data.tasks) {
    const name = each.specialist.toLowerCase()
    if (!cards.some((card) => card.name === name) || each.task.trim() === '') continue
    const earlier = byName.get(name)
    byName.set(name, {
      specialist: name,
      task: earlier ? `${earlier.task}\n${each.task}` : each.task,
      reason: earlier ? `${earlier.reason}; ${each.reason}` : each.reason,
    })
  }
  const tasks = [...byName.values()]
  if (parsed.data.kind === 'delegate')
    return tasks.length > 0 ? { ...parsed.data, tasks, reply: '' } : undefined
  if (parsed.data.kind !== 'handoff' && parsed.data.reply.trim() === '') return undefined
  return { ...parsed.data, tasks: [] }
}

/** Every specialist looks at it. */
export function fallback(cards: readonly Card[], words: string): Decision {
  const reason = 'the router gave no usable decision, so every specialist looks at it'
  return {
    kind: 'delegate',
    reason,
    reply: '',
    tasks: cards.map((card) => ({ specialist: card.name, task: words, reason })),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the same to the caller as JSON of another shape.
    return undefined
  }
}

function lowerKind(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return value
  return { ...value, kind: String(value.kind).toLowerCase() }
}
