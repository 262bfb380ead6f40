import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Action, move } from '../../functions/core/action.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { accept, newConversation } from '../../functions/core/turn.ts'
import { memories, type StartedMemory } from '../doubles/memories.ts'
import {
  begin,
  deadlineMs,
  give,
  modelStep,
  say,
  someMessage,
  someMinting,
  someTurnRecord,
  text,
} from '../doubles/samples.ts'

const minting = someMinting()
const requestOf = (key: string) => ({ key, requestHash: 'hash', response: '{"a":1}' })
const day = 86_400_000
const someAction = (status: Action['status']): Action => ({
  id: minting.newId('act'),
  status,
  customerId: 'noah_1',
  tool: 'cancel',
  input: {},
  details: { kind: 'cancellation', title: 'Cancel order #W1', lines: [], movements: [] },
  run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
  proposedAt: minting.now(),
  expiresAt: minting.now() + 1,
})

describe.each(memories)('$name keeps a conversation', ({ start }) => {
  let started: StartedMemory
  let memory: Memory
  let conversation: Conversation
  beforeAll(async () => {
    started = await start(minting.now)
    memory = started.memory
  })
  beforeEach(async () => {
    conversation = await begin(memory, minting)
  })
  afterAll(async () => await started.stop())

  describe('create', () => {
    test('given a new conversation, it can be read back, and an unknown one cannot', async () => {
      expect(await memory.conversation(conversation.id)).toEqual(conversation)
      expect(await memory.conversation(minting.newId('cnv'))).toBeUndefined()
    })

    test('given an id that is taken, it throws and leaves what is there', async () => {
      await expect(memory.create({ ...conversation, sessionId: 'ses_2' })).rejects.toThrow()
      expect(await memory.conversation(conversation.id)).toEqual(conversation)
    })

    test('given a key that was used, it answers with the earlier request and creates nothing', async () => {
      const key = conversation.id
      const first = newConversation({ sessionId: key }, minting)
      const second = newConversation({ sessionId: key }, minting)
      expect(await memory.create(first, requestOf(key))).toEqual({ kind: 'created' })
      const again = await memory.create(second, { key, requestHash: 'other', response: 'other' })
      expect(again).toEqual({ kind: 'replayed', earlier: requestOf(key) })
      expect(await memory.conversation(second.id)).toBeUndefined()
      expect(await memory.conversationsOf(key, 10)).toEqual([first])
    })

    test('given ten requests with one key at once, one creates and nine find it', async () => {
      const key = conversation.id
      const results = await Promise.all(
        Array.from({ length: 10 }, () =>
          memory.create(newConversation({ sessionId: key }, minting), requestOf(key)),
        ),
      )
      expect(results.filter(({ kind }) => kind === 'created')).toHaveLength(1)
      expect(await memory.conversationsOf(key, 20)).toHaveLength(1)
    })
  })

  describe('commit', () => {
    test('writes the conversation, its message and its turn together', async () => {
      const said = { parts: [text('hola')], language: 'es' } as const
      const { after, message } = accept(conversation, said, deadlineMs, minting)
      const turn = someTurnRecord(after, { now: minting.now() })
      const commit = { before: conversation, after, message, turn, outbox: ['customer-message'] } as const
      expect(await memory.commit(commit)).toEqual({ kind: 'committed' })
      expect(await memory.conversation(conversation.id)).toEqual(after)
      expect(await memory.messages(conversation.id, 0, 10)).toEqual([message])
      expect(await memory.turn(conversation.id, 1)).toEqual(turn)
    })

    test('writes what a decision moves with its message and its turn, once', async () => {
      const asked = someAction('pending')
      const said = await say(memory, conversation, 'yes', minting)
      const before = { ...said, version: said.version + 1 }
      await memory.commit({ before: said, after: before, action: { proposed: asked } })
      const turn = someTurnRecord(before, { now: minting.now() })
      const first = { before, ...accept(before, { parts: [text('!')] }, deadlineMs, minting) }
      const action = move(asked, 'confirmed')
      expect(await memory.commit({ ...first, turn, action })).toEqual({ kind: 'committed' })
      const { id } = conversation
      expect(await memory.action(id, asked.id)).toEqual(action.after)
      expect(await memory.turn(id, 1)).toEqual(turn)
      expect(await memory.messages(id, 1, 10)).toEqual([first.message])
      const late = accept(first.after, { parts: [text('late')] }, deadlineMs, minting)
      const again = await memory.commit({ before: first.after, ...late, action: move(asked, 'declined') })
      expect(again).toEqual({ kind: 'action_moved' })
      expect(await memory.conversation(id)).toEqual(first.after)
      expect(await memory.messages(id, 1, 10)).toEqual([first.message])
    })

    test('lets a new action take the place of a permitted one, unless that was executed first', async () => {
      const { id } = conversation
      const permitted = someAction('confirmed')
      const first = { ...conversation, version: conversation.version + 1 }
      await memory.commit({ before: conversation, after: first, action: { proposed: permitted } })
      const instead = { proposed: someAction('pending'), replaces: move(permitted, 'superseded') }
      const second = { ...first, version: first.version + 1 }
      expect(await memory.commit({ before: first, after: second, action: instead })).toEqual({
        kind: 'committed',
      })
      expect(await memory.action(id, permitted.id)).toMatchObject({ status: 'superseded' })
      expect(await memory.action(id, instead.proposed.id)).toEqual(instead.proposed)
      const late = { proposed: someAction('pending'), replaces: move(permitted, 'superseded') }
      const third = { ...second, version: second.version + 1 }
      expect(await memory.commit({ before: second, after: third, action: late })).toEqual({
        kind: 'action_moved',
      })
      expect(await memory.action(id, late.proposed.id)).toBeUndefined()
      expect(await memory.conversation(id)).toEqual(second)
    })

    test('given somebody was first, it answers what is there now and writes nothing', async () => {
      const now = await say(memory, conversation, 'first', minting)
      const late = accept(conversation, { parts: [text('late')] }, deadlineMs, minting)
      const turn = someTurnRecord(late.after, { now: minting.now() })
      const result = await memory.commit({
        before: conversation,
        after: late.after,
        message: late.message,
        turn,
        idempotency: requestOf(conversation.id),
      })
      expect(result).toEqual({ kind: 'conflict', conversation: now })
      expect(await memory.messages(conversation.id, 0, 10)).toMatchObject([{ parts: [text('first')] }])
      expect(await memory.turn(conversation.id, 1)).toBeUndefined()
      const retried = accept(now, { parts: [text('late')] }, deadlineMs, minting)
      const commit = { before: now, after: retried.after, message: retried.message }
      const again = await memory.commit({ ...commit, idempotency: requestOf(conversation.id) })
      expect(again).toEqual({ kind: 'committed' })
    })

    test('given the same request once more, it answers with the earlier one, also after other changes', async () => {
      const { after, message } = accept(conversation, { parts: [text('hi')] }, deadlineMs, minting)
      const idempotency = requestOf(conversation.id)
      await memory.commit({ before: conversation, after, message, idempotency })
      const next = accept(after, { parts: [text('hi')] }, deadlineMs, minting)
      const other = { ...idempotency, requestHash: 'other', response: 'other' }
      for (const [before, change] of [
        [after, next],
        [conversation, { after, message }],
      ] as const) {
        const result = await memory.commit({ before, ...change, idempotency: other })
        expect(result).toEqual({ kind: 'replayed', earlier: idempotency })
      }
      expect(await memory.messages(conversation.id, 0, 10)).toEqual([message])
      expect(await memory.conversation(conversation.id)).toEqual(after)
    })

    test('given a key whose day is over, it takes the key again', async () => {
      const idempotency = requestOf(conversation.id)
      const first = accept(conversation, { parts: [text('hi')] }, deadlineMs, minting)
      await memory.commit({ before: conversation, ...first, idempotency })
      minting.advance(day + 1000)
      const second = accept(first.after, { parts: [text('hi')] }, deadlineMs, minting)
      const result = await memory.commit({ before: first.after, ...second, idempotency })
      expect(result).toEqual({ kind: 'committed' })
    })

    test('given an unknown conversation, it throws', async () => {
      const unknown = newConversation({ sessionId: 'ses_1' }, minting)
      const { after, message } = accept(unknown, { parts: [text('hi')] }, deadlineMs, minting)
      await expect(memory.commit({ before: unknown, after, message })).rejects.toThrow()
      expect(await memory.conversation(unknown.id)).toBeUndefined()
    })

    test("ends an earlier turn on that turn's record", async () => {
      const working = await give(memory, await say(memory, conversation, 'a', minting), ['order'], minting)
      const { after, message } = accept(working, { parts: [text('b')] }, deadlineMs, minting)
      const ends = { turn: 1, outcome: 'superseded', at: 5 } as const
      await memory.commit({ before: working, after, message, ends })
      const before = someTurnRecord({ ...working, lastSeq: 1 }, { now: minting.now() })
      expect(await memory.turn(conversation.id, 1)).toEqual({ ...before, outcome: 'superseded', closedAt: 5 })
    })

    test('given a turn to end that was never recorded, it throws and writes nothing', async () => {
      const { after, message } = accept(conversation, { parts: [text('a')] }, deadlineMs, minting)
      const ends = { turn: 1, outcome: 'failed', at: 5, replySeq: 1 } as const
      await expect(memory.commit({ before: conversation, after, message, ends })).rejects.toThrow()
      expect(await memory.conversation(conversation.id)).toEqual(conversation)
      expect(await memory.messages(conversation.id, 0, 10)).toEqual([])
    })

    test("given that another worker wrote the run's step, it says so and writes nothing", async () => {
      const working = await give(memory, await say(memory, conversation, 'a', minting), ['order'], minting)
      const run = { turn: 1, specialist: 'order' }
      await memory.saveStep(conversation.id, run, 0, modelStep('theirs'))
      const result = await memory.commit({
        before: working,
        after: { ...working, version: working.version + 1, lastSeq: 2 },
        message: someMessage({ seq: 2 }),
        ends: { turn: 1, outcome: 'replied', at: 5, replySeq: 2 },
        lastStep: { run, index: 0, step: modelStep('ours') },
      })
      expect(result).toEqual({ kind: 'step_exists' })
      expect(await memory.conversation(conversation.id)).toEqual(working)
      expect(await memory.messages(conversation.id, 1, 10)).toEqual([])
      expect(await memory.steps(conversation.id, run)).toEqual([modelStep('theirs')])
      expect(await memory.turn(conversation.id, 1)).not.toHaveProperty('outcome')
    })

    test('given fifty writers at once, each that tries again gets its own place, without gaps', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, async (_, writer) => {
          let before = conversation
          for (;;) {
            const { after, message } = accept(before, { parts: [text(`${writer}`)] }, deadlineMs, minting)
            const result = await memory.commit({ before, after, message })
            if (result.kind === 'committed') return message
            if (result.kind !== 'conflict') throw new Error(result.kind)
            before = result.conversation
          }
        }),
      )
      const kept = await memory.messages(conversation.id, 0, 100)
      expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
      expect(kept).toEqual(results.toSorted((a, b) => a.seq - b.seq))
      expect(await memory.conversation(conversation.id)).toMatchObject({ version: 51, lastSeq: 50 })
    })
  })

  describe('the list of conversations', () => {
    test('has those of one owner, newest first, no more than asked for', async () => {
      const sessionId = conversation.id
      const own: Conversation[] = []
      for (let count = 0; count < 4; count++) own.push(await begin(memory, minting, { sessionId }))
      expect(await memory.conversationsOf(sessionId, 10)).toEqual(own.toReversed())
      expect(await memory.conversationsOf(sessionId, 2)).toEqual(own.slice(2).toReversed())
      expect(await memory.conversationsOf('ses_nobody', 10)).toEqual([])
    })

    test('shows a conversation as it is now', async () => {
      const sessionId = conversation.id
      const own = await begin(memory, minting, { sessionId })
      const now = await say(memory, own, 'hi', minting)
      expect(await memory.conversationsOf(sessionId, 10)).toEqual([now])
    })

    test("has an anonymous conversation among the customer's own, once a customer is bound to it", async () => {
      const customerId = `customer_${conversation.id}`
      expect(await memory.conversationsOf(customerId, 10)).toEqual([])
      const said = { parts: [text('it is me')], customerId }
      const { after, message } = accept(conversation, said, deadlineMs, minting)
      await memory.commit({ before: conversation, after, message })
      expect(await memory.conversationsOf(customerId, 10)).toEqual([after])
    })

    test("has a verified customer's conversation from the beginning, and not among the session's", async () => {
      const customerId = `customer_${conversation.id}`
      const sessionId = `ses_${conversation.id}`
      const own = await begin(memory, minting, { sessionId, customerId })
      expect(await memory.conversationsOf(customerId, 10)).toEqual([own])
      expect(await memory.conversationsOf(sessionId, 10)).toEqual([])
    })
  })
})
