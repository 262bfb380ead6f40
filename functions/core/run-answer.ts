import type { Part } from './parts.ts'
import type { Step } from './records.ts'

/** The parts of a complete reply: its text, and the cards of the records that the text speaks of. */
export function answerOf(step: Step, earlier: readonly Step[]): Part[] | undefined {
  if (step.kind !== 'model' || step.stop !== 'complete') return undefined
  const text = step.blocks
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('')
    .trim()
  if (text === '') return undefined
  // What was read before a change was made is no longer so.
  const sinceChange = earlier.slice(earlier.findLastIndex(({ kind }) => kind === 'paused') + 1)
  const cards = sinceChange.flatMap((each) => (each.kind === 'tools' ? each.parts : []))
  return [{ type: 'text', text }, ...cardsSpokenOf(text, cards)]
}

const mostCards = 4

/** One card for each order and each product; a card of a variant says more than one of its product. */
function cardsSpokenOf(text: string, cards: readonly Part[]): Part[] {
  const spoken = new Map<string, Part>()
  for (const card of cards) {
    if (card.type === 'order_card' && text.includes(card.orderId)) spoken.set(card.orderId, card)
    if (card.type === 'product_card' && text.toLowerCase().includes(card.name.toLowerCase())) {
      const shown = spoken.get(card.productId)
      const isBetter = shown?.type !== 'product_card' || (card.itemId !== undefined && !shown.itemId)
      if (isBetter) spoken.set(card.productId, card)
    }
  }
  return [...spoken.values()].slice(0, mostCards)
}
