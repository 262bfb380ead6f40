import type { Activity } from './activity.ts'
import type { Source } from './source.ts'

/** Resolves when all sources are drained and nothing has moved while they were asked. */
export async function whenIdle(activity: Activity, sources: Source[]): Promise<void> {
  // A move of our own, so that a stream counts as drained only after a fresh look.
  activity.begin()()
  for (;;) {
    const before = activity.moves
    const drained = await Promise.all(sources.map((source) => source.drained()))
    if (drained.every(Boolean) && !activity.busy && activity.moves === before) return
    await activity.change(lookAgainMs)
  }
}

const lookAgainMs = 20
