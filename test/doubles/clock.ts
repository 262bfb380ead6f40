/** A clock that stands still until it is told to move. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number
  advance(milliseconds: number): void
}

export function fixedClock(start = '2026-11-02T10:00:00.000Z'): Clock {
  let at = Date.parse(start)
  return {
    now: () => at,
    advance(milliseconds) {
      at += milliseconds
    },
  }
}
