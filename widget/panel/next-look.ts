import { waitingOf } from './standing.ts'
import type { Message, Turn } from './wire.ts'

/** What may come without the shopper's doing is looked for no faster than this. */
const calmMs = 3000

/** Milliseconds until something may have come; `undefined` if nothing can. */
export function nextLook(turn: Turn, pollAfterMs: number, said: readonly Message[]): number | undefined {
  if (turn.status === 'thinking' || turn.status === 'superseded') return pollAfterMs
  return turn.status === 'with_human' || mayBeDecided(said) ? Math.max(pollAfterMs, calmMs) : undefined
}

/** A confirmation may be answered in another tab or on another device, as long as it is open. */
function mayBeDecided(said: readonly Message[]): boolean {
  const waiting = waitingOf(said)
  return waiting !== undefined && !document.hidden && Date.now() < Date.parse(waiting.expiresAt)
}
