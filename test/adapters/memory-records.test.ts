import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Answer, Step } from '../../functions/core/records.ts'
import { memories, type StartedMemory } from '../doubles/memories.ts'
import {
  begin,
  give,
  modelStep,
  say,
  someMinting,
  someSummary,
  someTurnRecord,
  text,
} from '../doubles/samples.ts'

const minting = someMinting()
const order = { turn: 1, specialist: 'order' }
const product = { turn: 1, specialist: 'product' }
const day = 86_400_000

describe.each(memories)('$name keeps what belongs to a conversation', ({ start }) => {
  let started: StartedMemory
  let memory: Memory
  let conversation: Conversation
  let id: string
  beforeAll(async () => {
    started = await start(minting.now)
    memory = started.memory
  })
  beforeEach(async () => {
    conversation = await begin(memory, minting)
    id = conversation.id
  })
  afterAll(async () => await started.stop())

  const sayMany = async (count: number) => {
    let now = conversation
    for (let each = 0; each < count; each++) now = await say(memory, now, `${each}`, minting)
    return now
  }
  const seqs = (messages: readonly { readonly seq: number }[]) => messages.map(({ seq }) => seq)

  describe('messages', () => {
    test('after a place are read in order, at most so many', async () => {
      await sayMany(12)
      expect(seqs(await memory.messages(id, 0, 100))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      expect(seqs(await memory.messages(id, 8, 3))).toEqual([9, 10, 11])
      expect(await memory.messages(id, 12, 3)).toEqual([])
    })

    test('that are recent are the newest, oldest first', async () => {
      expect(await memory.recent(id, 5)).toEqual({ summary: undefined, messages: [] })
      await sayMany(12)
      const { summary, messages } = await memory.recent(id, 5)
      expect(summary).toBeUndefined()
      expect(seqs(messages)).toEqual([8, 9, 10, 11, 12])
    })

    test('come with the summary of older ones, together no more than asked for', async () => {
      await sayMany(12)
      await memory.saveSummary(id, someSummary(4))
      const { summary, messages } = await memory.recent(id, 5)
      expect(summary).toEqual(someSummary(4))
      expect(seqs(messages)).toEqual([9, 10, 11, 12])
      expect(seqs(await memory.messages(id, 0, 100))).toHaveLength(12)
    })

    test('of another conversation are not among them', async () => {
      await sayMany(1)
      const other = await begin(memory, minting)
      await say(memory, other, 'elsewhere', minting)
      expect(await memory.messages(id, 0, 10)).toMatchObject([{ parts: [text('0')] }])
    })
  })

  describe('summaries', () => {
    test('a newer one replaces an older one, an older one is dropped', async () => {
      for (const [untilSeq, kept] of [
        [4, 4],
        [9, 9],
        [6, 9],
      ] as const) {
        await memory.saveSummary(id, someSummary(untilSeq))
        expect((await memory.recent(id, 5)).summary).toEqual(someSummary(kept))
      }
    })

    test('of the same length as the one there is dropped', async () => {
      await memory.saveSummary(id, someSummary(4, 'first'))
      await memory.saveSummary(id, someSummary(4, 'second'))
      expect((await memory.recent(id, 5)).summary?.text).toBe('first')
    })
  })

  describe('steps', () => {
    const steps = Array.from({ length: 12 }, (_, index) => modelStep(`step ${index}`))

    test('are read in the order of their place, each run by itself', async () => {
      for (const [index, step] of steps.entries()) {
        expect(await memory.saveStep(id, order, index, step)).toBe('saved')
      }
      await memory.saveStep(id, product, 0, modelStep('other run'))
      await memory.saveStep(id, { ...order, turn: 2 }, 0, modelStep('other turn'))
      expect(await memory.steps(id, order)).toEqual(steps)
    })

    test('given a place that is taken, the first one stands', async () => {
      expect(await memory.saveStep(id, order, 0, modelStep('first'))).toBe('saved')
      expect(await memory.saveStep(id, order, 0, modelStep('second'))).toBe('exists')
      expect(await memory.saveStep(id, order, 0, modelStep('first'))).toBe('exists')
      expect(await memory.steps(id, order)).toEqual([modelStep('first')])
    })

    test('keep every kind of block and part as it came', async () => {
      const model: Step = modelStep('', {
        stop: 'tools',
        blocks: [
          { type: 'thinking', thinking: 'hm', signature: 'sig=' },
          { type: 'redacted_thinking', data: 'xyz' },
          { type: 'text', text: '' },
          { type: 'tool_use', id: 't1', name: 'get', input: { deep: [{ a: 1.5, b: null, c: 'ü' }] } },
        ],
      })
      const tools: Step = {
        kind: 'tools',
        results: [
          { type: 'tool_result', toolUseId: 't1', content: '{}', isError: false, name: 'get', ms: 3 },
        ],
        parts: [
          {
            type: 'order_card',
            orderId: '#W1',
            status: 'pending',
            totalCents: 12,
            items: [],
            trackingIds: [],
          },
          { type: 'choices', choices: ['yes', 'no'] },
        ],
        at: 7,
      }
      await memory.saveStep(id, order, 0, model)
      await memory.saveStep(id, order, 1, tools)
      expect(await memory.steps(id, order)).toEqual([model, tools])
    })
  })

  describe('answers', () => {
    const given: Answer = { kind: 'answer', specialist: 'order', parts: [text('here')], at: 5 }
    const gap: Answer = { kind: 'gap', specialist: 'product', reason: 'busy', at: 6 }
    const last = { run: order, index: 1, step: modelStep('here') }

    test('of all specialists of a turn are read, and of no other turn', async () => {
      expect(await memory.saveAnswer(id, 1, given)).toBe('saved')
      expect(await memory.saveAnswer(id, 1, gap)).toBe('saved')
      await memory.saveAnswer(id, 11, { ...given, at: 99 })
      expect(await memory.answers(id, 1)).toEqual([given, gap])
    })

    test('given there is one already, it stands', async () => {
      await memory.saveAnswer(id, 1, given)
      expect(await memory.saveAnswer(id, 1, { ...given, parts: [text('other')] })).toBe('exists')
      expect(await memory.answers(id, 1)).toEqual([given])
    })

    test("are written together with the run's last step", async () => {
      await memory.saveStep(id, order, 0, modelStep('before'))
      expect(await memory.saveAnswer(id, 1, given, last)).toBe('saved')
      expect(await memory.answers(id, 1)).toEqual([given])
      expect(await memory.steps(id, order)).toEqual([modelStep('before'), last.step])
    })

    test('given the last step is there already, neither is written', async () => {
      await memory.saveStep(id, order, 1, modelStep('theirs'))
      expect(await memory.saveAnswer(id, 1, given, last)).toBe('exists')
      expect(await memory.answers(id, 1)).toEqual([])
      expect(await memory.steps(id, order)).toEqual([modelStep('theirs')])
    })

    test('given the answer is there already, the last step is not written', async () => {
      await memory.saveAnswer(id, 1, given)
      expect(await memory.saveAnswer(id, 1, given, last)).toBe('exists')
      expect(await memory.steps(id, order)).toEqual([])
    })
  })

  describe('turns', () => {
    test('tell their story: the record, the runs in order, the answers, what was put back', async () => {
      const opened = await say(memory, conversation, 'two things', minting)
      await give(memory, opened, ['order', 'product'], minting)
      await memory.saveStep(id, product, 0, modelStep('p0'))
      await memory.saveStep(id, order, 0, modelStep('o0'))
      await memory.saveStep(id, order, 1, modelStep('o1'))
      const answer: Answer = { kind: 'answer', specialist: 'order', parts: [text('o')], at: 5 }
      await memory.saveAnswer(id, 1, answer)
      await memory.saveDeferral(id, 1, { specialist: 'product', until: 7 })
      await memory.saveDeferral(id, 1, { specialist: 'product', until: 9 })
      expect(await memory.turns(id, 1, 1)).toEqual([
        {
          number: 1,
          record: someTurnRecord(opened, { now: minting.now() }, ['order', 'product']),
          runs: [
            { specialist: 'order', steps: [modelStep('o0'), modelStep('o1')] },
            { specialist: 'product', steps: [modelStep('p0')] },
          ],
          answers: [answer],
          deferrals: [{ specialist: 'product', until: 9 }],
        },
      ])
    })

    test('are read from the first to the last asked for, in order, without those of which nothing is known', async () => {
      for (const turn of [1, 2, 9, 10, 12])
        await memory.saveStep(id, { ...order, turn }, 0, modelStep(`${turn}`))
      const stories = await memory.turns(id, 2, 10)
      expect(stories.map(({ number }) => number)).toEqual([2, 9, 10])
      expect(stories.map(({ record }) => record)).toEqual([undefined, undefined, undefined])
      expect(await memory.turn(id, 2)).toBeUndefined()
    })
  })

  describe('after its time', () => {
    test('given ninety days without a change, nothing of it is read any more', async () => {
      const customerId = `customer_${id}`
      const own = await begin(memory, minting, { customerId })
      const working = await give(memory, await say(memory, own, 'a', minting), ['order'], minting)
      await memory.saveStep(own.id, order, 0, modelStep('a'))
      await memory.saveAnswer(own.id, 1, { kind: 'gap', specialist: 'order', reason: 'b', at: 1 })
      await memory.saveSummary(own.id, someSummary(1))
      minting.advance(90 * day - 1000)
      expect(await memory.conversation(own.id)).toEqual(working)
      expect(await memory.conversationsOf(customerId, 9)).toEqual([working])
      minting.advance(1000)
      expect(await memory.conversation(own.id)).toBeUndefined()
      expect(await memory.conversationsOf(customerId, 9)).toEqual([])
      expect(await memory.recent(own.id, 9)).toEqual({ summary: undefined, messages: [] })
      expect(await memory.messages(own.id, 0, 9)).toEqual([])
      expect(await memory.turn(own.id, 1)).toBeUndefined()
      expect(await memory.turns(own.id, 1, 9)).toEqual([])
      expect(await memory.steps(own.id, order)).toEqual([])
      expect(await memory.answers(own.id, 1)).toEqual([])
    })

    test('given old messages are over and newer ones are not, the newer ones are read, at most so many', async () => {
      let now = await sayMany(4)
      minting.advance(60 * day)
      for (let count = 0; count < 10; count++) now = await say(memory, now, 'newer', minting)
      minting.advance(60 * day)
      expect(await memory.conversation(id)).toEqual(now)
      expect(seqs(await memory.messages(id, 0, 5))).toEqual([5, 6, 7, 8, 9])
      expect(seqs((await memory.recent(id, 24)).messages)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    })
  })
})
