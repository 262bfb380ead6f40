import type { Outcome } from './conversation.ts'
import type { InLanguage } from './language.ts'
import type { Part } from './parts.ts'
import type { Answer } from './records.ts'
import type { Card } from './specialist.ts'
import { apology, text, wordingFor } from './wording.ts'

/**
 * The aggregator: the answers of the specialists that were expected, in the router's order, become the parts of one
 * reply. What is missing is named. Any order, duplicates or a late answer give the same reply. No model is asked:
 * nothing can be added or lost here.
 */
export function mergeAnswers(
  expected: readonly string[],
  answers: readonly Answer[],
  cards: readonly Card[],
  spoken: InLanguage,
): { readonly parts: Part[]; readonly outcome: Outcome } {
  const given = expected.flatMap((name) => {
    const found = answers.find((answer) => answer.specialist === name)
    return found?.kind === 'answer' ? [found.parts] : []
  })
  const say = wordingFor(spoken)
  if (given.length === 0) return { parts: [apology(say.apology)], outcome: 'failed' }
  const words = given.map((parts) =>
    parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n'),
  )
  const cardParts = given.flatMap((parts) => parts.filter((part) => part.type !== 'text'))
  const gaps = expected
    .filter((name) => answers.every((answer) => answer.specialist !== name || answer.kind === 'gap'))
    .map((name): Part => {
      const what = cards.find((card) => card.name === name)?.gap[spoken.language ?? 'en'] ?? say.onePart
      return { type: 'system', event: 'gap', text: say.gap(what) }
    })
  const outcome = cardParts.some(({ type }) => type === 'confirmation') ? 'awaiting_confirmation' : 'replied'
  // What the customer is asked to confirm comes last, after everything there is to read.
  const ordered = cardParts.toSorted(
    (a, b) => Number(a.type === 'confirmation') - Number(b.type === 'confirmation'),
  )
  return { parts: [text(words.filter(Boolean).join('\n\n')), ...ordered, ...gaps], outcome }
}
