import { dayOf, timeOf } from '../language.ts'
import type { Entry } from '../transcript.ts'
import { element } from './element.ts'

const aWhileMs = 3_600_000

/** When it was: the day, if another day has begun, and the time, if a while has passed since the message before. */
export function stampAfter(before: Entry | undefined, { createdAt }: Entry): Node[] {
  const at = Date.parse(createdAt)
  const since = before ? Date.parse(before.createdAt) : Number.NEGATIVE_INFINITY
  const sameDay = new Date(at).toDateString() === new Date(since).toDateString()
  if (sameDay && at - since < aWhileMs) return []
  const day = sameDay ? [] : [element('b', {}, dayOf(at)), ' ']
  return [element('time.stamp.quiet-small', { datetime: createdAt }, ...day, timeOf(at))]
}
