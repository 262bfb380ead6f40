import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Host } from '../host/host.ts'
import type { Agenda } from './agenda.ts'
import type { Exchange } from './customers/line.ts'

/** What is due within so many milliseconds of the host's time happens side by side. */
const together = 1_000
/** Milliseconds of real time after which a request that nobody works on counts as waiting for time to pass. */
const transit = 15

/** Looks in a row at which nothing is due and nothing has moved, after which whoever still talks waits in vain. */
const mostLooks = 1_000

/** Milliseconds of the host's time after the last word in which everything must have come to rest. */
const longestRest = 6 * 3_600_000

/**
 * Lets the host's time pass, from one thing that is due to the next, until nothing is and `talking` is over: whatever can
 * happen at one time happens before the next begins, so that minutes of waiting take no time. What goes on for ever is
 * left as it is: the audit finds it.
 */
export async function runClock(
  host: Pick<Host, 'idle' | 'now' | 'nextDue' | 'passTime'>,
  agenda: Agenda,
  via: Exchange,
  talking: Promise<void>,
): Promise<void> {
  let isOver = false
  const failed = new Promise<never>((_, reject) => {
    talking.then(() => {
      isOver = true
    }, reject)
  })
  let looks = 0
  let seen = via.steps
  let spokeAt = host.now()
  for (;;) {
    await Promise.race([quiet(host, via), failed])
    const next = earliest(agenda.next, host.nextDue())
    looks = next === undefined && via.steps === seen ? looks + 1 : 0
    seen = via.steps
    if (!isOver) spokeAt = host.now()
    if (host.now() - spokeAt > longestRest) return
    if (next !== undefined) {
      host.passTime(Math.max(0, next - host.now()) + together)
      agenda.run(host.now())
    } else if (isOver && via.open === 0) return
    else if (looks > mostLooks)
      throw new Error(`Nothing is due any more, and ${via.open} requests of customers wait in vain`)
    else await setTimeout(transit)
  }
}

/** Nothing moves: no function, no request of a customer, but for those that wait for time to pass. */
async function quiet(host: Pick<Host, 'idle'>, via: Exchange): Promise<void> {
  for (;;) {
    await host.idle()
    const { steps } = via
    await setImmediate()
    if (via.open > 0) await setTimeout(transit)
    if (via.steps === steps) return
  }
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
