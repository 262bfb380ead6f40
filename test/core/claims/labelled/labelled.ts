import type { ClaimKind, Fact, Language } from '../../../../functions/core/claims/check-claims.ts'

/** How a claim is worded; every claim is judged with its receipt (true) and without (false). */
export type ClaimCategory = 'active' | 'passive' | 'nominal' | 'short' | 'under_way' | 'hidden' | 'hostile'
/** Why a sentence is no claim. `status`: a report of the record, with the record beside it. */
export type OtherCategory =
  | 'plan'
  | 'condition'
  | 'question'
  | 'quotation'
  | 'negation'
  | 'rule'
  | 'status'
  | 'other'

interface Sentence {
  readonly text: string
  readonly language: Language
  /** What this run's look-ups returned. */
  readonly facts?: readonly Fact[]
}
export interface LabelledClaim extends Sentence {
  readonly label: 'claim'
  readonly kind: ClaimKind
  readonly category: ClaimCategory
}
export interface LabelledOther extends Sentence {
  readonly label: 'not_claim'
  readonly category: OtherCategory
}
export type Labelled = LabelledClaim | LabelledOther

export function claims(
  language: Language,
  category: ClaimCategory,
  sentences: readonly (readonly [kind: ClaimKind, text: string])[],
): Labelled[] {
  return sentences.map(([kind, text]) => ({ label: 'claim', language, category, kind, text }))
}

export function others(
  language: Language,
  category: Exclude<OtherCategory, 'status'>,
  sentences: readonly string[],
): Labelled[] {
  return sentences.map((text) => ({ label: 'not_claim', language, category, text }))
}

/** Reports of the record: `[what the look-ups returned, sentence]`; an order and its status, `+` if money went back. */
export function reports(
  language: Language,
  sentences: readonly (readonly [record: Readonly<Record<string, string>>, text: string])[],
): Labelled[] {
  return sentences.map(([record, text]) => ({
    label: 'not_claim',
    language,
    category: 'status',
    text,
    facts: Object.entries(record).map(([orderId, status]) =>
      status.endsWith('+') ? { orderId, status: status.slice(0, -1), refunded: true } : { orderId, status },
    ),
  }))
}
