import { describe, expect, test } from 'vitest'
import { type FaultPlan, faultPlan, shareOfEach } from '../../../../local/chaos/faults/fault-plan.ts'
import type { FaultKind } from '../../../../local/chaos/faults/kinds.ts'

const choices: readonly (readonly [FaultKind, number])[] = [
  ['model: 529', 1],
  ['model: 500', 3],
]

function active(seed: number): FaultPlan {
  const plan = faultPlan(seed)
  plan.active = true
  return plan
}

const draw = (plan: FaultPlan, conversation: string, what: string) =>
  plan.draw('model calls', { conversation, turn: 1, what }, 0.3, choices)

describe('A plan of faults', () => {
  test('is the same for the same seed, whatever else is asked for and in whatever order', () => {
    const one = active(7)
    const first = ['a', 'b', 'c'].map((what) => draw(one, 'c1', what))
    const other = active(7)
    for (let count = 0; count < 100; count++) draw(other, 'c2', 'a')
    const second = ['c', 'b', 'a'].map((what) => draw(other, 'c1', what)).toReversed()
    expect(second).toEqual(first)
  })

  test('is another for another seed', () => {
    const of = (plan: FaultPlan) => Array.from({ length: 50 }, () => draw(plan, 'c1', 'a')?.dice)
    expect(of(active(1))).not.toEqual(of(active(2)))
  })

  test('hits the share that it shall, and each kind by its weight', () => {
    const plan = active(3)
    const hits = Array.from({ length: 10_000 }, (_, index) => draw(plan, `c${index}`, 'a')).flatMap(
      (drawn) => drawn ?? [],
    )
    expect(hits.length / 10_000).toBeCloseTo(0.3, 1)
    expect(hits.filter(({ kind }) => kind === 'model: 500').length / hits.length).toBeCloseTo(0.75, 1)
    expect(plan.opportunities.get('model calls')).toEqual({ seen: 10_000, hit: hits.length })
  })

  test('has all kinds in a short run, if it shall', () => {
    const plan = faultPlan(3, { evenly: true })
    plan.active = true
    const hits = Array.from({ length: 200 }, (_, index) => draw(plan, `c${index}`, 'a')).flatMap(
      (drawn) => drawn?.kind ?? [],
    )
    const count = (kind: FaultKind) => hits.filter((it) => it === kind).length
    expect(Math.abs(count('model: 500') - count('model: 529'))).toBeLessThanOrEqual(1)
  })

  test('hits nothing in conversations that it spares', () => {
    const plan = faultPlan(3, { spared: ['c1'] })
    plan.active = true
    const drawIn = (conversation: string) =>
      plan.draw('sends', { conversation, turn: 1, what: 'a' }, 1, choices)
    expect([drawIn('c1'), drawIn('c10')?.kind]).toEqual([undefined, expect.any(String)])
  })

  test('hits nothing and counts nothing while it is not active', () => {
    const plan = faultPlan(3)
    expect(plan.draw('sends', { conversation: 'c1', turn: 1, what: 'a' }, 1, choices)).toBeUndefined()
    expect(plan.opportunities.size).toBe(0)
  })

  test('hits single steps so that of all things with so many steps the rate is hit', () => {
    expect(1 - (1 - shareOfEach(0.2, 4)) ** 4).toBeCloseTo(0.2)
  })
})
