import { beforeEach, describe, expect, test } from 'vitest'
import { type Circuit, threshold, windowMs } from '../../functions/core/circuit.ts'
import { type CircuitEvent, guardedModel } from '../../functions/core/guarded-model.ts'
import type { Model, ModelRequest, ModelResult } from '../../functions/core/model.ts'
import { type MemoryCircuits, memoryCircuits } from '../doubles/circuits.ts'
import { type Clock, fixedClock } from '../doubles/clock.ts'
import { isBusy, isSpent, type RecordingModel, says, scriptedModel } from '../doubles/model.ts'

const request: ModelRequest = {
  model: 'claude-haiku-5-5',
  system: 'You help.',
  tools: [],
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxTokens: 1000,
}
const signal = new AbortController().signal
const reason = 'the model is overloaded'
const overloaded = isBusy(2_000, reason)
const ended: ModelResult = { kind: 'busy', reason: 'this call was ended', retryAfterMs: 0, ended: true }
const hello = says('Hello.')

let clock: Clock
let circuits: MemoryCircuits
let events: CircuitEvent[]
beforeEach(() => {
  clock = fixedClock()
  circuits = memoryCircuits()
  events = []
})

/** One environment with a model behind the shared circuit. */
const guarded = (model: Model, jitter = 0): Model =>
  guardedModel(model, {
    name: 'haiku',
    circuits,
    now: clock.now,
    jitter: () => jitter,
    report: (event) => void events.push(event),
  })
const ask = (model: Model) => model.reply(request, { signal })
const times = (count: number, result: ModelResult) => Array.from({ length: count }, () => result)
const stored = () => circuits.stored.get('haiku')
const kinds = () => events.map(({ kind }) => kind)

/** An environment whose calls have just opened the circuit, for as long as `openMs` says. */
async function opened(...next: readonly ModelResult[]): Promise<{ model: Model; script: RecordingModel }> {
  const script = scriptedModel(...times(threshold, overloaded), ...next)
  const model = guarded(script)
  for (let call = 0; call < threshold; call++) await ask(model)
  expect(stored()?.open).toMatchObject({ kind: 'busy', times: 1 })
  return { model, script }
}
const openMs = (it: Circuit | undefined = stored()) => (it?.open?.until ?? 0) - clock.now()

describe('a closed circuit', () => {
  test('lets calls pass and costs one read in five seconds, and no write', async () => {
    const script = scriptedModel(...times(40, hello))
    const model = guarded(script)
    for (let call = 0; call < 40; call++) {
      expect(await ask(model)).toEqual(hello)
      clock.advance(500)
    }
    // 40 calls in 20 seconds.
    expect(circuits.requests).toEqual(['read', 'read', 'read', 'read'])
    script.verify()
  })

  test('is read once for two calls at the same time', async () => {
    const model = guarded(scriptedModel(hello, hello))
    await Promise.all([ask(model), ask(model)])
    expect(circuits.requests).toEqual(['read'])
  })

  test('counts failures and passes them on, until they are too many', async () => {
    const model = guarded(scriptedModel(...times(threshold, overloaded)))
    for (let call = 1; call < threshold; call++) {
      expect(await ask(model)).toEqual(overloaded)
      expect(stored()).toEqual({ version: call, failures: Array.from({ length: call }, clock.now) })
    }
    expect(await ask(model)).toEqual({ ...overloaded, retryAfterMs: 15_000 })
    expect(stored()).toMatchObject({ open: { until: clock.now() + 15_000, times: 1 } })
    expect(events).toEqual([{ kind: 'opened', reason, until: clock.now() + 15_000, times: 1 }])
  })

  test('spreads also those who come back after a failure', async () => {
    expect(await ask(guarded(scriptedModel(overloaded), 1))).toEqual({ ...overloaded, retryAfterMs: 2_400 })
  })

  test('forgets failures that are older than the window', async () => {
    const model = guarded(scriptedModel(...times(2 * threshold, overloaded)))
    for (let call = 0; call < 2 * threshold; call++) {
      await ask(model)
      clock.advance(windowMs / (threshold - 1))
    }
    expect(stored()?.open).toBeUndefined()
    expect(events).toEqual([])
  })

  test('counts the failures of all environments together', async () => {
    const environments = Array.from({ length: threshold }, () => guarded(scriptedModel(overloaded)))
    await Promise.all(environments.map(ask))
    expect(stored()?.open).toMatchObject({ times: 1 })
  })

  test('does not count one failure between replies, of which there are some at any rate', async () => {
    const model = guarded(
      scriptedModel(...Array.from({ length: 10 }, () => [hello, overloaded]).flat(), overloaded),
    )
    for (let call = 0; call < 20; call++) await ask(model)
    expect(circuits.requests).toEqual(['read'])
    await ask(model)
    expect(stored()?.failures).toHaveLength(1)
  })

  test('counts no call that its caller ended', async () => {
    const model = guarded(scriptedModel(...times(2 * threshold, ended)))
    for (let call = 0; call < 2 * threshold; call++) expect(await ask(model)).toEqual(ended)
    expect(stored()).toBeUndefined()
  })

  test.each([
    [9_999, undefined],
    [10_000, 15_000],
    [40_000, 40_000],
    [7_200_000, 3_600_000],
  ])('opens at once when the model says to wait for %d ms', async (retryAfterMs, expected) => {
    await ask(guarded(scriptedModel(hello, isBusy(retryAfterMs))))
    const model = guarded(scriptedModel(isBusy(retryAfterMs)))
    await ask(model)
    expect(stored()?.open && openMs()).toBe(expected)
  })
})

describe('an open circuit', () => {
  test('makes no call, and says at once how long to wait', async () => {
    const { model, script } = await opened()
    clock.advance(4_000)
    expect(await ask(model)).toEqual({ ...overloaded, retryAfterMs: 11_000 })
    clock.advance(10_999)
    expect(await ask(model)).toEqual({ ...overloaded, retryAfterMs: 1 })
    expect(script.requests).toHaveLength(threshold)
  })

  test('spreads those who come back', async () => {
    await opened()
    const waits = await Promise.all([0, 0.5, 1].map((jitter) => ask(guarded(scriptedModel(), jitter))))
    expect(waits).toMatchObject([
      { retryAfterMs: 15_000 },
      { retryAfterMs: 16_500 },
      { retryAfterMs: 18_000 },
    ])
  })

  test('is known to another environment after five seconds at most', async () => {
    const script = scriptedModel(hello, hello)
    const other = guarded(script)
    await ask(other)
    await opened()
    expect(await ask(other)).toEqual(hello)
    clock.advance(5_000)
    expect(await ask(other)).toMatchObject({ kind: 'busy', retryAfterMs: 10_000 })
    script.verify()
  })

  test('is known at once to an environment whose own call fails', async () => {
    const other = guarded(scriptedModel(hello, overloaded, overloaded))
    await ask(other)
    await opened()
    await ask(other)
    expect(await ask(other)).toMatchObject({ kind: 'busy', retryAfterMs: 15_000 })
    expect(await ask(other)).toMatchObject({ kind: 'busy', retryAfterMs: 15_000 })
  })

  test('is closed by who deletes it', async () => {
    const { model } = await opened(hello)
    circuits.stored.clear()
    clock.advance(5_000)
    expect(await ask(model)).toEqual(hello)
  })
})

describe('a half-open circuit', () => {
  test('lets one of twenty environments probe; its reply closes the circuit for all', async () => {
    await opened()
    clock.advance(15_000)
    const probe = Promise.withResolvers<ModelResult>()
    const calls: ModelRequest[] = []
    const slow: Model = {
      reply: (asked) => {
        calls.push(asked)
        return probe.promise
      },
    }
    const environments = Array.from({ length: 20 }, () => guarded(slow))
    const answers = environments.map(ask)
    const refused = await Promise.race(answers)
    expect(refused).toMatchObject({ kind: 'busy', retryAfterMs: 5_000 })
    expect(calls).toHaveLength(1)
    probe.resolve(hello)
    const results = await Promise.all(answers)
    expect(results.filter(({ kind }) => kind === 'reply')).toEqual([hello])
    expect(stored()).toEqual({ version: threshold + 2, failures: [] })
    expect(kinds()).toEqual(['opened', 'closed'])
    clock.advance(5_000)
    await Promise.all(environments.map(ask))
    expect(calls).toHaveLength(21)
  })

  test('opens for longer each time that the probe fails, up to five minutes', async () => {
    const { model, script } = await opened(...times(6, overloaded))
    const waits: number[] = []
    for (let probe = 0; probe < 6; probe++) {
      clock.advance(openMs())
      await ask(model)
      waits.push(openMs())
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000])
    expect(script.requests).toHaveLength(threshold + 6)
  })

  test('opens for as long as the probe is told, if that is longer', async () => {
    const { model } = await opened(isBusy(45_000))
    clock.advance(15_000)
    expect(await ask(model)).toMatchObject({ retryAfterMs: 45_000 })
    expect(openMs()).toBe(45_000)
  })

  test.each([
    ['that its caller ended', async () => ended],
    ['that threw', async () => Promise.reject(new Error('The key is not accepted'))],
  ])('leaves the probe to the next after one %s', async (_, outcome) => {
    await opened()
    clock.advance(15_000)
    await ask(guarded({ reply: outcome })).catch(() => undefined)
    expect(stored()?.open).toMatchObject({ times: 1 })
    expect(await ask(guarded(scriptedModel(hello)))).toEqual(hello)
    expect(stored()?.open).toBeUndefined()
  })

  test.each([
    ['fails', overloaded],
    ['is ended', ended],
  ])('lets another probe when the first has not come back in a minute and then %s', async (_, late) => {
    await opened()
    clock.advance(15_000)
    const first = Promise.withResolvers<ModelResult>()
    const dying = ask(guarded({ reply: () => first.promise }))
    await expect.poll(() => stored()?.open?.probeUntil).toBe(clock.now() + 60_000)
    clock.advance(59_999)
    expect(await ask(guarded(scriptedModel()))).toMatchObject({ kind: 'busy', retryAfterMs: 1 })
    clock.advance(1)
    const second = Promise.withResolvers<ModelResult>()
    const probing = ask(guarded({ reply: () => second.promise }))
    await expect.poll(() => stored()?.open?.probeUntil).toBe(clock.now() + 60_000)
    // The first was alive after all: how it ended says nothing new, and it does not end the claim of the second.
    first.resolve(late)
    await dying
    expect(await ask(guarded(scriptedModel()))).toMatchObject({ kind: 'busy', retryAfterMs: 5_000 })
    second.resolve(overloaded)
    expect(await probing).toMatchObject({ retryAfterMs: 30_000 })
  })

  test('is closed by a reply, however late', async () => {
    await opened()
    clock.advance(15_000)
    const first = Promise.withResolvers<ModelResult>()
    const late = ask(guarded({ reply: () => first.promise }))
    await expect.poll(() => stored()?.open?.probeUntil).toBeDefined()
    clock.advance(60_000)
    await ask(guarded(scriptedModel(overloaded)))
    first.resolve(hello)
    expect(await late).toEqual(hello)
    expect(stored()?.open).toBeUndefined()
  })
})

describe('a spend limit', () => {
  test('opens the circuit at once for ten minutes, in which everybody hears so and nobody calls', async () => {
    const script = scriptedModel(isSpent, isSpent, hello)
    const model = guarded(script)
    expect(await ask(model)).toEqual(isSpent)
    for (const wait of [0, 300_000, 299_999]) {
      clock.advance(wait)
      expect(await ask(model)).toEqual(isSpent)
    }
    expect(script.requests).toHaveLength(1)
    clock.advance(1)
    expect(await ask(model)).toEqual(isSpent)
    expect(script.requests).toHaveLength(2)
    expect(openMs()).toBe(600_000)
    clock.advance(600_000)
    expect(await ask(model)).toEqual(hello)
    script.verify()
  })

  test('is told also to those who come while somebody probes', async () => {
    await ask(guarded(scriptedModel(isSpent)))
    clock.advance(600_000)
    const probe = Promise.withResolvers<ModelResult>()
    const probing = ask(guarded({ reply: () => probe.promise }))
    await expect.poll(() => stored()?.open?.probeUntil).toBeDefined()
    expect(await ask(guarded(scriptedModel()))).toEqual(isSpent)
    probe.resolve(hello)
    await probing
  })

  test('that was raised, but by a model without room, makes it busy for the first time', async () => {
    const model = guarded(scriptedModel(isSpent, overloaded))
    await ask(model)
    clock.advance(600_000)
    expect(await ask(model)).toMatchObject({ kind: 'busy', retryAfterMs: 15_000 })
    expect(stored()?.open).toMatchObject({ kind: 'busy', times: 1 })
  })
})

describe('a table that fails', () => {
  test('never costs a reply', async () => {
    await opened()
    clock.advance(15_000)
    const failing = { ...circuits }
    const model = guardedModel(
      {
        async reply() {
          failing.save = () => Promise.reject(new Error('throttled'))
          return hello
        },
      },
      {
        name: 'haiku',
        circuits: { read: circuits.read, save: (...args) => failing.save(...args) },
        now: clock.now,
        jitter: () => 0,
        report: (event) => void events.push(event),
      },
    )
    expect(await ask(model)).toEqual(hello)
    expect(events.at(-1)).toEqual({ kind: 'unrecorded', error: new Error('throttled') })
  })

  test('is asked again after a read that failed', async () => {
    let fails = true
    const model = guardedModel(scriptedModel(hello), {
      name: 'haiku',
      circuits: {
        ...circuits,
        read: (name) => (fails ? Promise.reject(new Error('throttled')) : circuits.read(name)),
      },
      now: clock.now,
      jitter: () => 0,
      report: () => {},
    })
    await expect(ask(model)).rejects.toThrow('throttled')
    fails = false
    expect(await ask(model)).toEqual(hello)
  })
})
