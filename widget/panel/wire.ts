import { flag, listOf, mapOf, maybe, number, object, type Reader, record, text, word } from './wire-values.ts'

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

const partReaders = {
  text: object({ type: word('text'), text }),
  order_card: object({
    type: word('order_card'),
    orderId: text,
    status: text,
    totalCents: number,
    items: listOf(object({ name: text, quantity: number })),
    trackingIds: listOf(text),
  }),
  product_card: object({
    type: word('product_card'),
    productId: text,
    name: text,
    options: mapOf(text),
    priceCents: number,
    available: flag,
    imageUrl: maybe(text),
  }),
  confirmation: object({ type: word('confirmation'), ...change, expiresAt: text }),
  receipt: object({ type: word('receipt'), ...change, executedAt: text }),
  decision: object({ type: word('decision'), actionId: text, decision: text, title: text }),
  choices: object({ type: word('choices'), choices: listOf(text) }),
  link: object({ type: word('link'), url: text, label: text }),
  system: object({ type: word('system'), event: text, text }),
}

export type Part = ReturnType<(typeof partReaders)[keyof typeof partReaders]>
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
  status: text,
  working: (it) => listOf(object({ specialist: text, activity: text }))(it ?? []),
})
export type Turn = ReturnType<typeof readTurn>

export const readPage = object({
  data: listOf(readMessage),
  page: object({ after: number, hasMore: flag }),
  turn: readTurn,
  pollAfterMs: number,
})
export type Page = ReturnType<typeof readPage>

export const readAccepted = object({
  message: object({ id: text, seq: number }),
  turn: readTurn,
  pollAfterMs: number,
})
export type Accepted = ReturnType<typeof readAccepted>

const readConversations = object({ data: listOf(object({ id: text, status: text, createdAt: text })) })

/** The newest open conversation of a list, if there is one. */
export function readNewestOpen(body: unknown): string | undefined {
  return readConversations(body)
    .data.filter(({ status }) => status === 'open')
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0]?.id
}

export const readSession: Reader<{ token: string; expiresAt: number }> = (body) => {
  const { sessionToken, expiresAt } = object({ sessionToken: text, expiresAt: text })(body)
  return { token: sessionToken, expiresAt: Date.parse(expiresAt) }
}

export function readId(body: unknown): string {
  return text(record(body).id)
}

function readPart(value: unknown): Part[] {
  const it = record(value)
  if (isKnown(it.type)) return [partReaders[it.type](it)]
  return typeof it.text === 'string' ? [{ type: 'text', text: it.text }] : []
}

function isKnown(type: unknown): type is keyof typeof partReaders {
  return typeof type === 'string' && Object.hasOwn(partReaders, type)
}
