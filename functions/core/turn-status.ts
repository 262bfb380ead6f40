import type { Conversation, Outcome } from './conversation.ts'

/** The turn status of the REST API, from the conversation's record alone. */
export function turnStatus(it: Conversation): Exclude<Outcome, 'superseded'> | 'idle' | 'thinking' {
  if (it.turn.phase !== 'closed' && it.turn.number > 0) return 'thinking'
  if (it.control === 'human') return 'with_human'
  const outcome = it.turn.outcome ?? 'idle'
  if (outcome === 'superseded') return 'thinking'
  // The conversation has been given back since, with nothing left to answer.
  return outcome === 'with_human' ? 'idle' : outcome
}
