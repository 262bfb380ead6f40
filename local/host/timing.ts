import { type Activity, createActivity } from './activity.ts'
import { type Clock, createClock } from './clock.ts'
import { createRuns, type Runs } from './runs.ts'
import { type Writes, watchWrites } from './writes.ts'

/** What decides whether a host waits, and for when. */
export type Timing = { clock: Clock; activity: Activity; runs: Runs; writes: Writes }

export function createTiming(): Timing {
  const activity = createActivity()
  return { clock: createClock(), activity, runs: createRuns(activity), writes: watchWrites(activity) }
}
