import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { dynamoDbConnections } from '../../functions/adapters/dynamodb-connections.ts'
import type { LiveFrame } from '../../functions/core/live.ts'
import { textOfParts } from '../../functions/core/parts.ts'
import type { Gate } from '../../local/host/gate.ts'
import type { HostEvent } from '../../local/host/host-events.ts'
import { shopBrain } from '../../local/standin/brain/shop-brain.ts'
import type { Brain } from '../../local/standin/reply.ts'
import { from, isRouter, type Script, scriptedBrain } from '../../local/standin/script.ts'
import { json, text } from '../../local/standin/scripted-replies.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { seedStore } from '../../local/store/seed-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { removeGrantNamed } from './grants.ts'
import { connectLive, type LiveClient } from './live-client.ts'
import { type Shopper, shopper } from './shopper.ts'

const store = demoStore(1)
const customerId = 'mina_okafor_4821'
const orderId = '#W0482117'

let script: Script | undefined
const brain: Brain = { reply: (request, call) => (script ?? shopBrain).reply(request, call) }
/** Stands before the gateway's management API. */
let gateway: Gate = (_, pass) => pass()

let system: System
beforeAll(async () => {
  system = await startSystem({
    store,
    brain,
    // The stand-in writes for half of this: long enough for several drafts.
    latencyMs: 700,
    gates: [(request, pass) => (request.service === 'execute-api' ? gateway(request, pass) : pass())],
  })
})
afterAll(async () => await system?.close())

let mina: Shopper
beforeEach(async () => {
  script = undefined
  gateway = (_, pass) => pass()
  await seedStore(system.storeTable, store)
  mina = await shopper(system, { customerId })
})

async function connected(who: Shopper = mina): Promise<LiveClient> {
  const client = await who.connect()
  onTestFinished(() => client.close())
  return client
}

/** A turn that one specialist answers with these words, one after the other if there are several. */
function answers(...words: readonly string[]): void {
  script = scriptedBrain().answer(
    json({
      kind: 'delegate',
      reason: 'r',
      reply: '',
      tasks: [{ specialist: 'order', task: 'Answer', reason: 'r' }],
    }),
    isRouter,
  )
  for (const each of words) script.answer(text(each), from('order'))
}

const isOver = ({ turn }: Extract<LiveFrame, { type: 'turn' }>) =>
  turn.status !== 'thinking' && turn.number > 0
const kinds = ({ frames }: LiveClient) => frames.map(({ type }) => type)
const messagesOf = (client: LiveClient) => client.of('message').map((frame) => frame.message)
const connections = () => dynamoDbConnections({ ...system.memoryTable, now: system.host.now })

describe('A connected customer', () => {
  test('sees the turn, the reply growing, and the message, in this order and as REST gives them', async () => {
    const words =
      'Your order is on its way to you. It left our warehouse on Monday morning. The parcel has one lamp and two mugs. You will get a mail from the carrier. Is there anything else?'
    answers(words)
    const client = await connected()
    expect(await client.resume(0)).toMatchObject([{ data: [], turn: { status: 'idle' } }])
    await mina.say('Where is my order?')
    await client.until('turn', isOver)

    const { data, turn } = await mina.messages()
    expect(messagesOf(client)).toEqual(data)
    expect(client.of('turn').at(-1)?.turn).toEqual(turn)
    const texts = client.of('draft').map((draft) => draft.text)
    expect(texts.length).toBeGreaterThanOrEqual(2)
    for (const [index, each] of texts.entries()) {
      expect(words.startsWith(each)).toBe(true)
      expect(each.length).toBeGreaterThan(texts[index - 1]?.length ?? 0)
    }
    const [, ...rest] = kinds(client)
    const drafts = texts.map(() => 'draft')
    expect(rest).toEqual(['message', 'turn', 'turn', ...drafts, 'message', 'turn'])
    expect(client.of('turn').map((frame) => [frame.turn.status, frame.turn.working.length])).toEqual([
      ['thinking', 0],
      ['thinking', 1],
      ['replied', 0],
    ])
  })

  test('sees what would be done, and its receipt, as they come', async () => {
    const client = await connected()
    await mina.say(`Please cancel order ${orderId}, I no longer need it.`)
    await mina.say('yes')
    await client.until('turn', ({ turn }) => turn.number === 2 && turn.status === 'replied')
    const types = messagesOf(client).map(({ parts }) => parts.map(({ type }) => type))
    expect(types).toEqual([['text'], ['text', 'confirmation'], ['text'], ['decision'], ['receipt', 'text']])
    expect(messagesOf(client)).toEqual((await mina.messages()).data)
  })

  test('sees two specialists write, each apart, and then one message', async () => {
    const client = await connected()
    await mina.say(`Where is my order #W0482125, and does the kettle come in black?`)
    await client.until('turn', isOver)
    const message = textOfParts(messagesOf(client).at(-1)?.parts ?? [])
    for (const specialist of ['order', 'product']) {
      const own = client.of('draft').filter((draft) => draft.specialist === specialist)
      expect(own.length, specialist).toBeGreaterThan(0)
      for (const draft of own) expect(message).toContain(draft.text)
    }
  })

  test('never sees a claim that no receipt bears out, not even while it is written', async () => {
    answers(
      `I looked at it for you. I have cancelled your order ${orderId}. It will be refunded soon. Anything else?`,
      'I looked at it for you. Your order is still pending. Anything else?',
    )
    const client = await connected()
    await mina.say('What about my order?')
    await client.until('turn', isOver)
    script?.verify()
    const texts = client.of('draft').map((draft) => draft.text)
    expect(texts).toContain('')
    expect(texts.filter((each) => /cancel|refund/i.test(each))).toEqual([])
    expect(JSON.stringify(client.frames)).not.toContain('have cancelled')
  })

  test('hears on another tab, too, and as an operator', async () => {
    const { conversationId } = mina
    const boss = await shopper(system, { customerId: 'boss', operator: true, conversationId })
    const clients = [await connected(), await connected(), await connected(boss)]
    await mina.say('Hello')
    for (const client of clients) await client.until('turn', isOver)
    const [first, ...others] = clients.map(messagesOf)
    for (const other of others) expect(other).toEqual(first)
  })
})

describe('Nobody else', () => {
  test('is let in: another customer, an anonymous session, a forged token, no conversation', async () => {
    const noah = await shopper(system, { customerId: 'jonas_lindqvist_2764' })
    const nobody = await shopper(system, {})
    const { conversationId } = mina
    for (const live of [
      { ...noah.live, conversationId },
      { ...nobody.live, conversationId },
      { ...mina.live, token: `${mina.live.token}x` },
      { ...mina.live, conversationId: `cnv_${'0'.repeat(32)}` },
    ])
      await expect(connectLive(live.url, live)).rejects.toThrow('refused')
    expect(await connections().of(conversationId, true)).toEqual([])
  })

  test('hears anything once the session has run out: the connection is closed, and a new token opens one', async () => {
    const anonymous = await shopper(system, {})
    const client = await connected()
    for (let minutes = 8; minutes < 60; minutes += 8) {
      system.host.passTime(8 * 60_000)
      expect(await client.ping()).toMatchObject({ lastSeq: 0 })
      await system.host.idle()
    }
    system.host.passTime(5 * 60_000)
    client.say({ action: 'ping' })
    expect(await client.closed).toBe(1000)
    await expect(mina.connect()).rejects.toThrow('refused')
    expect(await connections().of(mina.conversationId, true)).toEqual([])
    const { conversationId } = mina
    const again = await connected(await shopper(system, { customerId, conversationId }))
    expect(await again.resume(0)).toMatchObject([{ data: [] }])
    expect(await (await connected(anonymous)).resume(0)).toHaveLength(1)
  })
})

describe('A gap', () => {
  test('is filled with exactly what was missed', async () => {
    const first = await connected()
    await mina.say('Hello')
    await first.until('turn', isOver)
    await first.close()
    const after = messagesOf(first).at(-1)?.seq ?? 0
    await mina.say('Does the kettle come in black?')
    const second = await connected()
    const { data, turn } = await mina.messages()
    const [answer] = await second.resume(after)
    expect(answer).toMatchObject({ data: data.filter(({ seq }) => seq > after), turn })
    expect(answer?.data.length).toBeGreaterThan(0)
    expect(second.frames).toHaveLength(1)
  })

  test('is noticed by a ping, where a message was lost on its way', async () => {
    const client = await connected()
    gateway = async () => ({ status: 503, body: '' })
    await mina.say('Hello')
    gateway = (_, pass) => pass()
    const { lastSeq } = await client.ping()
    const [answer] = await client.resume(0)
    expect([lastSeq, answer?.data]).toEqual([2, (await mina.messages()).data])
  })

  test('of nonsense is none: what a client says that means nothing is passed over', async () => {
    const client = await connected()
    for (const said of ['', 'hello', '[]', '{"action":"resume"}', '{"action":"resume","after":-1}'])
      client.say(said)
    await system.host.idle()
    expect(await client.resume(0)).toHaveLength(1)
    expect(client.frames).toHaveLength(1)
  })
})

describe('What happens to a client', () => {
  test('that takes nothing slows no turn, and no other client', async () => {
    const slow = await connected()
    const [{ id = '' } = {}] = await connections().of(mina.conversationId, true)
    const other = await connected()
    const released = Promise.withResolvers<void>()
    let held = 0
    gateway = async ({ resource = '' }, pass) => {
      if (resource.endsWith(id)) {
        held += 1
        await released.promise
      }
      return await pass()
    }
    await mina.say('Hello')
    await other.until('turn', isOver)
    expect((await mina.messages()).turn.status).not.toBe('thinking')
    expect([held > 0, slow.frames]).toEqual([true, []])
    released.resolve()
  })

  test('that is gone without a word: it is forgotten', async () => {
    const { conversationId } = mina
    const session = { sessionId: `ses_${'1'.repeat(32)}`, customerId, operator: false }
    const now = system.host.now()
    await connections().add({ id: 'ghost=', conversationId, session, connectedAt: now, until: now + 60_000 })
    const client = await connected()
    await mina.say('Hello')
    await client.until('turn', isOver)
    expect((await connections().of(conversationId, true)).map(({ id }) => id)).not.toContain('ghost=')
    expect(await connections().find('ghost=')).toBeUndefined()
    await client.close()
    await system.host.idle()
    expect(await connections().of(conversationId, true)).toEqual([])
  })

  test('that is the sixth: the first one is closed', async () => {
    const clients: LiveClient[] = []
    for (let count = 0; count < 6; count++) clients.push(await connected())
    expect(await clients[0]?.closed).toBe(1000)
    expect(await connections().of(mina.conversationId, true)).toHaveLength(5)
  })
})

test('Without the grant to send, the terminal says what to do, and the customer reads the reply all the same', async () => {
  const events: HostEvent[] = []
  const lacking = await startSystem({
    store,
    onSynthesized: (directory) =>
      removeGrantNamed(directory, 'Order: execute-api:ManageConnections on SocketGateway'),
    onEvent: (event) => events.push(event),
  })
  onTestFinished(() => lacking.close())
  const own = await shopper(lacking, { customerId })
  const client = await own.connect()
  await own.say('Where is my order #W0482125?')
  const problems = events.flatMap((event) => (event.type === 'problem' ? [event.message] : []))
  expect(problems).toEqual([
    expect.stringMatching(
      /^OrderFunctionLambda\w+ lacks a grant: execute-api:ManageConnections on \S+ Give it/,
    ),
  ])
  const lines = events.flatMap((event) => (event.type === 'line' ? [event.line] : []))
  expect(lines.filter((line) => line.includes('does not send to a client')).length).toBeGreaterThan(0)
  expect(messagesOf(client).map(({ author }) => author)).toEqual(['customer'])
  const [answer] = await client.resume(0)
  expect(answer?.data.map(({ author }) => author)).toEqual(['customer', 'assistant'])
  await client.close()
})
