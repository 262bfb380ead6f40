import { failureOf } from './exchange.ts'
import type { Listen } from './news.ts'

const firstPauseMs = 1000
const longestPauseMs = 30_000

/**
 * Looks again and again, never twice at once: after as many milliseconds as a look returns, or, if it returns nothing,
 * when woken. While it throws it is tried with growing pauses, spread so that a recovering server is not run over by all
 * shoppers at once, or when the server says.
 */
export const pollForNews: Listen = (look, onTrouble) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let stopped = false
  let failures = 0

  function after(ms: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(wake, ms)
  }

  function wake(): void {
    clearTimeout(timer)
    again = true
    if (!running && !stopped) void run()
  }

  async function run(): Promise<void> {
    running = true
    while (again && !stopped) {
      again = false
      await once()
    }
    running = false
  }

  async function once(): Promise<void> {
    try {
      const pause = await look()
      if (failures > 0) onTrouble(undefined)
      failures = 0
      if (pause !== undefined) after(pause)
    } catch (error) {
      if (stopped) return
      onTrouble(error)
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** failures)
      failures += 1
      after(failureOf(error).retryAfterMs ?? pause * (0.5 + Math.random() / 2))
    }
  }

  return {
    wake,
    after,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
