import type { Form, Grammar } from './compile.ts'
import type { ClaimKind } from './grammar.ts'
import { isDone, kindsOf } from './kinds.ts'
import { orderIdsIn } from './order-ids.ts'
import { readings } from './readings.ts'
import { type Clause, clausesOf, type Sentence } from './sentences.ts'

/** An assertion that something was done, not yet compared with any receipt. */
export interface Assertion {
  /** The first is the likeliest; a receipt of any of them will do, because the wording does not tell them apart. */
  readonly kinds: readonly ClaimKind[]
  /** Empty if the sentence names no order. */
  readonly orderIds: readonly string[]
  /** Not of an act of ours: the store's record may say it. */
  readonly ofRecord: boolean
  /** Money that is on its way or there; not merely requested. */
  readonly settled: boolean
}

/** `open`: it speaks of an act and does not say that it was done. */
type Verdict = 'asserted' | 'open'

/** What is known of the sentence when a clause of it is judged. */
interface Place {
  readonly clauses: readonly Clause[]
  readonly index: number
  /** The orders named, by clause. */
  readonly ids: readonly (readonly string[])[]
  /** By clause; none for a clause that speaks of no act. */
  readonly verdicts: readonly (Verdict | undefined)[]
  readonly question: boolean
  /** The customer's confirmation is awaited. */
  readonly awaits: boolean
  /** A condition, or a general subject, went before. */
  readonly conditional: boolean
  readonly general: boolean
}

/** The text and the introduction of the sentence are in lower case. */
export function assertionsIn({ text, question, intro }: Sentence, grammar: Grammar): Assertion[] {
  if (!grammar.hint.test(text)) return []
  const clauses = clausesOf(grammar.prepare(text), grammar.breaks)
  /** It begins as a question, or ends in "right?". */
  const asks =
    question &&
    (grammar.interrogative.test(clauses[0]?.words ?? '') || grammar.tag.test(clauses.at(-1)?.words ?? ''))
  if (asks || (question && clauses.length === 1)) return []
  const ids = clauses.map(({ words }) => orderIdsIn(words))
  const verdicts: (Verdict | undefined)[] = []
  const assertions: Assertion[] = []
  const awaits = grammar.awaiting.test(clauses.map(({ words }) => words).join(''))
  let conditional = intro !== '' && introduces(clausesOf(grammar.prepare(intro), grammar.breaks), grammar)
  let general = false
  for (const [index, { words }] of clauses.entries()) {
    const place = { clauses, index, ids, verdicts, question, awaits, conditional, general }
    const judgement = judge(grammar, place)
    verdicts.push(judgement.verdict)
    assertions.push(...judgement.assertions)
    if (assertions.length > mostAssertions) return [unreadable]
    conditional ||= grammar.leading.test(words)
    general ||= grammar.rule.test(words)
  }
  const specific = assertions.filter(({ kinds }) => kinds[0] !== 'change')
  return specific.length > 0 ? specific : assertions.slice(0, 1)
}

/** "If you confirm, here is what will happen:" */
function introduces(clauses: readonly Clause[], grammar: Grammar): boolean {
  return (
    grammar.intends.test(clauses.at(-1)?.words ?? '') ||
    clauses.some(({ words }) => grammar.leading.test(words))
  )
}

/** More in one sentence, or more verbs in one clause, are no language. */
const mostAssertions = 40
const mostVerbs = 16
/** Nothing covers it. */
const unreadable: Assertion = { kinds: [], orderIds: [], ofRecord: false, settled: false }

interface Judgement {
  readonly verdict: Verdict | undefined
  /** One for each kind of act. */
  readonly assertions: readonly Assertion[]
}

function judge(grammar: Grammar, place: Place): Judgement {
  const all = readings(clauseAt(place).words, grammar)
  if (all.length > mostVerbs) return { verdict: 'asserted', assertions: [unreadable] }
  let verdict: Verdict | undefined
  const assertions = new Map<ClaimKind | undefined, Assertion>()
  for (const { mark, verb, words } of all) {
    for (const form of grammar.forms) {
      const match = form.mark === mark ? form.pattern.exec(words) : null
      if (match === null) continue
      const asserted = asserts(form, match, words, grammar, place)
      if (asserted) verdict = 'asserted'
      else verdict ??= 'open'
      const assertion = asserted ? describe(form, match, verb, grammar, place) : undefined
      if (assertion === undefined) continue
      const [kind] = assertion.kinds
      if (!assertions.has(kind)) assertions.set(kind, assertion)
      break
    }
  }
  return { verdict, assertions: [...assertions.values()] }
}

function asserts(form: Form, match: RegExpExecArray, words: string, grammar: Grammar, place: Place): boolean {
  const clause = clauseAt(place)
  const end = match.index + match[0].length
  const head = words.slice(0, end)
  if (isAsked(form, clause, place)) return false
  if (grammar.denied.test(head) || grammar.open.test(head) || grammar.told.test(head)) return false
  if (form.by === 'us') return true
  if (isRetold(clause, grammar, place)) return false
  if (leans(form) && !standsAlone(grammar, place)) return false
  if (form.by === 'joined' && place.verdicts[place.index - 1] !== 'asserted') return false
  if (place.conditional || grammar.condition.test(head) || grammar.rule.test(head)) return false
  if (grammar.relative.test(`${place.clauses[place.index - 1]?.words}|${head}`)) return false
  if (!grammar.present.test(match[0])) return true
  return !place.general && !grammar.condition.test(words.slice(end - 1)) && grammar.definite.test(head)
}

/** "I have cancelled it, anything else?" asks only at its end. */
function isAsked(form: Form, clause: Clause, { question, clauses, index }: Place): boolean {
  if (!question) return false
  if (index === clauses.length - 1 || clause.join.includes('¿')) return true
  return index > 0 && leans(form)
}

function leans({ by }: Form): boolean {
  return by === 'short' || by === 'label' || by === 'joined'
}

/** "You said that …, and that …" */
function isRetold(clause: Clause, grammar: Grammar, { clauses, index }: Place): boolean {
  const previous = clauses[index - 1]
  return previous !== undefined && grammar.told.test(previous.words) && grammar.conjunction.test(clause.join)
}

/** "I have looked and cancelled" asserts, "it can be changed and cancelled" does not. */
function standsAlone(grammar: Grammar, { clauses, index, verdicts }: Place): boolean {
  for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
    if (verdicts[earlier] !== undefined) return verdicts[earlier] === 'asserted'
    if (grammar.pending.exec(clauses[earlier]?.words ?? '')?.[1] !== undefined) return false
  }
  return true
}

function describe(
  { by }: Form,
  match: RegExpExecArray,
  marked: string | undefined,
  grammar: Grammar,
  place: Place,
): Assertion | undefined {
  const { words } = clauseAt(place)
  const verb = marked ?? match.groups?.v
  const before = place.clauses.slice(Math.max(0, place.index - 3), place.index).map((clause) => clause.words)
  const found = kindsOf(verb, by, words, before.join(''), grammar)
  /** "Updated." */
  const alone =
    by === 'short' &&
    !isDone(verb, grammar) &&
    match.index + match[0].length >= words.length - (verb ?? '').length
  const kinds = by === 'bare' || (alone && found.length === 0) ? ['change' as const] : found
  if (kinds.length === 0) return undefined
  if (place.awaits && isDone(verb, grammar)) return undefined
  const anAct = by === 'us' || by === 'bare' || (by === 'short' && place.index === 0)
  return {
    kinds,
    orderIds: nearestIds(place),
    ofRecord: !anAct && !grammar.fresh.test(words),
    settled: verb === undefined || !grammar.begun.test(verb),
  }
}

function clauseAt({ clauses, index }: Place): Clause {
  return clauses[index] ?? { join: '', words: '' }
}

/** Of this clause, else the last before it, else the next after it. */
function nearestIds({ ids, index }: Place): readonly string[] {
  const near = [
    ...ids.slice(Math.max(0, index - 8), index + 1).toReversed(),
    ...ids.slice(index + 1, index + 9),
  ]
  return near.find((named) => named.length > 0) ?? []
}
