/** Counts the work in progress, so that others can wake when some ends or wait until there is none. */
export type Activity = {
  /** Something has begun; call the result once when it has ended. */
  begin(): () => void
  readonly busy: boolean
  /** Grows by every beginning and ending: unchanged means that nothing happened in between. */
  readonly moves: number
  /** Resolves at the next beginning or ending, or after `ms`. */
  change: (ms: number) => Promise<void>
  /** Resolves when nothing is in progress, or after `ms`. */
  quiet: (ms: number) => Promise<void>
}

export function createActivity(): Activity {
  const watchers = new Set<() => void>()
  let running = 0
  let moves = 0

  const moved = (by: 1 | -1): void => {
    running += by
    moves += 1
    for (const watcher of watchers) watcher()
  }

  const until = (reached: () => boolean, ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        watchers.delete(watcher)
        resolve()
      }
      const watcher = (): void => {
        if (reached()) end()
      }
      const timer = setTimeout(end, ms)
      watchers.add(watcher)
    })

  return {
    begin: () => {
      moved(1)
      let ended = false
      return () => {
        if (ended) return
        ended = true
        moved(-1)
      }
    },
    get busy() {
      return running > 0
    },
    get moves() {
      return moves
    },
    change: (ms) => until(() => true, ms),
    quiet: (ms) => (running === 0 ? Promise.resolve() : until(() => running === 0, ms)),
  }
}
