/** What is to be done when the host's clock shows a time. */
export interface Agenda {
  at(time: number, act: () => void): void
  /** The earliest time at which something is due. */
  readonly next: number | undefined
  /** Does everything that is due by then, the earliest first. */
  run(now: number): void
}

export function agenda(): Agenda {
  const entries: { time: number; act: () => void }[] = []
  return {
    at(time, act) {
      const after = entries.findIndex((entry) => entry.time > time)
      entries.splice(after < 0 ? entries.length : after, 0, { time, act })
    },
    get next() {
      return entries[0]?.time
    },
    run(now) {
      for (let first = entries[0]; first !== undefined && first.time <= now; first = entries[0]) {
        entries.shift()
        first.act()
      }
    },
  }
}
