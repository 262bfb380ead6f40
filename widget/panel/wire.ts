import {
  flag,
  listOf,
  mapOf,
  maybe,
  number,
  object,
  oneOf,
  type Reader,
  record,
  text,
} from './wire-values.ts'

/*
 * What the API answers, read by hand: a schema library would take a third of the widget's bytes. Unknown fields are
 * ignored, and an unknown kind of part becomes its text, so that an old widget lives with a newer API. Money is integer
 * cents, times are ISO 8601.
 */

/** Characters that the API takes. */
export const longestMessage = 4000

/** What would happen, or has happened. */
const change = {
  actionId: text,
  title: text,
  lines: listOf(text),
  total: maybe(object({ beforeCents: number, afterCents: number })),
  movements: listOf(object({ label: text, amountCents: number, arrives: text })),
}

const readKnownPart = oneOf({
  text: { text },
  order_card: {
    orderId: text,
    status: text,
    totalCents: number,
    items: listOf(object({ name: text, quantity: number })),
    trackingIds: listOf(text),
  },
  product_card: {
    productId: text,
    name: text,
    options: mapOf(text),
    priceCents: number,
    available: flag,
    imageUrl: maybe(text),
  },
  confirmation: { ...change, expiresAt: text },
  receipt: { ...change, executedAt: text },
  decision: { actionId: text, decision: text, title: text },
  choices: { choices: listOf(text) },
  link: { url: text, label: text },
  system: { event: text, text },
})
export type Part = NonNullable<ReturnType<typeof readKnownPart>>
export type Change = Part & { type: 'confirmation' | 'receipt' }

export type Author = 'customer' | 'assistant' | 'operator' | 'system'

const readMessage = object({
  id: text,
  seq: number,
  author: (it): Author => (it === 'customer' || it === 'operator' || it === 'system' ? it : 'assistant'),
  parts: (it) => listOf(readPart)(it).flat(),
  createdAt: text,
})
export type Message = ReturnType<typeof readMessage>

const readTurn = object({
  number,
  status: text,
  working: (it) => listOf(object({ specialist: text, activity: text }))(it ?? []),
})
export type Turn = ReturnType<typeof readTurn>

const messages = { data: listOf(readMessage), page: object({ after: number, hasMore: flag }) }
const standing = { turn: readTurn, version: number }

export const readPage = object({ ...messages, turn: readTurn, pollAfterMs: number })
export type Page = ReturnType<typeof readPage>

export const readAccepted = object({
  message: object({ id: text, seq: number }),
  turn: readTurn,
  pollAfterMs: number,
})
export type Accepted = ReturnType<typeof readAccepted>

/** What the live path tells. `undefined`: what only a newer API tells, or the gateway itself. */
export const readFrame = oneOf({
  message: { message: readMessage },
  turn: { ...standing, lastSeq: number },
  draft: { turn: number, specialist: text, text },
  messages: { ...messages, ...standing },
})
export type Frame = NonNullable<ReturnType<typeof readFrame>>

const readConversations = object({ data: listOf(object({ id: text, status: text, createdAt: text })) })

/** The newest open conversation of a list, if there is one. */
export function readNewestOpen(body: unknown): string | undefined {
  return readConversations(body)
    .data.filter(({ status }) => status === 'open')
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0]?.id
}

/** A session as it is kept. `live`: the address of its socket, if it names one. */
export const keptToken = { token: text, expiresAt: number, live: maybe(text) }
const readToken = object(keptToken)
export type Token = ReturnType<typeof readToken>

const readNewSession = object({ sessionToken: text, expiresAt: text, live: maybe(object({ url: text })) })
export const readSession: Reader<Token> = (body) => {
  const { sessionToken, expiresAt, live } = readNewSession(body)
  return { token: sessionToken, expiresAt: Date.parse(expiresAt), live: live?.url }
}

export function readId(body: unknown): string {
  return text(record(body).id)
}

function readPart(value: unknown): Part[] {
  const part = readKnownPart(value)
  if (part) return [part]
  const { text } = record(value)
  return typeof text === 'string' ? [{ type: 'text', text }] : []
}
