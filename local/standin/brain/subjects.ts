import { type Clause, clausesOf, isCatalogueQuestion, topicOf } from './clauses.ts'
import { orderIdsIn, paragraphAsked, questionAsked } from './context.ts'
import { queryOf, thingsIn } from './naming.ts'
import type { Reading } from './reading.ts'
import { wordsOf } from './words.ts'

/** Whose a request is. */
export type Subject = 'order' | 'product'

export interface Assigned {
  readonly subject: Subject
  readonly clause: Clause
}

/** Every clause that is a request, with whose it is; one without a topic of its own belongs to what was said before. */
export function assign(clauses: readonly Clause[], reading: Reading): Assigned[] {
  let current = subjectBefore(reading)
  return clauses.flatMap((clause): Assigned[] => {
    const subject = subjectOf(clause, current, reading)
    if (subject === undefined) return []
    current = subject
    return [{ subject, clause }]
  })
}

/** "It", "the red one": it only makes sense after what was said before. */
export function isReference(text: string): boolean {
  return /\b(it|its|they|them|those|these|ones?|that|this)\b(?! (are|is|has|have|can|fits?)\b)/i.test(text)
}

/** "No longer needed" after "Why do you want to cancel it?". */
export function isAnswer(text: string, reading: Reading): boolean {
  const question = questionAsked(reading.conversation)
  if (
    question === undefined ||
    /\b(do for you|anything else|help you|like to know|interested in)\b/i.test(question)
  ) {
    return false
  }
  const isShort =
    text.split(/\s+/).length <= 12 && !/^\W*(who|what|when|where|why|how|is|are|do|does|can)\b/i.test(text)
  return isShort && (takesUp(text, reading) || !/^which (one|product)\b/i.test(question))
}

function subjectOf(clause: Clause, current: Subject | undefined, reading: Reading): Subject | undefined {
  const { text, topic } = clause
  switch (topic) {
    case 'order':
      return 'order'
    case 'product': {
      // "How much was it?" after an order asks about the order.
      const isVague = thingsIn(text).length === 0 && isReference(text) && !isCatalogueQuestion(text)
      return isVague && current === 'order' ? 'order' : 'product'
    }
    case 'follow':
      return current
    case 'other':
      if (current !== undefined && (isAnswer(text, reading) || takesUp(text, reading) || isBare(text)))
        return current
      return namesThing(text) ? 'product' : undefined
    case 'chat':
      // "Great!" closes a subject; "ok" after a question answers it.
      return /^\W*ok(ay)?\W*$/i.test(text) && isAnswer(text, reading) ? current : undefined
    case 'probe':
    case 'elsewhere':
      return undefined
  }
}

/** What the customer spoke of last, or else the summary. */
function subjectBefore(reading: Reading): Subject | undefined {
  // "Which one do you mean?" under a list of orders: the answer is about an order, whatever else was said.
  if (orderIdsIn(paragraphAsked(reading.conversation) ?? '').length > 0) return 'order'
  const said = reading.conversation.filter((it) => it.from === 'customer').map((it) => it.text)
  for (const text of [...said.toReversed(), reading.summary]) {
    const topics = clausesOf(text).map((it) => it.topic)
    const found = topics.findLast((it) => it === 'order' || it === 'product')
    if (found === 'order' || found === 'product') return found
  }
  return orderIdsIn(reading.summary).length > 0 ? 'order' : undefined
}

/** Whether a few words take up a word of the last messages. */
function takesUp(text: string, { conversation }: Reading): boolean {
  const before = wordsOf(
    conversation
      .slice(-2)
      .map((it) => it.text)
      .join(' '),
  )
  const own = wordsOf(queryOf(text)).filter((it) => it.length > 1)
  return text.split(/\s+/).length <= 8 && own.some((it) => before.includes(it))
}

/** An option's value alone: "glass". */
function isBare(text: string): boolean {
  return text.split(/\s+/).length <= 3 && thingsIn(text).length === 0 && queryOf(text) !== ''
}

/** A thing rather than a question about the world: "smart light bulb E14", "I need a desk". */
function namesThing(text: string): boolean {
  return (
    topicOf(text) === 'other' &&
    thingsIn(text).length > 0 &&
    !/^\W*(who|whose|why|when|where|how)\b/i.test(text)
  )
}
