import { expect, test } from 'vitest'
import { allFaultKinds } from '../../local/chaos/faults/kinds.ts'
import { factsOf, tellViolations } from '../../local/chaos/report.ts'
import { runChaos } from '../../local/chaos/run.ts'
import { plainPaint } from '../../local/client/paint.ts'

/** A short run of `npm run chaos`; the long ones are run by hand. A busy machine takes its time. */
test('Whatever fails, every promise is kept', { timeout: 600_000 }, async () => {
  const result = await runChaos({
    seed: 20261122,
    turns: 30,
    rate: 0.3,
    conversations: 10,
    evenly: true,
    spared: 3,
  })
  expect(tellViolations(result, plainPaint)).toBe('')
  const injected = new Set(result.injected.map(({ kind }) => kind))
  expect(allFaultKinds.filter((kind) => !injected.has(kind))).toEqual([])
  expect(result.turns).toBeGreaterThanOrEqual(30)
  expect(factsOf(result)['changes made']).toBeGreaterThan(0)
})
