import { topicOf } from './clauses.ts'
import { entryMeant, itemIdsIn, orderIdsIn, orderMeant, productsMeant, questionAsked } from './context.ts'
import { asksForAll, thingsIn } from './naming.ts'
import type { Line, Reading } from './reading.ts'
import { isAnswer, isReference, type Subject } from './subjects.ts'
import { listed } from './words.ts'

/** What the customer's words refer to, so that a task stands alone. */
export function notesFor(subject: Subject, words: string, reading: Reading): string[] {
  const isReply = isYes(words) || isNo(words) || (isAnswer(words, reading) && !isRequest(words))
  const asked = isReply ? questionAsked(reading.conversation) : undefined
  const answer = asked === undefined ? [] : [`${answerMark}"${asked}"`]
  const about = subject === 'order' ? orderNotes(words, isReply, reading) : productNotes(words, reading)
  return [...answer, ...about]
}

/** Stands in a task before the question that the customer's words answer. */
export const answerMark = 'That answers our question: '

export function isYes(text: string): boolean {
  return /^\W*(yes|yeah|yep|yup|sure|ok(ay)?|please do|go ahead|do it|confirm(ed)?)\b/i.test(text)
}

function isNo(text: string): boolean {
  return /^\W*(no|nope|nah)\b(?! longer)/i.test(text)
}

/** A wish of its own, not an answer: "return the kettle". */
function isRequest(text: string): boolean {
  const verbs = 'cancel|return|exchange|change|show|tell|track|find|give|list|check|compare|refund|help'
  return new RegExp(`^\\W*(please )?(${verbs})\\b|\\bi(['’]d| would)? (want|need|like)\\b`, 'i').test(text)
}

function orderNotes(words: string, isReply: boolean, reading: Reading): string[] {
  const topic = topicOf(words)
  const isOpen =
    isReply || topic === 'follow' || topic === 'other' || topic === 'product' || isReference(words)
  if (orderIdsIn(words).length > 0 || !isOpen) return []
  const remembered: Line = { from: 'assistant', text: reading.summary }
  const id = orderMeant(words, [remembered, ...reading.conversation])
  return id === undefined ? [] : [`This is about order ${id}.`]
}

function productNotes(words: string, { conversation }: Reading): string[] {
  const namesNothing = thingsIn(words).length === 0 && !asksForAll(words)
  const goesOn = /^\W*(and |or )?(in|with|without|for|under|as)\b/i.test(words)
  if (itemIdsIn(words).length > 0 || !(namesNothing || goesOn || isReference(words) || isBareValue(words)))
    return []
  const entry = entryMeant(words, conversation)
  const names = productsMeant(conversation)
  const previous = conversation.findLast((it) => it.from === 'customer' && topicOf(it.text) === 'product')
  const about =
    names.length > 0 ? `This is about: ${listed(names)}.` : previous && `Before: "${previous.text}"`
  return [...(entry ? [`That one is: ${entry}.`] : []), ...(about ? [about] : [])]
}

/** A word or two, as an answer to what was just shown: "glass", "the black". */
function isBareValue(words: string): boolean {
  return topicOf(words) === 'other' && words.split(/\s+/).length <= 2
}
