import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Circuits, longWaitMs, probeMs } from '../../functions/core/circuit.ts'
import { guardedModel } from '../../functions/core/guarded-model.ts'
import type { Model, ModelRequest, ModelResult } from '../../functions/core/model.ts'
import { memoryCircuits } from '../doubles/circuits.ts'
import { type Clock, fixedClock } from '../doubles/clock.ts'
import { isBusy, isSpent, says } from '../doubles/model.ts'

const request: ModelRequest = { model: 'm', system: 's', tools: [], messages: [], maxTokens: 1 }
const signal = new AbortController().signal
const ask = (model: Model) => model.reply(request, { signal })
const guarded = (model: Model, circuits: Circuits, clock: Clock, trustMs: number) =>
  guardedModel(model, {
    name: 'm',
    circuits,
    now: clock.now,
    jitter: () => 0,
    report() {},
    trustMs,
  })

const ended: ModelResult = { kind: 'busy', reason: 'this call was ended', retryAfterMs: 0, ended: true }
const outcomes: readonly (ModelResult | Error)[] = [
  says('Yes.'),
  isBusy(500),
  isBusy(longWaitMs),
  isBusy(120_000),
  isSpent,
  ended,
  new Error('refused'),
]
const settle = (outcome: ModelResult | Error): Promise<ModelResult> =>
  outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)

/** Calls of any number of environments, and time, in any order. */
const move = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), environment: fc.nat(4) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      call: fc.nat(9),
      outcome: fc.constantFrom(...outcomes),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(1_000, 15_000, 59_999, 60_000, 300_000),
    }),
  },
)

describe('Whatever environments, calls and time do', () => {
  test('an open circuit makes no call, and a half-open one makes one at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 80 }), async (moves) => {
        const clock = fixedClock()
        const circuits = memoryCircuits()
        const running: { readonly end: (outcome: ModelResult | Error) => void }[] = []
        const probing = new Set<{ readonly since: number }>()
        const model: Model = {
          async reply() {
            const at = clock.now()
            const probe = circuits.stored.get('m')?.open && { since: at }
            if (probe) {
              expect(at).toBeGreaterThanOrEqual(circuits.stored.get('m')?.open?.until ?? 0)
              // One that has been away for a minute has died, as far as anybody knows.
              expect([...probing].filter(({ since }) => since > at - probeMs)).toEqual([])
              probing.add(probe)
            }
            const call = Promise.withResolvers<ModelResult>()
            running.push({ end: (outcome) => call.resolve(settle(outcome)) })
            return await call.promise.finally(() => probe && probing.delete(probe))
          },
        }
        const environments = Array.from({ length: 5 }, () => guarded(model, circuits, clock, 0))
        const asked: Promise<unknown>[] = []
        for (const each of moves) {
          if (each.kind === 'pass') clock.advance(each.ms)
          const environment = each.kind === 'ask' ? environments[each.environment] : undefined
          if (environment) asked.push(ask(environment).catch((error: unknown) => error))
          if (each.kind === 'end') running.splice(each.call % (running.length || 1), 1)[0]?.end(each.outcome)
          // Until everybody has gone as far as they can.
          await new Promise(setImmediate)
        }
        for (const call of running.splice(0)) call.end(ended)
        const answers = await Promise.all(asked)
        // An assertion that failed inside a call comes out as its answer.
        expect(answers.filter((it) => it instanceof Error && it.message !== 'refused')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('of environments that all want to probe at once, in any order of their requests, one does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 8 }),
        fc.constantFrom(...outcomes.slice(1)),
        async (scheduler, count, outcome) => {
          const clock = fixedClock()
          const stored = memoryCircuits()
          await stored.save('m', {
            version: 1,
            failures: [],
            open: { kind: 'busy', reason: 'full', until: clock.now(), times: 1 },
          })
          const circuits: Circuits = {
            read: scheduler.scheduleFunction(stored.read),
            save: scheduler.scheduleFunction(stored.save),
          }
          let running = 0
          let most = 0
          const model: Model = {
            async reply() {
              running += 1
              most = Math.max(most, running)
              try {
                return await scheduler.schedule(settle(outcome))
              } finally {
                running -= 1
              }
            },
          }
          const environments = Array.from({ length: count }, () => guarded(model, circuits, clock, 5_000))
          const asked = Promise.all(environments.map((it) => ask(it).catch((error: unknown) => error)))
          await scheduler.waitFor(asked)
          expect(most).toBe(1)
        },
      ),
      { numRuns: 300 },
    )
  })
})
