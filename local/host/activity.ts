/** Counts the work in progress that will end by itself, so that others can wait until there is none. */
export type Activity = {
  /** Something has begun; call the result once when it has ended. */
  begin(): () => void
  /** Counts from now until `work` has settled. */
  during<Result>(work: Promise<Result>): Promise<Result>
  readonly busy: boolean
  /** Grows by every beginning and ending: unchanged means that nothing happened in between. */
  readonly moves: number
  /** Resolves when nothing is in progress, or after `ms`. */
  quiet: (ms?: number) => Promise<void>
}

export function createActivity(): Activity {
  const watchers = new Set<() => void>()
  let working = 0
  let moves = 0

  const begin = (): (() => void) => {
    working += 1
    moves += 1
    let ended = false
    return () => {
      if (ended) return
      ended = true
      working -= 1
      moves += 1
      if (working === 0) for (const watcher of watchers) watcher()
    }
  }

  return {
    begin,
    during: (work) => work.finally(begin()),
    get busy() {
      return working > 0
    },
    get moves() {
      return moves
    },
    quiet: (ms) =>
      new Promise((resolve) => {
        if (working === 0) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          watchers.delete(end)
          resolve()
        }
        const timer = ms === undefined ? undefined : setTimeout(end, ms)
        watchers.add(end)
      }),
  }
}
