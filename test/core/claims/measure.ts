import { checkClaims, type Receipt } from '../../../functions/core/claims/check-claims.ts'
import type { Labelled, LabelledClaim } from './labelled/labelled.ts'

/** Counts of one group of sentences. */
export interface Score {
  readonly sentences: number
  /** Of what was stopped without a receipt, the part that is a claim. */
  readonly precision: number
  /** Of the claims, the part that was stopped without a receipt. */
  readonly recall: number
  /** Of the claims that were stopped, the part whose kind was named. */
  readonly kinds: number
  /** Of the claims, the part that passed with the receipts that make it true. */
  readonly passed: number
}

export function score(sentences: readonly Labelled[]): Score {
  const judged = sentences.map((each) => ({ each, check: checkClaims(each.text, [], each.facts) }))
  const stopped = judged.filter(({ check }) => !check.ok)
  const claims = sentences.filter((each) => each.label === 'claim')
  const found = stopped.filter(({ each }) => each.label === 'claim').length
  const named = stopped.filter(
    ({ each, check }) =>
      each.label === 'claim' && !check.ok && check.claims.some((claim) => claim.kind === each.kind),
  ).length
  return {
    sentences: sentences.length,
    precision: ratio(found, stopped.length),
    recall: ratio(found, claims.length),
    kinds: ratio(named, found),
    passed: ratio(claims.filter(passesWithReceipts).length, claims.length),
  }
}

/** Sentences that were judged wrongly, to be printed when a threshold is missed. */
export function mistakes(sentences: readonly Labelled[]): string[] {
  return sentences
    .filter(({ text, facts, label }) => checkClaims(text, [], facts).ok === (label === 'claim'))
    .map(({ text, label }) => `${label}: ${text}`)
}

export function groupedBy<Key extends string>(
  sentences: readonly Labelled[],
  key: (sentence: Labelled) => Key,
): [Key, Labelled[]][] {
  const groups = new Map<Key, Labelled[]>()
  for (const sentence of sentences)
    groups.set(key(sentence), [...(groups.get(key(sentence)) ?? []), sentence])
  return [...groups]
}

function passesWithReceipts(claim: LabelledClaim): boolean {
  return checkClaims(claim.text, receiptsOf(claim), claim.facts).ok
}

/** One for each order that the sentence names; a refund is the consequence of a cancellation. */
function receiptsOf({ kind, text }: LabelledClaim): Receipt[] {
  const ids = text.match(/#?W\d{5,}|#W\d+/g) ?? []
  const receipt = { kind: kind === 'refund' ? 'cancellation' : kind === 'change' ? 'items' : kind } as const
  return ids.length === 0
    ? [receipt]
    : ids.map((id) => ({ ...receipt, orderId: id.startsWith('#') ? id : `#${id}` }))
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 1000) / 1000
}
