import { waitingOf } from './standing.ts'
import type { Message, Turn } from './wire.ts'

/** What may come without the shopper's doing is looked for no faster than this, and in a hidden tab only so often. */
const calmMs = 3000
const hiddenMs = 30_000

/** As long as this after an apology, the answer may still come as one more message. */
const lateMs = 10 * 60_000

/** `hidden`: nobody sees this tab. */
export type NextLook = (
  turn: Pick<Turn, 'status'>,
  pollAfterMs: number,
  said: readonly Message[],
  hidden: boolean,
) => number | undefined

/** Milliseconds until something may have come; `undefined` if nothing can. It remembers since when it waits. */
export function createNextLook(): NextLook {
  let apology: { id: string; since: number } | undefined

  /** Since when the newest word of the store is an apology. */
  function owedFor(said: readonly Message[]): number | undefined {
    const last = said.at(-1)
    if (!last?.parts.some((it) => it.type === 'system' && (it.event === 'apology' || it.event === 'gap'))) {
      return undefined
    }
    if (apology?.id !== last.id) apology = { id: last.id, since: Date.now() }
    return Date.now() - apology.since
  }

  return (turn, pollAfterMs, said, hidden) => {
    if (turn.status === 'thinking' || turn.status === 'superseded') return pollAfterMs
    const calm = Math.max(pollAfterMs, calmMs)
    if (turn.status === 'with_human') return hidden ? hiddenMs : calm
    if (hidden) return undefined
    if (mayBeDecided(said)) return calm
    const owed = owedFor(said)
    return owed !== undefined && owed < lateMs ? Math.max(calm, owed / 4) : undefined
  }
}

/** A confirmation may be answered in another tab or on another device, as long as it is open. */
function mayBeDecided(said: readonly Message[]): boolean {
  const waiting = waitingOf(said)
  return waiting !== undefined && Date.now() < Date.parse(waiting.expiresAt)
}
