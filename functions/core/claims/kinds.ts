import type { Form, Grammar, Kinds } from './compile.ts'
import type { ClaimKind, VerbClass } from './grammar.ts'
import { orderIdsIn } from './order-ids.ts'

/** What was done, by the verb and its nouns; none if it was nothing that needs a receipt ("the check is done"). */
export function kindsOf(
  verb: string | undefined,
  by: Form['by'],
  words: string,
  before: string,
  grammar: Grammar,
): readonly ClaimKind[] {
  const verbClass = verb === undefined ? 'do' : classOf(verb, grammar)
  const topic = first(grammar.topics, words)
  if (verbClass === 'cancellation' || verbClass === 'refund') return [verbClass]
  if (verbClass === 'return') return [grammar.money.test(words) ? 'refund' : 'return']
  if (verbClass === 'exchange') {
    return topic === undefined || topic === 'items' ? ['exchange'] : addressed(topic, words, grammar)
  }
  const action = first(grammar.actions, words)
  const named =
    verbClass === 'alter' || action === 'change'
      ? (topic ?? (verbClass === 'alter' && action === 'change' ? undefined : action))
      : (action ?? (verb === undefined ? topic : undefined))
  if (named !== undefined) return addressed(named, words, grammar)
  const earlier =
    (by === 'short' || by === 'label' || grammar.pronoun.test(words)) &&
    first(verbClass === 'do' ? grammar.actions : grammar.topics, before)
  if (earlier) return addressed(earlier, before, grammar)
  if (verbClass !== 'alter' || grammar.harmless.test(words)) return []
  return by === 'us' || grammar.anything.test(words) ? ['change'] : []
}

/** A verb like "processed", which says of a noun that it was done. */
export function isDone(verb: string | undefined, grammar: Grammar): boolean {
  return verb === undefined || classOf(verb, grammar) === 'do'
}

function classOf(verb: string, grammar: Grammar): VerbClass {
  return grammar.verbs.find(({ pattern }) => pattern.test(verb))?.kind ?? 'do'
}

/** "Your address has been updated" may be the order's or the profile's. */
function addressed(kind: ClaimKind, words: string, grammar: Grammar): readonly ClaimKind[] {
  if (kind !== 'address') return [kind]
  if (grammar.profile.test(words)) return ['profile_address']
  return orderIdsIn(words).length > 0 ? ['address'] : ['address', 'profile_address']
}

/** The kind whose word comes first. */
function first<Kind>(kinds: Kinds<Kind>, words: string): Kind | undefined {
  let best: { readonly kind: Kind; readonly at: number } | undefined
  for (const { kind, pattern } of kinds) {
    const at = words.search(pattern)
    if (at >= 0 && (best === undefined || at < best.at)) best = { kind, at }
  }
  return best?.kind
}
