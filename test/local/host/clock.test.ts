import { describe, expect, onTestFinished, test } from 'vitest'
import { createClock, passing, timeWindow } from '../../../local/host/clock.ts'

const minute = 60_000

function clockOf() {
  const clock = createClock()
  onTestFinished(clock.stop)
  const woken: string[] = []
  const at = (minutes: number, name: string) =>
    clock.at(clock.now() + minutes * minute, () => woken.push(name))
  return { clock, woken, at }
}

describe('a clock', () => {
  test('wakes what is due, in order, when time passes', () => {
    const { clock, woken, at } = clockOf()
    at(2, 'second')
    at(1, 'first')
    at(3, 'third')
    clock.advance(2.5 * minute)
    expect(woken).toEqual(['first', 'second'])
    clock.advance(minute)
    expect(woken).toEqual(['first', 'second', 'third'])
  })

  test('goes with the real time meanwhile, and never back', async () => {
    const { clock } = clockOf()
    clock.advance(5 * minute)
    const before = clock.now()
    expect(before - Date.now()).toBeCloseTo(5 * minute, -2)
    clock.advance(-minute)
    expect(clock.now()).toBeGreaterThanOrEqual(before)
    await new Promise<void>((resolve) => clock.at(clock.now() + 1, resolve))
    expect(clock.now()).toBeGreaterThan(before)
  })

  test('does not wake what was cancelled, not even by what was due before it', () => {
    const { clock, woken, at } = clockOf()
    at(1, 'cancelled')()
    clock.at(clock.now() + minute, () => cancel())
    const cancel = at(2, 'cancelled later')
    clock.advance(3 * minute)
    expect(woken).toEqual([])
    expect(clock.nextDue()).toBeUndefined()
  })

  test('knows what is due next, but for what does not count', () => {
    const { clock, at } = clockOf()
    let counts = false
    clock.at(
      clock.now() + minute,
      () => {},
      () => counts,
    )
    const beginning = clock.now()
    at(2, 'counts')
    expect(clock.nextDue()).toBeCloseTo(beginning + 2 * minute, -2)
    counts = true
    expect(clock.nextDue()).toBeCloseTo(beginning + minute, -2)
  })

  test('lets wait: until the time has passed, or until somebody stops it', async () => {
    const { clock } = clockOf()
    const [stopping, other] = [new AbortController(), new AbortController()]
    const stopped = passing(clock, minute, stopping.signal)
    const passed = passing(clock, minute, other.signal)
    const window = timeWindow(clock, minute, other.signal)
    stopping.abort(new Error('stopped'))
    await expect(stopped).rejects.toThrow('stopped')
    expect(window.over.aborted).toBe(false)
    clock.advance(minute)
    await passed
    expect(window.over.aborted).toBe(true)
  })
})
