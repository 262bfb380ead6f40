import type { KeptConversation } from './kept.ts'
import { type Violation, violations } from './violation.ts'

/** What a customer was told 202 for. */
export interface AcceptedMessage {
  readonly conversationId: string
  readonly id: string
  readonly seq: number
  readonly text: string
}

/** A message that the customer gave up sending after errors: it may have arrived, once. */
export type GivenUp = Pick<AcceptedMessage, 'conversationId' | 'text'>

/** Every accepted message is there once, in its place; the numbers have no gap; turns follow one another. */
export function auditMessages(
  { record, messages }: KeptConversation,
  accepted: readonly AcceptedMessage[],
  givenUp: readonly GivenUp[],
): Violation[] {
  const own = accepted.filter(({ conversationId }) => conversationId === record.id)
  const said = messages.flatMap(({ id, author, parts }) =>
    author === 'customer'
      ? parts.flatMap((part) => (part.type === 'text' ? [{ id, text: part.text }] : []))
      : [],
  )
  const lost = own.filter(({ id, seq, text }) => {
    const kept = messages.filter((message) => message.id === id)
    const [only] = kept
    const isSame = only?.parts.some((part) => part.type === 'text' && part.text === text)
    return kept.length !== 1 || only?.seq !== seq || !isSame
  })
  const left = givenUp.filter(({ conversationId }) => conversationId === record.id).map(({ text }) => text)
  const unasked = said.filter(({ id, text }) => {
    if (own.some((it) => it.id === id)) return false
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [
    ...violations(
      'accepted messages are kept',
      record.id,
      lost.map(({ seq, text }) => `message ${seq} was accepted and is not there once, as it was: "${text}"`),
    ),
    ...violations(
      'nothing is kept twice',
      record.id,
      unasked.map(({ text }) => `"${text}" is there, and nobody was told so`),
    ),
    ...violations('order holds', record.id, disorder(messages, record.lastSeq)),
  ]
}

function disorder(messages: KeptConversation['messages'], lastSeq: number): string[] {
  const gap = messages.findIndex(({ seq }, index) => seq !== index + 1)
  const back = messages.findIndex(({ turn }, index) => turn < (messages[index - 1]?.turn ?? 0))
  return [
    ...(gap >= 0 ? [`message ${gap + 1} is missing: there is ${messages[gap]?.seq} in its place`] : []),
    ...(messages.length === lastSeq
      ? []
      : [`there are ${messages.length} messages, and the record counts ${lastSeq}`]),
    ...(back >= 0 ? [`message ${back + 1} is of an earlier turn than the one before it`] : []),
  ]
}
