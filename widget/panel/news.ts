/** Looks for what is new; returns in how many milliseconds there may be more, or nothing if none is expected. */
export type Look = () => Promise<number | undefined>

/** Calls `look` whenever there may be something new: from time to time (`pollForNews`), or when it is told so. */
export type News = {
  /** Now, or as soon as the look in progress is done. */
  wake: () => void
  after: (ms: number) => void
  stop: () => void
}

/** The one place that decides how news come: `onTrouble` hears of each failure, and then of the recovery. */
export type Listen = (look: Look, onTrouble: (error: unknown) => void) => News
