/** A clock whose timers can be brought forward, so that a delay of minutes can be tested in no time. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Calls `wake` at that time; the result cancels it. */
  at(time: number, wake: () => void): () => void
  /** Moves the time forward and wakes, in order, everything that was due on the way. */
  advance: (ms: number) => void
  /** Cancels all timers. */
  stop: () => void
}

export function createClock(): Clock {
  let ahead = 0
  const timers = new Set<{ time: number; wake: () => void; handle: NodeJS.Timeout | undefined }>()
  const now = (): number => Date.now() + ahead

  const arm = (timer: { time: number; wake: () => void; handle: NodeJS.Timeout | undefined }): void => {
    clearTimeout(timer.handle)
    timer.handle = setTimeout(
      () => {
        timers.delete(timer)
        timer.wake()
      },
      Math.max(0, timer.time - now()),
    )
  }

  return {
    now,
    at: (time, wake) => {
      const timer = { time, wake, handle: undefined }
      timers.add(timer)
      arm(timer)
      return () => {
        clearTimeout(timer.handle)
        timers.delete(timer)
      }
    },
    advance: (ms) => {
      ahead += ms
      for (const timer of [...timers].sort((a, b) => a.time - b.time)) arm(timer)
    },
    stop: () => {
      for (const { handle } of timers) clearTimeout(handle)
      timers.clear()
    },
  }
}
