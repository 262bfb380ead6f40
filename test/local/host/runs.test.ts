import { describe, expect, test } from 'vitest'
import { createActivity } from '../../../local/host/activity.ts'
import { createRuns } from '../../../local/host/runs.ts'

function running(...environments: number[]) {
  const activity = createActivity()
  const runs = createRuns(activity)
  const begin = (environment: number) => runs.begin({ functionId: 'Worker', environment })
  return { activity, runs, begin, all: environments.map(begin) }
}
const stalling = (all: { stalls: boolean }[]): boolean[] => all.map(({ stalls }) => stalls)

describe('a run', () => {
  test('is work in progress until it ends', () => {
    const { activity, all } = running(1, 2)
    for (const run of all) {
      expect(activity.busy).toBe(true)
      run.end()
    }
    expect(activity.busy).toBe(false)
  })

  test('that waits for time to pass is none, until it goes on', () => {
    const { activity, runs, all } = running(1)
    const goOn = runs.stall()
    expect([activity.busy, ...stalling(all)]).toEqual([false, true])
    goOn()
    goOn()
    expect([activity.busy, ...stalling(all)]).toEqual([true, false])
  })

  test('that is stirred goes on, whatever it waits for; it may wait again', () => {
    const { activity, runs, all } = running(1)
    runs.stall()
    for (const run of all) run.stir()
    expect(activity.busy).toBe(true)
    runs.stall({ functionId: 'Worker', environment: 1 })
    expect(activity.busy).toBe(false)
  })

  test('that begins later does not wait for what stalls another', () => {
    const { activity, runs, begin, all } = running(1)
    runs.stall()
    const later = begin(2)
    expect([activity.busy, ...stalling([...all, later])]).toEqual([true, true, false])
    runs.stall()
    expect([activity.busy, ...stalling([...all, later])]).toEqual([false, true, true])
  })

  test('waits when its caller is named, and only that one', () => {
    const { activity, runs, all } = running(1, 2, 3)
    const goOn = runs.stall({ functionId: 'Worker', environment: 2 })
    runs.stall({ functionId: 'Worker', environment: 2 })
    expect([activity.busy, ...stalling(all)]).toEqual([true, false, true, false])
    runs.stall()
    runs.stall()
    expect([activity.busy, ...stalling(all)]).toEqual([false, true, true, true])
    goOn()
    expect(activity.busy).toBe(false)
  })

  test('that ends while it waits is seen to end', () => {
    const { activity, runs, all } = running(1)
    runs.stall()
    const before = activity.moves
    for (const run of all) run.end()
    expect([activity.busy, activity.moves > before]).toEqual([false, true])
  })
})
