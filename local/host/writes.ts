import type { Activity } from './activity.ts'
import type { Gate } from './gate.ts'

/** Knows when tables were written to, so that their streams are read then, not again and again. */
export type Writes = {
  /** To be the last before the engine: sees what writes, and counts it as work in progress. */
  gate: Gate
  /** How many have finished so far, well or not. */
  readonly finished: number
  /** Counts one more, in case somebody has written past the gate. */
  suppose: () => void
  /** Resolves when one finishes, after `ms`, or when `stopped`. */
  next: (ms: number, stopped: AbortSignal) => Promise<void>
}

export function watchWrites(activity: Activity): Writes {
  const watchers = new Set<() => void>()
  let finished = 0
  const finish = (): void => {
    finished += 1
    for (const watcher of watchers) watcher()
  }
  return {
    gate: async ({ service, action }, pass) => {
      if (service !== 'dynamodb' || reads.test(action)) return pass()
      try {
        return await activity.during(pass())
      } finally {
        finish()
      }
    },
    suppose: finish,
    get finished() {
      return finished
    },
    next: (ms, stopped) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer)
          stopped.removeEventListener('abort', end)
          watchers.delete(end)
          resolve()
        }
        const timer = setTimeout(end, ms)
        watchers.add(end)
        if (stopped.aborted) end()
        else stopped.addEventListener('abort', end)
      }),
  }
}

const reads = /^(?:Get|BatchGet|TransactGet|Query|Scan|Describe|List)/
