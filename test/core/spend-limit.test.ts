import { beforeEach, describe, expect, test } from 'vitest'
import type { Model, ModelRequest } from '../../functions/core/model.ts'
import { type SpendingEvent, spendLimitedModel } from '../../functions/core/spend-limit.ts'
import { memorySpending } from '../doubles/circuits.ts'
import { type Clock, fixedClock } from '../doubles/clock.ts'
import { isBusy, modelThat, says, someUsage } from '../doubles/model.ts'

const request: ModelRequest = { model: 'm', system: 's', tools: [], messages: [], maxTokens: 1 }
const signal = new AbortController().signal
/** 1,000 micro-dollars. */
const usage = { ...someUsage, inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 2_000 }
const dear = says('Yes.', { model: 'claude-haiku-5-5', usage })
const limit = 3_000

let clock: Clock
let spending: ReturnType<typeof memorySpending>
let events: SpendingEvent[]
beforeEach(() => {
  clock = fixedClock('2026-11-22T23:00:00.000Z')
  spending = memorySpending()
  events = []
})

const limited = (model: Model = modelThat(() => dear)) =>
  spendLimitedModel(model, { limit, spending, now: clock.now, report: (event) => void events.push(event) })
const ask = (model: Model) => model.reply(request, { signal })
const reached = { kind: 'limit_reached', day: '2026-11-22', microDollars: 3_000 }

describe("the store's own spend limit", () => {
  test('lets replies pass until they have cost as much, and then makes no call for the rest of the day', async () => {
    const inner = modelThat(() => dear)
    const model = limited(inner)
    for (let call = 1; call <= 3; call++) expect(await ask(model)).toEqual(dear)
    for (const minutes of [0, 1, 58]) {
      clock.advance(minutes * 60_000)
      expect(await ask(model)).toEqual({ kind: 'spent', reason: "the store's own spend limit is reached" })
    }
    expect(inner.requests).toHaveLength(3)
    expect(events).toEqual([reached])
    clock.advance(60_000)
    expect(await ask(model)).toEqual(dear)
    expect([...spending.stored]).toEqual([
      ['2026-11-22', 3_000],
      ['2026-11-23', 1_000],
    ])
  })

  test('is known to every environment within five seconds, and each says so once', async () => {
    const one = limited()
    const other = limited()
    for (let call = 1; call <= 2; call++) await ask(one)
    expect(await ask(other)).toEqual(dear)
    expect(events).toEqual([reached])
    expect(await ask(one)).toEqual(dear)
    clock.advance(5_000)
    expect(await ask(one)).toMatchObject({ kind: 'spent' })
    expect(await ask(other)).toMatchObject({ kind: 'spent' })
    expect(events).toEqual([reached, { ...reached, microDollars: 4_000 }])
  })

  test('counts whole micro-dollars, rounded up, of the model that answered', async () => {
    const cheap = says('Yes.', { model: 'claude-haiku-5-5', usage: { ...usage, outputTokens: 1 } })
    await ask(limited(modelThat(() => cheap)))
    expect(spending.stored.get('2026-11-22')).toBe(1)
    const sonnet = says('Yes.', { model: 'claude-sonnet-5-5', usage: { ...usage, outputTokens: 100 } })
    await ask(limited(modelThat(() => sonnet)))
    expect(spending.stored.get('2026-11-22')).toBe(1_001)
  })

  test('counts a model of unknown price as the dearest that is known', async () => {
    const unknown = says('Yes.', { model: 'claude-tomorrow-9', usage: { ...usage, outputTokens: 100 } })
    await ask(limited(modelThat(() => unknown)))
    expect(spending.stored.get('2026-11-22')).toBe(2_000)
  })

  test('counts nothing where nothing was answered', async () => {
    await ask(limited(modelThat(() => isBusy(1_000))))
    expect(spending.stored.size).toBe(0)
  })

  test('never costs a reply that was paid', async () => {
    spending.add = () => Promise.reject(new Error('throttled'))
    expect(await ask(limited())).toEqual(dear)
    expect(events).toEqual([{ kind: 'unrecorded', error: new Error('throttled') }])
  })
})
