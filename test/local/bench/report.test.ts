import { describe, expect, test } from 'vitest'
import { quantile, speedOf } from '../../../local/bench/report.ts'

describe('The figures of a measurement', () => {
  test('are of all turns', () => {
    const samples = Array.from({ length: 100 }, (_, index) => ({ accepted: index / 10, replied: index }))
    const level = {
      samples,
      lost: 0,
      ms: 2000,
      cpuMs: 10,
      had: {},
      atOnce: 10,
      cpu: { router: 300, host: 700 },
      modelCpuMs: 50,
      functions: [],
      hostRequests: {},
    }
    expect(speedOf(level)).toEqual({
      'turns/s': 50,
      'reply p50 ms': 50,
      'reply p99 ms': 99,
      '202 p50 ms': 5,
      'CPU ms/turn': 10,
      'cores busy': 0.5,
    })
    expect(speedOf({ ...level, lost: 2 })).toMatchObject({ 'without reply': 2 })
  })

  test('have the slowest as the last quantile, in any order', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2)
    expect(quantile([3, 1, 2], 1)).toBe(3)
  })
})
