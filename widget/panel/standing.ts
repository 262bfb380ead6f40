import type { Change, Message } from './wire.ts'

export type Confirmation = Change & { type: 'confirmation' }

/** What only this page knows: the shopper's answer on its way, or what the API said to it. */
export type AnswerState = 'sending' | 'failed' | 'expired' | 'over'

type Said = readonly Pick<Message, 'author' | 'parts' | 'createdAt'>[]

/**
 * Where a confirmation stands. What later messages say comes first: decided (`approved` and `rejected` by the team),
 * `done`, asked again (`repeated`), or `over`, since the conversation went on without it, if not too late for an answer
 * in any case. Then what this page knows.
 */
export type Standing =
  | AnswerState
  | 'open'
  | 'confirmed'
  | 'done'
  | 'approved'
  | 'declined'
  | 'rejected'
  | 'repeated'

export function standingOf(
  it: Confirmation,
  said: Said,
  answer: AnswerState | undefined,
  now: number,
): Standing {
  const decision = decisionOf(it.actionId, said)
  if (decision) return decision
  const newest = waitingOf(said)
  if (newest !== it && newest?.actionId === it.actionId) return 'repeated'
  if (newest !== it) return wentOnAfter(it, said) ? 'expired' : 'over'
  if (answer) return answer
  return now < Date.parse(it.expiresAt) ? 'open' : 'expired'
}

/** The confirmation that still waits for an answer, in time or not: there is at most one. */
export function waitingOf(said: Said): Confirmation | undefined {
  // Whatever the store says after it, in text for example, was said without it.
  const reply = said.findLast(({ author }) => author === 'assistant' || author === 'system')
  const newest = reply?.parts.findLast((part) => part.type === 'confirmation')
  return newest && decisionOf(newest.actionId, said) ? undefined : newest
}

/** Whether nobody said anything before its time was over. */
function wentOnAfter(it: Confirmation, said: Said): boolean {
  const next = said[said.findIndex(({ parts }) => parts.includes(it)) + 1]
  return next !== undefined && Date.parse(next.createdAt) >= Date.parse(it.expiresAt)
}

/** The newest word on an action; a receipt is the last. */
function decisionOf(actionId: string, said: Said): Standing | undefined {
  let decision: Standing | undefined
  for (const part of said.flatMap(({ parts }) => parts)) {
    if (!('actionId' in part) || part.actionId !== actionId) continue
    if (part.type === 'receipt') return 'done'
    if (part.type === 'decision') decision = isDecision(part.decision) ? part.decision : 'over'
  }
  return decision
}

function isDecision(word: string): word is 'confirmed' | 'approved' | 'declined' | 'rejected' {
  return ['confirmed', 'approved', 'declined', 'rejected'].includes(word)
}
