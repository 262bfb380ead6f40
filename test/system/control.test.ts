import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import { specialists } from '../../functions/agents/specialists.ts'
import { conversationEvent } from '../../functions/core/events.ts'
import type { Part } from '../../functions/core/parts.ts'
import { wording } from '../../functions/core/wording.ts'
import { parseConfig } from '../../lib/config.ts'
import type { Gate } from '../../local/host/gate.ts'
import { shopBrain } from '../../local/standin/brain/shop-brain.ts'
import type { MessagesRequest } from '../../local/standin/messages-request.ts'
import type { Brain } from '../../local/standin/reply.ts'
import { from } from '../../local/standin/script.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { seedStore } from '../../local/store/seed-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

const store = demoStore(1)
const customerId = 'mina_okafor_4821'
const orderId = '#W0482117'
/** Every change of this customer waits for a person. */
const flagged = 'jonas_lindqvist_2764'
const wish = `Please cancel order ${orderId}, I no longer need it.`

/** Told before the model answers; a test may hold the answer back. */
let onCall: (request: MessagesRequest) => Promise<void> = async () => {}
const brain: Brain = {
  async reply(request, call) {
    await onCall(request)
    return await shopBrain.reply(request, call)
  },
}
/** Whether the relay does not hear that the bus has taken its next event. */
let isAnswerLost = false
const gate: Gate = async ({ service }, pass) => {
  const answer = await pass()
  if (service !== 'events' || !isAnswerLost) return answer
  isAnswerLost = false
  return { status: 400, body: '{}' }
}

let system: System
beforeAll(async () => {
  const settings = {
    storeId: 'demo',
    allowedOrigins: ['http://localhost:3000'],
    approval: { flaggedCustomers: [flagged] },
  }
  const config = parseConfig({ stages: { dev: settings } }, 'dev', specialists)
  system = await startSystem({ store, brain, config, gates: [gate] })
})
afterAll(async () => await system?.close())

let mina: Shopper
let operator: Shopper
beforeEach(async () => {
  onCall = async () => {}
  isAnswerLost = false
  await seedStore(system.storeTable, store)
  system.host.events.sent.length = 0
  mina = await shopper(system, { customerId })
  const { conversationId } = mina
  operator = await shopper(system, { customerId: 'boss', operator: true, conversationId })
})

const nameOf = (part: Part) => (part.type === 'system' ? part.event : part.type)
const story = async () =>
  (await mina.messages()).data.map(({ author, parts }) => `${author}: ${parts.map(nameOf).join(' ')}`)
const words = async () =>
  (await mina.messages()).data
    .at(-1)
    ?.parts.flatMap((part) => ('text' in part ? [part.text] : []))
    .join('\n')
const status = async () => (await mina.messages()).turn.status
const orderStatus = async () => (await dynamoDbStore(system.storeTable).order(orderId))?.status
const eventsSent = () =>
  system.host.events.sent
    .map(({ bus, source, detailType, detail }) => ({
      bus,
      source,
      ...conversationEvent.parse({ type: detailType, detail }),
    }))
    .filter(({ detail }) => detail.conversationId === mina.conversationId)
const control = (to: 'bot' | 'human') => operator.post('/control', { control: to })

/** Holds a specialist's answer back: `asked` when the model is asked, `answer` lets it answer. */
function hold(specialist: string) {
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  onCall = async (request) => {
    if (!from(specialist)(request)) return
    asked.resolve()
    await answered.promise
  }
  return { asked: asked.promise, answer: answered.resolve }
}

async function proposed(words = wish): Promise<string> {
  const parts = await mina.say(words)
  const found = parts.find((part) => part.type === 'confirmation')
  if (!found) throw new Error('Nothing was proposed')
  return found.actionId
}

describe('A handoff', () => {
  test('stops the bot; the two people talk; given back, the bot answers what they left open', async () => {
    await mina.say('Hello')
    expect(await mina.post('/handoff', { reason: 'my kettle burnt' })).toMatchObject({ status: 202 })
    await mina.say('Is somebody there?')
    expect(await operator.post('/messages', { text: 'I am. One moment.' })).toMatchObject({ status: 202 })
    await mina.say('Does the kettle come in black?')
    expect([await status(), (await story()).slice(-4)]).toEqual([
      'with_human',
      ['system: handoff', 'customer: text', 'operator: text', 'customer: text'],
    ])
    expect(await control('bot')).toMatchObject({ status: 202 })
    await system.host.idle()
    const [back, answer] = (await story()).slice(-2)
    expect([back, answer, await status()]).toEqual([
      'system: handback',
      expect.stringMatching(/^assistant: text/),
      'replied',
    ])
    expect(await words()).toMatch(/black/i)
    expect(await operator.post('/messages', { text: 'And?' })).toEqual({
      status: 409,
      code: 'bot_in_control',
    })
  })

  test('given back with nothing open, waits for the customer, and answers again', async () => {
    await mina.post('/handoff')
    await control('bot')
    await system.host.idle()
    expect([await story(), await status()]).toEqual([['system: handoff', 'system: handback'], 'idle'])
    expect(await mina.say('Hello')).toMatchObject([{ type: 'text' }])
  })

  test('while a specialist asks the model: what it answers is not said', async () => {
    const { asked, answer } = hold('product')
    await mina.post('/messages', { text: 'Does the kettle come in black?' })
    await asked
    expect(await control('human')).toMatchObject({ status: 202 })
    answer()
    await system.host.idle()
    expect([await story(), await status()]).toEqual([['customer: text', 'system: handoff'], 'with_human'])
    const { turns } = await operator.trace()
    expect(turns).toMatchObject([{ number: 1, outcome: 'with_human' }])
  })

  test('while two specialists are at work: neither answer is said, and the deadline brings nothing', async () => {
    const { asked, answer } = hold('order')
    await mina.post('/messages', { text: 'Where is my order #W0482125, and does the kettle come in black?' })
    await asked
    await mina.post('/handoff')
    answer()
    await system.host.idle()
    system.host.passTime(91_000)
    await system.host.idle()
    expect(await story()).toEqual(['customer: text', 'system: handoff'])
  })
})

describe('A change of an order, and a handoff', () => {
  test('that waits for a yes is over, for both of them', async () => {
    const actionId = await proposed()
    await mina.post('/handoff')
    expect((await story()).at(-1)).toBe('system: handoff text')
    expect(await words()).toBe(
      `${wording.en.handoff}\n${wording.en.notDone((await operator.trace()).actions[0]?.details.title ?? '')}`,
    )
    expect(await mina.post(`/actions/${actionId}/confirm`)).toEqual({ status: 409, code: 'action_decided' })
    expect((await operator.trace()).actions).toMatchObject([{ id: actionId, status: 'superseded' }])
    expect(await orderStatus()).toBe('pending')
  })

  test('that has been made while the words are still being written: its receipt is shown, once', async () => {
    const actionId = await proposed()
    const { asked, answer } = hold('order')
    await mina.post(`/actions/${actionId}/confirm`)
    await asked
    await control('human')
    answer()
    await system.host.idle()
    expect((await story()).filter((line) => line.includes('receipt'))).toEqual(['system: receipt handoff'])
    expect(await orderStatus()).toBe('cancelled')
  })

  test('confirmed at the same moment: it happens with its receipt, or does not happen, and that is said', async () => {
    const actionId = await proposed()
    await Promise.all([mina.post(`/actions/${actionId}/confirm`), control('human')])
    await system.host.idle()
    const receipts = (await story()).filter((line) => line.includes('receipt')).length
    expect([receipts, await orderStatus()]).toEqual(
      (await orderStatus()) === 'cancelled' ? [1, 'cancelled'] : [0, 'pending'],
    )
    expect((await story()).filter((line) => line.includes('handoff'))).toHaveLength(1)
    expect((await mina.conversation()).control).toBe('human')
  })
})

describe('Operators', () => {
  test('see who waits, since when and why; customers do not see why', async () => {
    await mina.post('/handoff', { reason: 'my kettle burnt' })
    const { id, handoff, waiting } = (await operator.conversations()).find(
      (each) => each.id === mina.conversationId,
    ) ?? { id: undefined }
    expect([id, handoff, waiting]).toEqual([
      mina.conversationId,
      { by: 'customer', reason: 'my kettle burnt', at: expect.any(String) },
      { since: handoff?.at, actionIds: [] },
    ])
    expect((await operator.conversation()).handoff?.reason).toBe('my kettle burnt')
    expect(
      JSON.stringify([await mina.conversation(), await mina.conversations(), await mina.messages()]),
    ).not.toContain('burnt')
    await control('bot')
    expect((await operator.conversations()).map(({ id }) => id)).not.toContain(mina.conversationId)
  })

  test('alone set who holds a conversation, and only one that there is', async () => {
    expect(await mina.post('/control', { control: 'human' })).toEqual({ status: 403, code: 'operators_only' })
    const unknown = await shopper(system, {
      customerId: 'boss',
      operator: true,
      conversationId: `cnv_${'0'.repeat(32)}`,
    })
    expect(await unknown.post('/control', { control: 'human' })).toEqual({ status: 404, code: 'not_found' })
    expect(await unknown.post('/control', { control: 'bot' })).toEqual({ status: 404, code: 'not_found' })
    for (const body of [{}, { control: 'cat' }, { control: 'bot', why: 'so' }]) {
      expect((await operator.post('/control', body)).status).toBe(400)
    }
    expect((await mina.post('/handoff', { reason: 'x'.repeat(501) })).status).toBe(400)
    expect(await story()).toEqual([])
  })

  test('may repeat what they ask for: it is done once', async () => {
    await Promise.all([control('human'), control('human'), mina.post('/handoff')])
    await control('human')
    await Promise.all([control('bot'), control('bot')])
    await control('bot')
    await system.host.idle()
    expect(await story()).toEqual(['system: handoff', 'system: handback'])
    expect(eventsSent()).toHaveLength(2)
  })
})

describe('Other systems', () => {
  test('are told of a handoff and of giving back, exactly', async () => {
    await mina.post('/handoff', { reason: 'my kettle burnt' })
    await control('bot')
    await system.host.idle()
    const messages = (await mina.messages()).data
    const told = (index: number) => {
      const { id = '', seq = 0, createdAt = '' } = messages[index] ?? {}
      return {
        version: 1,
        id: id.replace('msg_', 'evt_'),
        conversationId: mina.conversationId,
        seq,
        at: createdAt,
      }
    }
    const common = { bus: 'switchboard-dev', source: 'switchboard' }
    // A bus keeps no order; `seq` does.
    expect(eventsSent().toSorted((a, b) => a.detail.seq - b.detail.seq)).toEqual([
      { ...common, type: 'conversation.handed_off', detail: { ...told(0), by: 'customer' } },
      { ...common, type: 'conversation.given_back', detail: { ...told(1), by: 'operator' } },
    ])
  })

  test('are told of a handoff by the router', async () => {
    await mina.say('I want to talk to a human')
    expect(eventsSent()).toMatchObject([
      { type: 'conversation.handed_off', detail: { by: 'router', seq: 2 } },
    ])
  })

  test('are told once more, the same and with the same id, when the relay gets its batch again', async () => {
    isAnswerLost = true
    await mina.post('/handoff')
    await system.host.idle()
    for (let due = system.host.nextDue(); eventsSent().length < 2 && due; due = system.host.nextDue()) {
      system.host.passTime(Math.max(0, due - system.host.now()))
      await system.host.idle()
    }
    const [first, second, ...more] = eventsSent()
    expect([second, more]).toEqual([first, []])
    expect(first?.type).toBe('conversation.handed_off')
  })

  test('are told of an action that waits for approval, and why; approved while a human holds it, it is made', async () => {
    mina = await shopper(system, { customerId: flagged })
    const { conversationId } = mina
    operator = await shopper(system, { customerId: 'boss', operator: true, conversationId })
    const actionId = await proposed('Please cancel order #W0276427, I no longer need it.')
    await mina.say('yes')
    expect(eventsSent()).toMatchObject([
      {
        type: 'approval.requested',
        detail: { by: 'policy', seq: 5, reason: 'the customer is flagged', actionId },
      },
    ])
    const listed = async () =>
      (await operator.conversations()).find(({ id }) => id === conversationId)?.waiting
    expect((await listed())?.actionIds).toEqual([actionId])
    await control('human')
    await operator.post(`/actions/${actionId}/approve`)
    await system.host.idle()
    expect((await story()).slice(-2)).toEqual(['operator: decision', 'assistant: receipt text'])
    expect([await status(), (await listed())?.actionIds]).toEqual(['with_human', []])
  })
})
