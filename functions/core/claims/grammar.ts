import type { ChangeDetails } from '../change.ts'
import type { Language } from '../language.ts'

export type ChangeKind = ChangeDetails['kind']
/** `refund`: money went back, by whichever change. `change`: something was changed or done, and not said what. */
export type ClaimKind = ChangeKind | 'refund' | 'change'
/** What a done-verb says by itself. `do` ("processed") takes its kind from a noun, `alter` ("updated") from its object. */
export type VerbClass = 'cancellation' | 'refund' | 'return' | 'exchange' | 'alter' | 'do'

type Named<Kind> = readonly (readonly [kind: Kind, source: string])[]

/**
 * The words of one language: sources of regular expressions over a clause (lower case words between single spaces).
 * `{name}` stands for an entry of `words`, `{verb}`, `{base}` and `{action}` for any of those; in a form, ‡ is the clause's
 * done-verb and † the base of a verb. "Head" is the clause up to the end of the matched form.
 */
export interface Lexicon {
  readonly language: Language
  /** `start`, `end`: what is around a verb. `after`: what may not follow an action ("refund policy"). */
  readonly words: Readonly<Record<string, string>>
  readonly script: 'Latin' | 'Han' | 'Arabic'
  readonly prepare: (lower: string) => string
  /** What parts clauses besides punctuation. */
  readonly breaks: string
  /** Beginnings of words, besides those of verbs and actions: without one of them a clause asserts nothing. */
  readonly hint: string
  readonly verbs: Named<VerbClass>
  /** What other forms of them begin with ("able to cancel", "cancelling"). */
  readonly bases: Named<VerbClass>

  /** Wordings of an assertion. Without a verb, its kind comes from the nouns of the clause. */
  readonly forms: {
    /** We did it. */
    readonly us: readonly string[]
    /** It is so; a look-up may have said it. */
    readonly record: readonly string[]
    /** No subject: it leans on what is before. */
    readonly short: readonly string[]
    /** Only after a clause that asserts: "… and registered two items for return". */
    readonly joined: readonly string[]
    /** "Order #W1: cancelled" */
    readonly label: readonly string[]
    /** "Done!": a change of any kind. */
    readonly bare: readonly string[]
  }
  /** What is done: "refund". Whichever comes first in the clause counts. */
  readonly actions: Named<ClaimKind>
  /** What is altered: "address", "size". */
  readonly topics: Named<ChangeKind>
  readonly profile: string
  readonly money: string
  /** An object of "updated" that does not say which kind: "order", "it". */
  readonly anything: string
  /** What may be altered without a receipt: "my answer", "the price". */
  readonly harmless: string
  /** A subject that was named in an earlier clause: "it", "which". */
  readonly pronoun: string

  /** In the head: the form does not assert. */
  readonly denied: string
  /** In the head: a condition on what we do ("once I have …"). */
  readonly open: string
  /** In the head: the customer told us. What a conjunction joins to such a clause is part of it. */
  readonly told: string
  readonly conjunction: string
  /** In the head, or after a form in the present tense: a condition on what is so. */
  readonly condition: string
  /** A clause after which the rest of the sentence depends on a condition. */
  readonly leading: string
  /** In the head: a rule ("an order that was …"). */
  readonly rule: string
  /** In the clause before, "|" and the head: a relative clause about things in general. */
  readonly relative: string
  /** The form is in the present tense: a rule, unless the head names one particular thing (`definite`). */
  readonly present: string
  readonly definite: string
  /** The introduction of a list of what is planned. */
  readonly intends: string
  readonly interrogative: string
  readonly tag: string
  /** Its first group: the last auxiliary of a clause makes a `short` form after it no assertion ("can be" … "refunded"). */
  readonly pending: string
  /** Just now: said of an act, not of a record. */
  readonly fresh: string
  /** "is ready for your confirmation": a `do` verb with it is a plan. */
  readonly awaiting: string
  /** The verb has set something going and paid nothing: "requested", "registered". */
  readonly begun: string
}
