import { failureOf } from './exchange.ts'
import type { Look } from './news.ts'
import { oneAtATime } from './one-at-a-time.ts'

const firstPauseMs = 1000
const longestPauseMs = 30_000

/** Grows with each failure, and is spread so that a recovering server is not run over by all shoppers at once. */
export function pauseAfter(failures: number, longestMs: number): number {
  return Math.min(longestMs, firstPauseMs * 2 ** failures) * (0.5 + Math.random() / 2)
}

/**
 * Looks again and again until `signal` ends it, never twice at once: after as many milliseconds as a look returns, or,
 * if it returns nothing, when woken. While it throws it is tried with growing pauses, or when the server says.
 * `onTrouble` hears of each failure, and then of the recovery.
 */
export function pollForNews(
  look: Look,
  onTrouble: (error: unknown) => void,
  signal: AbortSignal,
): { wake: () => void; after: (ms: number) => void } {
  const inTurn = oneAtATime()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = false
  let failures = 0

  function after(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(wake, ms)
  }

  function wake(): void {
    clearTimeout(timer)
    if (!isWaiting) void inTurn(once)
    isWaiting = true
  }

  async function once(): Promise<void> {
    isWaiting = false
    if (signal.aborted) return
    try {
      const pause = await look()
      if (failures > 0) onTrouble(undefined)
      failures = 0
      if (pause !== undefined) after(pause)
    } catch (error) {
      if (signal.aborted) return
      onTrouble(error)
      after(failureOf(error).retryAfterMs ?? pauseAfter(failures, longestPauseMs))
      failures += 1
    }
  }

  return { wake, after }
}
