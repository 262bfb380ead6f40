import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accept } from '../../functions/core/turn.ts'
import { wording } from '../../functions/core/wording.ts'
import { type Desk, someDesk } from '../doubles/desk.ts'
import {
  asksFor,
  isBusy,
  isSpent,
  reply,
  type ScriptedResult,
  says,
  scriptedModel,
} from '../doubles/model.ts'
import { deadlineMs, modelStep, say, text } from '../doubles/samples.ts'
import { scheduledMemory } from '../doubles/scheduled-memory.ts'
import { orderCardPart } from '../doubles/specialist.ts'

const apology = { type: 'system', event: 'apology', text: wording.en.apology }
const look = { id: 't1', name: 'look', input: { what: 'lamp' } }
const readOrder = { id: 't1', name: 'orders', input: { orderId: '#W1' } }
const both = ['order', 'product']

async function worked(desk: Desk, script: readonly ScriptedResult[], changes?: Parameters<Desk['work']>[1]) {
  const model = scriptedModel(...script)
  const result = await desk.work(model, changes)
  model.verify()
  return { result, requests: model.requests }
}
const task = (desk: Desk, specialist: string, deferrals: number) => ({
  type: 'task.v1',
  conversationId: desk.id,
  turn: 1,
  specialist,
  deferrals,
})

describe('the only specialist of a turn', () => {
  test('gives the reply itself: message, outcome and last step at once', async () => {
    const desk = await someDesk()
    const { result } = await worked(desk, [asksFor(readOrder), says('#W1 is on its way.')])
    expect(result).toBe('replied')
    const parts = [text('#W1 is on its way.'), orderCardPart('#W1')]
    expect(await desk.replies()).toMatchObject([{ seq: 2, turn: 1, author: 'assistant', parts }])
    expect(await desk.now()).toMatchObject({
      answeredSeq: 2,
      turn: { phase: 'closed', outcome: 'replied', working: [] },
    })
    expect(await desk.memory.turn(desk.id, 1)).toMatchObject({
      outcome: 'replied',
      replySeq: 2,
      closedAt: desk.minting.now(),
    })
    expect(await desk.memory.steps(desk.id, { turn: 1, specialist: 'order' })).toHaveLength(3)
    expect(desk.queues.sent).toEqual({ inbound: [], again: [], tasks: [], merging: [] })
  })

  test.each([
    ['refuses', reply([], { stop: 'refused' }), wording.en.apology],
    ['has reached its spend limit', isSpent, wording.en.unavailable],
  ])('given the model %s, apologises at once, and the turn has failed', async (_, outcome, words) => {
    const desk = await someDesk()
    expect((await worked(desk, [outcome])).result).toBe('replied')
    expect(await desk.replies()).toMatchObject([{ author: 'system', parts: [{ ...apology, text: words }] }])
    const { failure } = (await desk.memory.turn(desk.id, 1)) ?? {}
    expect(failure).toMatch(/refused|spend limit/)
    expect(await desk.memory.turn(desk.id, 1)).toMatchObject({ outcome: 'failed' })
  })

  test('sees the conversation, who the customer is, and its own task', async () => {
    const desk = await someDesk()
    const { requests } = await worked(desk, [says('Here it is.')])
    expect(requests[0]?.messages).toEqual([
      {
        role: 'user',
        text: [
          '<customer verified="true" id="noah_1"/>',
          '<conversation>',
          '<message seq="1" from="customer">where is my order?</message>',
          '</conversation>',
          '<task>order task</task>',
        ].join('\n'),
      },
    ])
  })
})

describe('one of several specialists', () => {
  test('leaves its answer with its last step', async () => {
    const desk = await someDesk(both)
    expect((await worked(desk, [says('Here it is.')])).result).toBe('answered')
    const answer = {
      kind: 'answer',
      specialist: 'order',
      parts: [text('Here it is.')],
      at: desk.minting.now(),
    }
    expect(await desk.memory.answers(desk.id, 1)).toEqual([answer])
    expect(await desk.memory.steps(desk.id, { turn: 1, specialist: 'order' })).toHaveLength(1)
    expect(await desk.replies()).toEqual([])
  })

  test('given it cannot answer, leaves the gap with its reason', async () => {
    const desk = await someDesk(both)
    await worked(desk, [isSpent])
    expect(await desk.memory.answers(desk.id, 1)).toMatchObject([
      { kind: 'gap', specialist: 'order', reason: "the account's spend limit is reached" },
    ])
  })

  test('given its task comes once more, waits for the other and asks no model', async () => {
    const desk = await someDesk(both)
    await worked(desk, [says('Here it is.')])
    expect((await worked(desk, [])).result).toBe('answered')
    expect(await desk.memory.answers(desk.id, 1)).toHaveLength(1)
  })

  test('given it brings the last answer, composes the one reply of all', async () => {
    const desk = await someDesk(both)
    await worked(desk, [says('Here it is.')])
    expect((await worked(desk, [says('In stock.')], { specialist: 'product' })).result).toBe('replied')
    expect(await desk.replies()).toMatchObject([{ parts: [text('Here it is.\n\nIn stock.')] }])
  })
})

describe('while the model is busy', () => {
  test.each([
    [10_000, 0, 0, 10_000],
    [10_000, 0, 1, 15_000],
    [10_000, 4, 0, 10_000],
    [0, 0, 0, 500],
    [0, 3, 0, 4_000],
    [0, 3, 1, 6_000],
    [100, 5, 0, 16_000],
  ])(
    'for %d ms, a task put back %d times before comes back later (jitter %d): after %d ms',
    async (retryAfterMs, deferrals, jitter, delayMs) => {
      const desk = await someDesk()
      expect((await worked(desk, [isBusy(retryAfterMs)], { jitter, deferrals })).result).toBe('put_back')
      expect(desk.queues.sent.tasks).toEqual([{ message: task(desk, 'order', deferrals + 1), delayMs }])
      expect(await desk.replies()).toEqual([])
    },
  )

  test('given any wait, the task never comes back before it, nor at or after the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(90_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(70_000),
        fc.nat(20),
        async (retryAfterMs, jitter, spent, deferrals) => {
          const desk = await someDesk()
          desk.minting.advance(spent)
          await worked(desk, [isBusy(retryAfterMs)], { jitter, deferrals })
          const [put] = desk.queues.sent.tasks
          expect((await desk.replies()).length + desk.queues.sent.tasks.length).toBe(1)
          if (!put) return
          expect(put.delayMs).toBeGreaterThanOrEqual(retryAfterMs)
          expect(spent + put.delayMs).toBeLessThan(deadlineMs)
        },
      ),
    )
  })

  test('given the deadline comes first, the only specialist apologises now, and one of several leaves a gap', async () => {
    const alone = await someDesk()
    expect((await worked(alone, [isBusy(60_000)])).result).toBe('replied')
    expect(await alone.replies()).toMatchObject([{ parts: [apology] }])
    const paired = await someDesk(both)
    expect((await worked(paired, [isBusy(60_000, 'overloaded')])).result).toBe('answered')
    expect(await paired.memory.answers(paired.id, 1)).toMatchObject([{ kind: 'gap', reason: 'overloaded' }])
  })

  test('the work so far is kept, and the next delivery goes on after it', async () => {
    const desk = await someDesk()
    await worked(desk, [asksFor(look), isBusy(1_000)])
    const { result, requests } = await worked(desk, [says('Here it is.')])
    expect(result).toBe('replied')
    expect(requests[0]?.messages).toHaveLength(3)
    expect(desk.log.uses).toHaveLength(1)
  })
})

describe("when a function's time is over", () => {
  test('the task goes back at once', async () => {
    const desk = await someDesk()
    expect((await worked(desk, [], { signal: AbortSignal.abort() })).result).toBe('put_back')
    expect(desk.queues.sent.tasks).toEqual([{ message: task(desk, 'order', 1), delayMs: 0 }])
  })

  test('given the deadline has passed too, the turn fails instead', async () => {
    const desk = await someDesk()
    desk.minting.advance(deadlineMs)
    await worked(desk, [], { signal: AbortSignal.abort() })
    expect(desk.queues.sent.tasks).toEqual([])
    expect(await desk.replies()).toMatchObject([{ parts: [apology] }])
  })
})

describe('a task that is no longer needed is stale: no model call, no reply', () => {
  test.each<[string, (desk: Desk) => Promise<unknown>, Parameters<Desk['work']>[1]?]>([
    ['given the turn has had its reply', async (desk) => await worked(desk, [says('Here it is.')])],
    [
      'given a newer message has superseded the turn',
      async (desk) => await say(desk.memory, await desk.now(), 'no, wait', desk.minting),
    ],
    ['given a specialist that has no task in this turn', async () => {}, { specialist: 'product' }],
  ])('%s', async (_, before, changes) => {
    const desk = await someDesk()
    await before(desk)
    const messages = await desk.memory.messages(desk.id, 0, 99)
    expect((await worked(desk, [], changes)).result).toBe('stale')
    expect(await desk.memory.messages(desk.id, 0, 99)).toEqual(messages)
    expect(desk.queues.sent).toEqual({ inbound: [], again: [], tasks: [], merging: [] })
  })
})

test('a task of a turn that never was is unknown: no model call, no reply', async () => {
  const desk = await someDesk()
  expect((await worked(desk, [], { turn: 2 })).result).toBe('unknown')
  expect(desk.queues.sent).toEqual({ inbound: [], again: [], tasks: [], merging: [] })
})

describe('a message that supersedes the turn', () => {
  const newer = async (desk: Desk) => {
    const before = await desk.now()
    const { after, message } = accept(before, { parts: [text('no, wait')] }, deadlineMs, desk.minting)
    const ends = { turn: 1, outcome: 'superseded', at: 1 } as const
    await desk.memory.commit({ before, after, message, ends })
  }

  test('between two steps, stops the run before the next model call', async () => {
    const desk = await someDesk()
    const first = async () => {
      await newer(desk)
      return asksFor(look)
    }
    expect((await worked(desk, [first])).result).toBe('stale')
    expect(await desk.replies()).toEqual([])
  })

  test('during the last model call, drops the reply: it goes into the next turn', async () => {
    const desk = await someDesk()
    const last = async () => {
      await newer(desk)
      return says('Here it is.')
    }
    expect((await worked(desk, [last])).result).toBe('stale')
    expect(await desk.replies()).toEqual([])
    expect(await desk.now()).toMatchObject({ answeredSeq: 0, turn: { number: 2, phase: 'open' } })
    expect(await desk.memory.turn(desk.id, 1)).toMatchObject({ outcome: 'superseded' })
  })
})

describe('two workers on the same task at once', () => {
  test('given one is done and the other has gone on meanwhile, the other finishes and there is one reply', async () => {
    const desk = await someDesk()
    const early = async () => {
      await desk.memory.saveStep(
        desk.id,
        { turn: 1, specialist: 'order' },
        0,
        modelStep('', { stop: 'too_long' }),
      )
      return says('Mine.')
    }
    expect((await worked(desk, [early])).result).toBe('stale')
    expect(await desk.replies()).toEqual([])
    expect((await worked(desk, [says('Theirs.')])).result).toBe('replied')
    expect(await desk.replies()).toMatchObject([{ parts: [text('Theirs.')] }])
  })

  const results = fc.array(
    fc.constantFrom<ScriptedResult>(
      asksFor(look),
      asksFor(look, { ...look, id: 't2' }),
      says('Here it is.'),
      says('Here it is, really.'),
      says(' '),
      says('cut', { stop: 'too_long' }),
      reply([], { stop: 'refused' }),
      isSpent,
    ),
    { maxLength: 4 },
  )

  test('given any replies and any interleaving of the only specialist, there is exactly one reply', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), results, results, async (scheduler, first, second) => {
        const desk = await someDesk()
        const memory = scheduledMemory(desk.memory, scheduler)
        const workers = [first, second].map((script) => {
          const model = scriptedModel(...script, ...Array.from({ length: 9 }, () => says('Finally.')))
          return desk.work(model, { memory })
        })
        const [one, two] = await scheduler.waitFor(Promise.all(workers))
        expect(await desk.replies()).toHaveLength(1)
        expect([one, two].filter((each) => each === 'replied')).toHaveLength(1)
        expect((await desk.now()).turn).toMatchObject({ phase: 'closed' })
      }),
      { numRuns: 300 },
    )
  })

  test('given one died between its proposal and the merge, the next delivery merges', async () => {
    const desk = await someDesk(both)
    const waitsFor = { actionId: `act_${'0'.repeat(32)}`, toolUseId: 't1', name: 'cancel' }
    const run = { turn: 1, specialist: 'order' }
    const paused = { kind: 'paused', results: [], parts: [], waitsFor, prompt: 'p', at: 1 } as const
    const asked = {
      kind: 'answer',
      specialist: 'order',
      parts: [{ type: 'text', text: 'Shall I?' }],
      at: 1,
    } as const
    await desk.memory.saveAnswer(
      desk.id,
      1,
      { ...asked, parts: [...asked.parts] },
      { run, index: 0, step: { ...paused, results: [], parts: [] } },
    )
    await desk.memory.saveAnswer(desk.id, 1, { kind: 'gap', specialist: 'product', reason: '', at: 1 })
    expect((await worked(desk, [], { specialist: 'order' })).result).toBe('replied')
    expect(await desk.replies()).toHaveLength(1)
  })

  test('given any interleaving of both specialists, each twice, every one has one answer and there is one reply', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(results, { minLength: 4, maxLength: 4 }),
        async (scheduler, all) => {
          const desk = await someDesk(both)
          const memory = scheduledMemory(desk.memory, scheduler)
          const workers = all.map((script, index) =>
            desk.work(scriptedModel(...script, ...Array.from({ length: 9 }, () => says('Finally.'))), {
              memory,
              specialist: both[index % 2] ?? '',
            }),
          )
          await scheduler.waitFor(Promise.all(workers))
          const answers = await desk.memory.answers(desk.id, 1)
          expect(answers.map(({ specialist }) => specialist)).toEqual(both)
          expect(await desk.replies()).toHaveLength(1)
        },
      ),
      { numRuns: 100 },
    )
  })
})
