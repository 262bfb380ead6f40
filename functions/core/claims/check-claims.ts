/*
 * No receipt, no claim. The rules of judgement:
 *
 * - A sentence claims what it asserts as done or under way: by us ("I have cancelled"), as it is ("is now cancelled",
 *   "the exchange went through"), in short ("Cancelled.", "Done!"). Each clause is judged by itself, so that a claim
 *   is found behind a denial, a condition or a question.
 * - No claims: plans, offers, conditions, questions, denials, general rules, and what the customer told us.
 * - A claim is covered by a receipt of its kind and, if it names orders, by one for each. A refund is covered by any
 *   receipt that gives money back; one that waits for the goods covers a refund that is requested, not one that is paid.
 * - What is so, rather than what we did, is also covered by a fact: the recorded status of the order that the sentence
 *   names, else of the one named nearest to it, else of the only one that was looked up.
 * - Every sentence is judged in every language whose words it has, so that mixing them hides nothing. One in a language
 *   without a lexicon counts as a claim of an unspecified change, because it cannot be shown to be none.
 *
 * Not judged: amounts and payment methods; words taken apart ("c a n c e l l e d"); acts of no kind of change (a new
 * order, a delivery); what is only implied ("you will see the money tomorrow").
 */
import { arabic } from './arabic.ts'
import { chinese } from './chinese.ts'
import { compile, type Grammar } from './compile.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import type { ChangeKind, ClaimKind } from './grammar.ts'
import { type Assertion, assertionsIn } from './judge.ts'
import { joinOrderIds, orderIdsIn, sameOrder } from './order-ids.ts'
import { isOtherLanguage } from './other-language.ts'
import { plainText } from './plain-text.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { spanish } from './spanish.ts'

export type { ChangeKind, ClaimKind } from './grammar.ts'
/** `other`: a language that cannot be judged. */
export type Language = Grammar['language'] | 'other'

/** What a receipt of this conversation says; a `ChangeDetails` is one. */
export interface Receipt {
  readonly kind: ChangeKind
  readonly orderId?: string | undefined
  /** Without it, money is taken to go back by a cancellation, a return, a change of items or of the payment. */
  readonly movements?: readonly { readonly amountCents: number; readonly arrives?: string }[]
}

/** An order as a look-up of this run returned it. */
export interface Fact {
  readonly orderId: string
  /** In the store's words: "cancelled", "return requested". */
  readonly status: string
  /** Its payment history has a refund. */
  readonly refunded?: boolean
}

export interface Claim {
  /** As the customer would have read it. */
  readonly sentence: string
  readonly kind: ClaimKind
  readonly orderId?: string
  readonly language: Language
}

export type ClaimCheck = { readonly ok: true } | { readonly ok: false; readonly claims: readonly Claim[] }

const grammars: readonly Grammar[] = [english, spanish, german, chinese, arabic].map(compile)

/**
 * Finds the sentences of a reply that say that something was cancelled, refunded, changed, returned or exchanged, or is
 * being, although no receipt says so. Deterministic; linear in the text.
 */
export function checkClaims(
  text: string,
  receipts: readonly Receipt[],
  facts: readonly Fact[] = [],
): ClaimCheck {
  const sentences = sentencesOf(plainText(text))
  const named = facts.length === 0 ? [] : sentences.map((sentence) => orderIdsIn(sentence.text))
  const claims: Claim[] = []
  for (const [index, sentence] of sentences.entries()) {
    for (const { assertion, language } of judged(sentence)) {
      for (const orderId of assertion.orderIds.length > 0 ? assertion.orderIds : [undefined]) {
        if (receipts.some((receipt) => receiptCovers(receipt, assertion, orderId))) continue
        const [kind = 'change'] = assertion.kinds
        if (assertion.ofRecord && recordSays(facts, kind, orderId ?? nearest(named, index))) continue
        claims.push({ sentence: sentence.text, kind, language, ...(orderId !== undefined && { orderId }) })
      }
    }
    if (claims.length >= enough) break
  }
  return claims.length === 0 ? { ok: true } : { ok: false, claims }
}

/** Claims that a caller may want to see. */
const enough = 40

function judged({ text, question, intro }: Sentence): { assertion: Assertion; language: Language }[] {
  const lower = { text: joinOrderIds(text.toLowerCase()), question, intro: intro.toLowerCase() }
  const found = grammars.flatMap((grammar) =>
    assertionsIn(lower, grammar).map((assertion) => ({ assertion, language: grammar.language })),
  )
  return found.length === 0 && isOtherLanguage(lower.text)
    ? [{ assertion: { kinds: ['change'], orderIds: [], ofRecord: false, settled: false }, language: 'other' }]
    : found
}

const covering: Readonly<Record<Exclude<ClaimKind, 'change' | 'refund'>, readonly ChangeKind[]>> = {
  cancellation: ['cancellation'],
  return: ['return'],
  exchange: ['exchange', 'items'],
  items: ['items', 'exchange'],
  address: ['address'],
  profile_address: ['profile_address'],
  payment: ['payment'],
}

function receiptCovers(receipt: Receipt, assertion: Assertion, orderId: string | undefined): boolean {
  const { kinds, settled } = assertion
  const ofOrder = orderId !== undefined && !kinds.includes('profile_address')
  if (ofOrder && (receipt.orderId === undefined || !sameOrder(receipt.orderId, orderId))) return false
  return kinds.some((kind) => {
    if (kind === 'change') return true
    return kind === 'refund' ? movesMoneyBack(receipt, settled) : covering[kind].includes(receipt.kind)
  })
}

/** A refund that waits for the goods has been requested, not paid. */
function movesMoneyBack({ kind, movements }: Receipt, settled: boolean): boolean {
  if (movements === undefined) return ['cancellation', 'return', 'items', 'payment'].includes(kind)
  return movements.some(
    ({ amountCents, arrives }) => amountCents < 0 && !(settled && arrives === 'on_receipt'),
  )
}

const recorded: Partial<Record<ClaimKind, RegExp>> = {
  cancellation: /^cancel/i,
  refund: /^cancel|refunded/i,
  return: /^return/i,
  exchange: /^exchange/i,
  items: /item modified/i,
}

function recordSays(facts: readonly Fact[], kind: ClaimKind, orderId: string | undefined): boolean {
  const about = facts.filter((fact) => orderId === undefined || sameOrder(fact.orderId, orderId))
  if (orderId === undefined && about.length !== 1) return false
  return about.some(
    ({ status, refunded }) => recorded[kind]?.test(status) || (kind === 'refund' && refunded === true),
  )
}

/** The order named last before the sentence, else first after it. */
function nearest(named: readonly (readonly string[])[], index: number): string | undefined {
  return (
    named
      .slice(0, index)
      .findLast((ids) => ids.length > 0)
      ?.at(-1) ?? named.slice(index).flat()[0]
  )
}
