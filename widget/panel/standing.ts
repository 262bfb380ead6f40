import type { Answering } from './decisions.ts'
import type { Entry } from './transcript.ts'
import type { Change } from './wire.ts'

export type Confirmation = Change & { type: 'confirmation' }

/**
 * Where a confirmation stands. What later messages say comes first: decided (`approved` and `rejected` by the team),
 * `done`, asked again (`repeated`), or `over`, since the conversation went on without it. Then what this page knows.
 */
export type Standing =
  | 'open'
  | 'sending'
  | 'failed'
  | 'expired'
  | 'confirmed'
  | 'done'
  | 'approved'
  | 'declined'
  | 'rejected'
  | 'repeated'
  | 'over'

export function standingOf(
  it: Confirmation,
  entries: readonly Entry[],
  answering: Answering | undefined,
  now: number,
): Standing {
  const decision = decisionOf(it.actionId, entries)
  if (decision) return decision
  const newest = waitingOf(entries)
  if (newest !== it) return newest?.actionId === it.actionId ? 'repeated' : 'over'
  if (answering) return answering.state
  return now < Date.parse(it.expiresAt) ? 'open' : 'expired'
}

/** The confirmation that still waits for an answer, in time or not: there is at most one. */
export function waitingOf(entries: readonly Entry[]): Confirmation | undefined {
  // Whatever the store says after it, in text for example, was said without it.
  const answer = entries.findLast(({ author }) => author === 'assistant' || author === 'system')
  const newest = answer?.parts.findLast((part) => part.type === 'confirmation')
  return newest && decisionOf(newest.actionId, entries) ? undefined : newest
}

/** The newest word on an action; a receipt is the last. */
function decisionOf(actionId: string, entries: readonly Entry[]): Standing | undefined {
  let decision: Standing | undefined
  for (const part of entries.flatMap(({ parts }) => parts)) {
    if (!('actionId' in part) || part.actionId !== actionId) continue
    if (part.type === 'receipt') return 'done'
    if (part.type === 'decision') decision = isDecision(part.decision) ? part.decision : 'over'
  }
  return decision
}

function isDecision(word: string): word is 'confirmed' | 'approved' | 'declined' | 'rejected' {
  return ['confirmed', 'approved', 'declined', 'rejected'].includes(word)
}
