import { beforeEach, describe, expect, test } from 'vitest'
import type { Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import type { Step } from '../../functions/core/records.ts'
import { type RunResult, run } from '../../functions/core/run.ts'
import type { RunLimits } from '../../functions/core/specialist.ts'
import type { Tool } from '../../functions/core/tool.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import {
  asksFor,
  isBusy,
  isSpent,
  modelThat,
  reply,
  type ScriptedResult,
  says,
  scriptedModel,
  someUsage,
} from '../doubles/model.ts'
import { modelStep, someMinting, text } from '../doubles/samples.ts'
import { emptyStore, orderCardPart, someSpecialist, someTools, type ToolLog } from '../doubles/specialist.ts'

const key = { turn: 1, specialist: 'order' }

let minting = someMinting()
let memory: Memory
let id: string
let log: ToolLog
beforeEach(() => {
  minting = someMinting()
  memory = inMemoryMemory({ now: minting.now })
  id = minting.newId('cnv')
  log = { uses: [] }
})

interface Changes {
  readonly steps?: readonly Step[]
  readonly limits?: Partial<RunLimits>
  readonly tools?: readonly Tool[]
  readonly verified?: boolean
  readonly signal?: AbortSignal
  readonly isCurrent?: () => Promise<boolean>
}

const runWith = (model: Model, changes: Changes = {}): Promise<RunResult> =>
  run(
    {
      conversationId: id,
      key,
      specialist: someSpecialist(changes.tools ?? someTools(log), changes.limits),
      model: 'claude-sonnet-5-5',
      prompt: 'the prompt',
      steps: changes.steps ?? [],
      toolContext: {
        customerId: changes.verified === false ? undefined : 'noah_1',
        store: emptyStore,
        signal: changes.signal ?? new AbortController().signal,
      },
    },
    { model, memory, now: minting.now, isCurrent: changes.isCurrent ?? (async () => true) },
  )
const played = async (script: readonly ScriptedResult[], changes: Changes = {}) => {
  const model = scriptedModel(...script)
  const result = await runWith(model, changes)
  model.verify()
  return { result, requests: model.requests, steps: await memory.steps(id, key) }
}
const uses = (id: string, what = 'lamp') => ({ id, name: 'look', input: { what } })
const answered = { kind: 'answered', parts: [text('Here it is.')] }

describe('a run', () => {
  test('given a complete reply, is answered, and leaves its last step to the transaction that it belongs to', async () => {
    const { result, requests, steps } = await played([says(' Here it is.\n')])
    expect(result).toEqual({
      ...answered,
      index: 0,
      step: {
        kind: 'model',
        stop: 'complete',
        blocks: [text(' Here it is.\n')],
        call: { purpose: 'run', model: 'claude-haiku-5-5', usage: someUsage, ms: 12, at: minting.now() },
      },
    })
    expect(steps).toEqual([])
    expect(requests).toMatchObject([
      {
        model: 'claude-sonnet-5-5',
        system: 'You are the order specialist.',
        messages: [{ role: 'user', text: 'the prompt' }],
        maxTokens: 1000,
        tools: [{ name: 'look' }, { name: 'orders' }],
      },
    ])
    expect(requests[0]).not.toHaveProperty('withoutTools')
  })

  test('given tools are asked for, uses them, keeps both steps, and sends thinking and results back as they came', async () => {
    const thinking = { type: 'thinking', thinking: 'hm', signature: 'sig', extra: 1 } as const
    const blocks = [
      thinking,
      { type: 'text', text: 'Let me see.' } as const,
      { type: 'tool_use', id: 't1', name: 'look', input: { what: 'lamp' } } as const,
    ]
    const { result, requests, steps } = await played([reply(blocks, { stop: 'tools' }), says('Here it is.')])
    expect(result).toMatchObject({ ...answered, index: 2 })
    expect(steps).toMatchObject([
      { kind: 'model', stop: 'tools', blocks },
      {
        kind: 'tools',
        results: [{ toolUseId: 't1', name: 'look', content: '{"found":"lamp"}', isError: false, ms: 0 }],
      },
    ])
    const block = { type: 'tool_result', toolUseId: 't1', content: '{"found":"lamp"}', isError: false }
    expect(requests[1]?.messages).toEqual([
      { role: 'user', text: 'the prompt' },
      { role: 'assistant', blocks, model: 'claude-haiku-5-5' },
      { role: 'user', results: [block] },
    ])
  })

  test('given several tools in one reply, uses them at the same time and keeps all results in one step, in order', async () => {
    const gates = new Map(['first', 'second'].map((name) => [name, Promise.withResolvers<void>()]))
    const tools = someTools(log).map((tool) => ({
      ...tool,
      async execute(input: unknown, context: Parameters<Tool['execute']>[1]) {
        const result = await tool.execute(input, context)
        const { what } = Object(input)
        // The first waits for the second, so one after the other would never end.
        if (what === 'second') gates.get('first')?.resolve()
        await gates.get(what === 'first' ? 'first' : 'none')?.promise
        return result
      },
    }))
    const { steps } = await played(
      [asksFor(uses('t1', 'first'), uses('t2', 'second')), says('Here it is.')],
      {
        tools,
      },
    )
    expect(steps).toHaveLength(2)
    expect(steps[1]).toMatchObject({
      results: [
        { toolUseId: 't1', content: '{"found":"first"}' },
        { toolUseId: 't2', content: '{"found":"second"}' },
      ],
    })
  })

  test.each([
    [
      'is not known',
      { id: 't1', name: 'cancel_everything' },
      'UNKNOWN_TOOL: There is no tool cancel_everything.',
    ],
    ['finds nothing', uses('t1', 'nothing'), 'NOT_FOUND: There is no such thing.'],
    [
      'has arguments of another shape',
      { id: 't1', name: 'look', input: { where: 'here' } },
      expect.stringMatching(/^INVALID_ARGUMENTS: .*what/s),
    ],
  ])('given a tool that %s, tells the model and goes on', async (_, use, content) => {
    const { result, steps } = await played([asksFor(use), says('Here it is.')])
    expect(result).toMatchObject(answered)
    expect(steps[1]).toMatchObject({ results: [{ content, isError: true }], parts: [] })
  })

  test('given a tool that breaks, ends with that error and keeps no result, so that it is tried again', async () => {
    const broken = someTools(log).map((tool) => ({
      ...tool,
      execute: () => Promise.reject(new Error('no disk')),
    }))
    await expect(played([asksFor(uses('t1'))], { tools: broken })).rejects.toThrow('no disk')
    expect(await memory.steps(id, key)).toMatchObject([{ kind: 'model', stop: 'tools' }])
  })

  test('given a very long result, cuts it and says so', async () => {
    const { steps } = await played([asksFor(uses('t1', 'x'.repeat(50_000))), says('Here it is.')])
    const [result] = steps[1]?.kind === 'tools' ? steps[1].results : []
    expect(result?.content.length).toBeLessThan(40_100)
    expect(result?.content).toMatch(/\n\[10012 more characters left out: ask for something narrower\]$/)
  })

  test('given the customer is not verified, neither shows nor runs the private tools', async () => {
    const script = [asksFor({ id: 't1', name: 'orders', input: { orderId: '#W1' } }), says('Here it is.')]
    const { requests, steps } = await played(script, { verified: false })
    expect(requests[0]?.tools.map(({ name }) => name)).toEqual(['look'])
    expect(steps[1]).toMatchObject({
      results: [{ content: expect.stringContaining('UNKNOWN_TOOL'), isError: true }],
    })
    expect(log.uses).toEqual([])
  })
})

describe('the cards of a reply', () => {
  const orders = (...ids: readonly string[]) =>
    asksFor(...ids.map((orderId) => ({ id: orderId, name: 'orders', input: { orderId } })))

  test('are those of the records that it speaks of, once each', async () => {
    const { result } = await played([orders('#W1', '#W2'), orders('#W1'), says('#W1 is on its way.')])
    expect(result).toMatchObject({ parts: [text('#W1 is on its way.'), orderCardPart('#W1')] })
  })

  test('are none, given it speaks of no record', async () => {
    const { result } = await played([orders('#W1'), says('Hello.')])
    expect(result).toMatchObject({ parts: [text('Hello.')] })
  })

  test('are at most four', async () => {
    const ids = ['#A', '#B', '#C', '#D', '#E', '#F']
    const { result } = await played([orders(...ids), says(`You have ${ids.join(', ')}.`)])
    expect(result.kind === 'answered' && result.parts.length).toBe(5)
  })

  test('survive the end of a worker: they are in the steps', async () => {
    const { steps } = await played([orders('#W1'), isBusy(1000)])
    const { result } = await played([says('#W1 is on its way.')], { steps })
    expect(result).toMatchObject({ parts: [text('#W1 is on its way.'), orderCardPart('#W1')] })
  })
})

describe('a reply that cannot be used', () => {
  test('given it is cut off, is paid and kept, never sent back, and the next has twice the room', async () => {
    const cut = (words: string) => says(words, { stop: 'too_long' })
    const { result, requests, steps } = await played([cut('He'), cut('Her'), says('Here it is.')])
    expect(result).toMatchObject({ ...answered, index: 2 })
    expect(requests.map(({ maxTokens }) => maxTokens)).toEqual([1000, 2000, 4000])
    for (const request of requests) expect(request.messages).toEqual([{ role: 'user', text: 'the prompt' }])
    expect(steps).toMatchObject([{ stop: 'too_long' }, { stop: 'too_long' }])
  })

  test('given a tool call is cut off, the tool is not used', async () => {
    const cut = { ...asksFor(uses('t1')), stop: 'too_long' as const }
    await played([cut, says('Here it is.')])
    expect(log.uses).toEqual([])
  })

  test.each([
    ['no block', reply([])],
    ['an empty text', says('')],
    ['blanks', says(' \n ')],
    ['only thinking', reply([{ type: 'thinking', thinking: 'hm', signature: 's' }])],
  ])('given it has %s, is asked for again', async (_, empty) => {
    const { result, requests } = await played([empty, says('Here it is.')])
    expect(result).toMatchObject({ ...answered, index: 1 })
    expect(requests[1]?.messages).toHaveLength(1)
  })

  test('given three of them, the run gives up', async () => {
    const { result, steps } = await played([says(''), says('x', { stop: 'too_long' }), reply([])])
    expect(result).toEqual({ kind: 'gap', reason: 'the model gave no usable reply three times' })
    expect(steps).toHaveLength(3)
  })

  test.each([
    ['refused', 'the model refused'],
    ['context_exceeded', 'the request is too long for the model'],
  ] as const)(
    'given the model stops with %s, the run gives up at once, and the step names the cost',
    async (stop, reason) => {
      const { result, steps } = await played([reply([], { stop })])
      expect(result).toEqual({ kind: 'gap', reason })
      expect(steps).toMatchObject([{ stop, call: { usage: someUsage } }])
      expect(await runWith(scriptedModel(), { steps })).toEqual({ kind: 'gap', reason })
    },
  )
})

describe('when the model gives no reply', () => {
  test('given it is busy, the run says until when, and keeps what it has', async () => {
    const { result, steps } = await played([asksFor(uses('t1')), isBusy(7_000, 'overloaded')])
    expect(result).toEqual({ kind: 'busy', retryAfterMs: 7_000, reason: 'overloaded' })
    expect(steps).toHaveLength(2)
  })

  test("given the account's limit, the run gives up", async () => {
    const { result } = await played([isSpent])
    expect(result).toEqual({
      kind: 'gap',
      reason: "the account's spend limit is reached",
      isSpent: true,
    })
  })

  test('given the call was ended because the time is over, the run goes on in another function', async () => {
    const time = new AbortController()
    const { result } = await played(
      [
        () => {
          time.abort()
          return isBusy(0, 'this call was ended')
        },
      ],
      { signal: time.signal },
    )
    expect(result).toEqual({ kind: 'out_of_time' })
  })

  test('given a request that can never work, the error is not hidden', async () => {
    await expect(played([() => Promise.reject(new Error('wrong key'))])).rejects.toThrow('wrong key')
  })
})

describe('the time of a function', () => {
  test('given it is over before the first call, no call is made', async () => {
    expect((await played([], { signal: AbortSignal.abort() })).result).toEqual({ kind: 'out_of_time' })
  })

  test('given it ends while a tool is at work, the result is kept and no further call is made', async () => {
    const time = new AbortController()
    const tools = someTools(log).map((tool) => ({
      ...tool,
      execute: (...args: Parameters<Tool['execute']>) => {
        time.abort()
        return tool.execute(...args)
      },
    }))
    const { result, steps } = await played([asksFor(uses('t1'))], { tools, signal: time.signal })
    expect(result).toEqual({ kind: 'out_of_time' })
    expect(steps).toHaveLength(2)
  })

  test("ends the model's calls: they get the run's own signal", async () => {
    const { signal } = new AbortController()
    const seen: AbortSignal[] = []
    const model = modelThat((_, own) => {
      seen.push(own)
      return says('Here it is.')
    })
    await runWith(model, { signal })
    expect(seen).toEqual([signal])
  })
})

describe('the limits of a run', () => {
  test('given the last call it may make, tells the model to use no more tools', async () => {
    const { requests, result } = await played(
      [asksFor(uses('t1')), asksFor(uses('t2')), says('Here it is.')],
      { limits: { maxModelCalls: 3 } },
    )
    expect(requests.map(({ withoutTools }) => withoutTools)).toEqual([undefined, undefined, true])
    expect(requests[2]?.tools).toHaveLength(2)
    expect(result).toMatchObject(answered)
  })

  test('given the model still asks for tools, the run gives up after that call', async () => {
    const { result } = await played([asksFor(uses('t1')), asksFor(uses('t2'))], {
      limits: { maxModelCalls: 2 },
    })
    expect(result).toEqual({ kind: 'gap', reason: 'the run reached its limit of 2 model calls' })
  })

  test.each([
    ['below its limit', 327, 3],
    ['at its limit', 326, 2],
  ])('given the tokens of two calls are %s, of %d, makes %d calls', async (_, maxTotalTokens, calls) => {
    const script = [asksFor(uses('t1')), asksFor(uses('t2')), says('Here it is.')].slice(0, calls)
    const { result } = await played(script, { limits: { maxTotalTokens } })
    expect(result.kind).toBe(calls === 3 ? 'answered' : 'gap')
    if (result.kind === 'gap') expect(result.reason).toBe('the run reached its limit of 326 tokens')
  })

  test('are counted over all workers of the run', async () => {
    const { steps } = await played([asksFor(uses('t1')), isBusy(1)], { limits: { maxModelCalls: 2 } })
    const { requests } = await played([says('Here it is.')], { steps, limits: { maxModelCalls: 2 } })
    expect(requests[0]?.withoutTools).toBe(true)
  })
})

describe('a run that nobody waits for any more', () => {
  test('given a newer message after a step, stops before it asks the model again', async () => {
    const { result, steps } = await played([asksFor(uses('t1'))], { isCurrent: async () => false })
    expect(result).toEqual({ kind: 'superseded' })
    expect(steps).toHaveLength(2)
  })

  test('given no step since the read, does not ask again whether it is needed', async () => {
    const { result } = await played([says('Here it is.')], {
      isCurrent: () => Promise.reject(new Error('asked')),
    })
    expect(result).toMatchObject(answered)
  })

  test.each([
    ['model reply', []],
    ['tool result', [modelStep('', { stop: 'tools', blocks: [{ type: 'tool_use', ...uses('t1') }] })]],
  ])('given another worker is at its %s, leaves the run to that one', async (_, before) => {
    for (const [index, step] of before.entries()) await memory.saveStep(id, key, index, step)
    await memory.saveStep(id, key, before.length, modelStep('theirs', { stop: 'too_long' }))
    const script = before.length === 0 ? [asksFor(uses('t1'))] : []
    const { result, steps } = await played(script, { steps: before })
    expect(result).toEqual({ kind: 'superseded' })
    expect(steps.at(-1)).toMatchObject({ blocks: [text('theirs')] })
  })
})
