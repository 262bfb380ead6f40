import { setImmediate } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Source } from './source.ts'

/**
 * Resolves when nothing is in progress and all sources have handed on what they can, and nothing has moved while they
 * were asked.
 */
export async function whenIdle(activity: Activity, clock: Clock, sources: Source[]): Promise<void> {
  for (;;) {
    await activity.quiet()
    // What has ended may lead to more in the same turn: an answer, the next message, the next event.
    await setImmediate()
    // What is due by now does not wait for the real timer, which is late on a busy machine.
    clock.advance(0)
    const before = activity.moves
    await Promise.all(sources.map((source) => source.drained()))
    await setImmediate()
    if (!activity.busy && activity.moves === before) return
  }
}
