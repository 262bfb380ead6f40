import { beforeEach, describe, expect, test } from 'vitest'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import { type RoutedTurn, routeTurn } from '../../functions/core/route-turn.ts'
import { turnStatus } from '../../functions/core/turn-status.ts'
import { wording } from '../../functions/core/wording.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import {
  decides,
  delegates,
  isBusy,
  isSpent,
  modelThat,
  reply,
  type ScriptedResult,
  says,
  scriptedModel,
} from '../doubles/model.ts'
import { type RecordingQueues, recordingQueues } from '../doubles/queues.ts'
import { begin, say, someCards, someMinting, text } from '../doubles/samples.ts'

const settings = { model: 'claude-haiku-5-5', instructions: 'You are the router.', cards: someCards }

let minting = someMinting()
let memory: Memory
let queues: RecordingQueues
let conversation: Conversation
let id: string
beforeEach(async () => {
  minting = someMinting()
  memory = inMemoryMemory({ now: minting.now })
  queues = recordingQueues()
  conversation = await say(memory, await begin(memory, minting), 'where is my order?', minting)
  id = conversation.id
})

const deliver = (
  model: Model,
  changes: { turn?: number; seq?: number; memory?: Memory } = {},
): Promise<RoutedTurn> =>
  routeTurn(
    {
      type: 'customer-message.v1',
      conversationId: id,
      turn: changes.turn ?? conversation.turn.number,
      seq: changes.seq ?? 1,
    },
    settings,
    {
      ...minting,
      memory: changes.memory ?? memory,
      model,
      tasks: queues.tasks,
      signal: new AbortController().signal,
    },
  )
const routed = async (...script: ScriptedResult[]) => {
  const model = scriptedModel(...script)
  const result = await deliver(model)
  model.verify()
  return { result, requests: model.requests }
}
const now = async () => {
  const found = await memory.conversation(id)
  if (!found) throw new Error('The conversation is gone')
  return found
}
const newest = async () => (await memory.messages(id, 0, 100)).at(-1)
const tasksFor = (turn: number, ...names: readonly string[]) =>
  names.map((specialist) => ({
    message: { type: 'task.v1', conversationId: id, turn, specialist, deferrals: 0 },
    delayMs: 0,
  }))

describe('a turn that is delegated', () => {
  test('is recorded with who is expected and why, and each specialist is sent its task', async () => {
    const { result } = await routed(delegates('order', 'product'))
    expect(result).toEqual({ kind: 'routed' })
    expect((await now()).turn).toMatchObject({ number: 1, phase: 'working', working: ['order', 'product'] })
    expect(await memory.turn(id, 1)).toMatchObject({
      number: 1,
      id: conversation.turn.id,
      fromSeq: 1,
      untilSeq: 1,
      decision: { kind: 'delegate', tasks: [{ specialist: 'order' }, { specialist: 'product' }] },
      calls: [{ purpose: 'route' }],
      routedAt: minting.now(),
    })
    expect(queues.sent.tasks).toEqual(tasksFor(1, 'order', 'product'))
  })

  test('given another message of the same burst is delivered, sends nothing twice', async () => {
    await deliver(scriptedModel(delegates('order')))
    const sent = queues.sent.tasks.length
    expect(await deliver(scriptedModel(), { seq: 2 })).toEqual({ kind: 'stale' })
    expect(queues.sent.tasks).toHaveLength(sent)
  })

  test('given it is delivered again, sends the tasks again and asks no model', async () => {
    await routed(delegates('order', 'product'))
    const before = await now()
    expect(await routed()).toMatchObject({ result: { kind: 'routed' }, requests: [] })
    expect(queues.sent.tasks).toEqual([
      ...tasksFor(1, 'order', 'product'),
      ...tasksFor(1, 'order', 'product'),
    ])
    expect(await now()).toEqual(before)
  })

  test('given the router dies between the record and the tasks, the next delivery sends them', async () => {
    const dying = { task: () => Promise.reject(new Error('killed')) }
    const first = routeTurn({ type: 'customer-message.v1', conversationId: id, turn: 1, seq: 1 }, settings, {
      ...minting,
      memory,
      model: scriptedModel(delegates('order')),
      tasks: dying,
      signal: new AbortController().signal,
    })
    await expect(first).rejects.toThrow('killed')
    await routed()
    expect(queues.sent.tasks).toEqual(tasksFor(1, 'order'))
  })

  test('given the model gave no usable decision, goes to every specialist with the words of all new messages', async () => {
    await say(memory, conversation, 'and a <lamp>?', minting)
    await routed(says('hm'))
    expect((await memory.turn(id, 1))?.decision.tasks).toMatchObject([
      { specialist: 'order', task: 'where is my order?\nand a <lamp>?' },
      { specialist: 'product', task: 'where is my order?\nand a <lamp>?' },
    ])
    expect(queues.sent.tasks).toHaveLength(2)
  })
})

describe('what the router sees', () => {
  test('is all unanswered messages as new, and whom the store has vouched for', async () => {
    await say(memory, conversation, 'hello?', minting)
    const { requests } = await routed(decides({ kind: 'reply', reply: 'Hi!' }))
    expect(requests[0]?.messages).toEqual([
      {
        role: 'user',
        text: [
          '<customer verified="false"/>',
          '<new_messages>',
          '<message seq="1" from="customer">where is my order?</message>',
          '<message seq="2" from="customer">hello?</message>',
          '</new_messages>',
        ].join('\n'),
      },
    ])
    expect(await memory.turn(id, 1)).toMatchObject({ fromSeq: 1, untilSeq: 2 })
  })

  test('given a turn that was superseded, is its messages too', async () => {
    await routed(delegates('order'))
    conversation = await say(memory, await now(), 'no, the lamp', minting)
    const { requests } = await routed(delegates('product'))
    const [message] = requests[0]?.messages ?? []
    expect(message && 'text' in message && message.text).toContain('<new_messages>\n<message seq="1"')
    expect(await memory.turn(id, 2)).toMatchObject({ fromSeq: 1, untilSeq: 2 })
  })

  test('given a verified customer, is their id', async () => {
    const own = await begin(memory, minting, { customerId: 'noah_1' })
    conversation = await say(memory, own, 'hi', minting)
    id = conversation.id
    const { requests } = await routed(decides({ kind: 'reply', reply: 'Hi!' }))
    expect(JSON.stringify(requests)).toContain('<customer verified=\\"true\\" id=\\"noah_1\\"/>')
  })
})

describe('a turn that the router ends itself', () => {
  const handoff = { type: 'system', event: 'handoff', text: wording.en.handoff }

  test.each([
    ['reply', 'Hi!', 'replied', 'assistant', [text('Hi!')], 'bot'],
    ['question', 'Which one?', 'awaiting_customer', 'assistant', [text('Which one?')], 'bot'],
    ['handoff', '', 'with_human', 'system', [handoff], 'human'],
    ['handoff', 'Of course.', 'with_human', 'system', [text('Of course.'), handoff], 'human'],
  ] as const)('with a %s (%j) is %s', async (kind, words, outcome, author, parts, control) => {
    const { result } = await routed(decides({ kind, reply: words }))
    expect(result).toEqual({ kind: 'answered' })
    const after = await now()
    expect(after).toMatchObject({ control, answeredSeq: 2, lastSeq: 2 })
    expect(turnStatus(after)).toBe(outcome)
    expect(await newest()).toMatchObject({ author, parts, turn: 1 })
    expect(await memory.turn(id, 1)).toMatchObject({
      decision: { kind },
      outcome,
      closedAt: minting.now(),
      replySeq: 2,
      calls: [{ purpose: 'route' }],
    })
    expect(queues.sent.tasks).toEqual([])
  })

  test('given the model refuses, declines politely', async () => {
    await routed(reply([], { stop: 'refused' }))
    expect(await newest()).toMatchObject({ author: 'assistant', parts: [text(wording.en.refused)] })
    expect(await memory.turn(id, 1)).toMatchObject({ outcome: 'replied', calls: [{ purpose: 'route' }] })
  })

  test("given the account's spend limit, apologises at once, and the turn has failed", async () => {
    await routed(isSpent)
    expect(await newest()).toMatchObject({
      author: 'system',
      parts: [{ type: 'system', event: 'apology', text: wording.en.unavailable }],
    })
    expect(await memory.turn(id, 1)).toMatchObject({ outcome: 'failed', calls: [] })
  })

  test('given it is delivered again, is stale', async () => {
    await routed(decides({ kind: 'reply', reply: 'Hi!' }))
    expect(await routed()).toMatchObject({ result: { kind: 'stale' } })
    expect((await now()).lastSeq).toBe(2)
  })
})

describe('while the model is busy', () => {
  test('the turn waits as it is', async () => {
    expect((await routed(isBusy(3_000))).result).toEqual(isBusy(3_000))
    expect(await now()).toEqual(conversation)
    expect(await memory.turn(id, 1)).toBeUndefined()
  })
})

describe('a message that comes in while the router thinks', () => {
  test.each([
    ['delegates', delegates('order')],
    ['replies', decides({ kind: 'reply', reply: 'Hi!' })],
  ])(
    'given the router %s, makes its decision stale, and the next delivery routes both',
    async (_, result) => {
      const first = await routed(async () => {
        await say(memory, conversation, 'the red one', minting)
        return result
      })
      expect(first.result).toEqual({ kind: 'stale' })
      expect(await memory.turn(id, 1)).toBeUndefined()
      expect(queues.sent.tasks).toEqual([])
      const second = await routed(delegates('order'))
      expect(second.result).toEqual({ kind: 'routed' })
      expect(JSON.stringify(second.requests)).toContain('the red one')
      expect(await memory.turn(id, 1)).toMatchObject({ fromSeq: 1, untilSeq: 2 })
      expect(queues.sent.tasks).toEqual(tasksFor(1, 'order'))
    },
  )

  test('given the deadline closes the turn meanwhile, the decision is stale', async () => {
    const { result } = await routed(async () => {
      const after = { ...conversation, version: conversation.version + 1 }
      await memory.commit({
        before: conversation,
        after: { ...after, turn: { ...after.turn, phase: 'closed', outcome: 'failed' } },
      })
      return delegates('order')
    })
    expect(result).toEqual({ kind: 'stale' })
    expect(queues.sent.tasks).toEqual([])
  })
})

describe('a delivery that is no longer needed', () => {
  test.each([
    ['of a turn that is superseded, is stale', 0, 'stale'],
    ['of a turn that never was, is unknown', 7, 'unknown'],
  ])('%s', async (_, turn, kind) => {
    const model = scriptedModel()
    expect(await deliver(model, { turn })).toEqual({ kind })
  })

  test('of a conversation that never was, is unknown', async () => {
    id = minting.newId('cnv')
    expect(await deliver(scriptedModel())).toEqual({ kind: 'unknown' })
  })
})

describe('a long conversation', () => {
  test('is summarised beside the routing, and the turn names both calls', async () => {
    for (let count = 0; count < 20; count++)
      conversation = await say(memory, conversation, `${count}`, minting)
    const model = modelThat(({ system }) =>
      system.startsWith('You summarise') ? says('They wait for an order.') : delegates('order'),
    )
    expect(await deliver(model)).toEqual({ kind: 'routed' })
    expect((await memory.turn(id, 1))?.calls.map(({ purpose }) => purpose)).toEqual(['route', 'summarise'])
    expect((await memory.recent(id, 1)).summary).toMatchObject({ untilSeq: 13 })
  })
})
