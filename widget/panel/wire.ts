import type { Part as SentPart } from '../../functions/core/parts.ts'

/*
 * What the API answers, read by hand: a schema library would take a third of the widget's bytes. Unknown fields are
 * ignored, and an unknown kind of part becomes its text, so that an old widget lives with a newer API.
 */
export type Part = Exclude<SentPart, { type: 'confirmation' | 'receipt' | 'decision' }> | Change | Decided

/** What would happen, or has happened. */
export type Change = {
  actionId: string
  title: string
  lines: string[]
  total?: { beforeCents: number; afterCents: number } | undefined
  movements: { label: string; amountCents: number; arrives: string }[]
} & ({ type: 'confirmation'; expiresAt: string } | { type: 'receipt'; executedAt: string })

/** `decision` is a word that a newer API may have more of. */
type Decided = { type: 'decision'; actionId: string; decision: string; title: string }

export type Author = 'customer' | 'assistant' | 'operator' | 'system'

export type Message = {
  id: string
  seq: number
  author: Author
  parts: Part[]
  /** ISO 8601. */
  createdAt: string
}

export type Turn = { status: string; working: { specialist: string; activity: string }[] }

export type Page = { messages: Message[]; after: number; hasMore: boolean; turn: Turn; pollAfterMs: number }

export type Accepted = { id: string; seq: number; turn: Turn; pollAfterMs: number }

export function readPage(body: unknown): Page {
  const { data, page, turn, pollAfterMs } = record(body)
  const { after, hasMore } = record(page)
  return {
    messages: list(data).map(readMessage),
    after: number(after),
    hasMore: hasMore === true,
    turn: readTurn(turn),
    pollAfterMs: number(pollAfterMs),
  }
}

export function readAccepted(body: unknown): Accepted {
  const { message, turn, pollAfterMs } = record(body)
  const { id, seq } = record(message)
  return { id: text(id), seq: number(seq), turn: readTurn(turn), pollAfterMs: number(pollAfterMs) }
}

/** The newest open conversation of a list, if there is one. */
export function readNewestOpen(body: unknown): string | undefined {
  return list(record(body).data)
    .map(record)
    .filter((it) => it.status === 'open')
    .sort((a, b) => text(b.createdAt).localeCompare(text(a.createdAt)))
    .map((it) => text(it.id))[0]
}

export function readSession(body: unknown): { token: string; expiresAt: number } {
  const { sessionToken, expiresAt } = record(body)
  return { token: text(sessionToken), expiresAt: Date.parse(text(expiresAt)) }
}

export function readId(body: unknown): string {
  return text(record(body).id)
}

function readMessage(value: unknown): Message {
  const { id, seq, author, parts, createdAt } = record(value)
  return {
    id: text(id),
    seq: number(seq),
    author: author === 'customer' || author === 'operator' || author === 'system' ? author : 'assistant',
    parts: list(parts).flatMap((it) => readPart(record(it))),
    createdAt: text(createdAt),
  }
}

function readPart(it: Record<string, unknown>): Part[] {
  switch (it.type) {
    case 'order_card':
      return [
        {
          type: 'order_card',
          orderId: text(it.orderId),
          status: text(it.status),
          totalCents: number(it.totalCents),
          items: list(it.items)
            .map(record)
            .map(({ name, quantity }) => ({ name: text(name), quantity: number(quantity) })),
          trackingIds: list(it.trackingIds).map(text),
        },
      ]
    case 'product_card':
      return [
        {
          type: 'product_card',
          productId: text(it.productId),
          name: text(it.name),
          options: Object.fromEntries(Object.entries(record(it.options)).map(([k, v]) => [k, text(v)])),
          priceCents: number(it.priceCents),
          available: it.available === true,
        },
      ]
    case 'confirmation':
      return [{ type: 'confirmation', ...readChange(it), expiresAt: text(it.expiresAt) }]
    case 'receipt':
      return [{ type: 'receipt', ...readChange(it), executedAt: text(it.executedAt) }]
    case 'decision': {
      const { actionId, decision, title } = it
      return [{ type: 'decision', actionId: text(actionId), decision: text(decision), title: text(title) }]
    }
    case 'choices':
      return [{ type: 'choices', choices: list(it.choices).map(text) }]
    case 'link':
      return [{ type: 'link', url: text(it.url), label: text(it.label) }]
    case 'system': {
      const event = it.event === 'handoff' || it.event === 'gap' ? it.event : 'apology'
      return [{ type: 'system', event, text: text(it.text) }]
    }
    default:
      return typeof it.text === 'string' ? [{ type: 'text', text: it.text }] : []
  }
}

function readChange({ actionId, title, lines, total, movements }: Record<string, unknown>) {
  return {
    actionId: text(actionId),
    title: text(title),
    lines: list(lines).map(text),
    ...(isRecord(total) && {
      total: { beforeCents: number(total.beforeCents), afterCents: number(total.afterCents) },
    }),
    movements: list(movements)
      .map(record)
      .map(({ label, amountCents, arrives }) => ({
        label: text(label),
        amountCents: number(amountCents),
        arrives: text(arrives),
      })),
  }
}

function readTurn(value: unknown): Turn {
  const { status, working } = record(value)
  return {
    status: text(status),
    working: list(working ?? [])
      .map(record)
      .map(({ specialist, activity }) => ({ specialist: text(specialist), activity: text(activity) })),
  }
}

export function record(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value
  throw unexpected('an object', value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw unexpected('a list', value)
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw unexpected('text', value)
}

function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw unexpected('a number', value)
}

function unexpected(wanted: string, value: unknown): TypeError {
  return new TypeError(`Switchboard: the API answered ${typeof value} where ${wanted} belongs`)
}
