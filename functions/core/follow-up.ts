import type { Conversation, Outcome } from './conversation.ts'
import type { Part } from './parts.ts'
import { append, type Change, isCurrent, type Minting } from './turn.ts'

/** The answers that came after the turn's outcome, of these specialists: said as one more message. */
export function followUp(
  before: Conversation,
  late: {
    readonly specialists: readonly string[]
    readonly parts: readonly Part[]
    readonly outcome: Outcome
    readonly pendingActionId?: string | undefined
  },
  minting: Minting,
): Change {
  const { owes = [], ...turn } = before.turn
  const { after, message } = append(before, 'assistant', late.parts, minting)
  const still = owes.filter((name) => !late.specialists.includes(name))
  return {
    message: { ...message, followUp: true },
    after: {
      ...after,
      ...(late.pendingActionId === undefined ? {} : { pendingActionId: late.pendingActionId }),
      answeredSeq: after.lastSeq,
      turn: { ...turn, outcome: late.outcome, ...(still.length === 0 ? {} : { owes: still }) },
    },
  }
}

/** Milliseconds after a turn's deadline in which a late answer is still of use, if nothing else has happened. */
const lateness = 10 * 60_000

/** The specialists whose late answers to this turn would still be of use. */
export function owed(it: Conversation, turn: number, now: number): readonly string[] {
  const isOver = it.turn.number !== turn || it.turn.phase !== 'closed'
  if (isOver || it.control === 'human' || it.status === 'closed') return []
  return now < it.turn.deadlineAt + lateness ? (it.turn.owes ?? []) : []
}

/** Epoch milliseconds until which a specialist's work for this turn is of use; `undefined`: it no longer is. */
export function wantedUntil(
  it: Conversation,
  turn: number,
  specialist: string,
  now: number,
): number | undefined {
  if (isCurrent(it, turn)) return it.turn.deadlineAt
  return owed(it, turn, now).includes(specialist) ? it.turn.deadlineAt + lateness : undefined
}
