import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dynamoDbCircuits } from '../../functions/adapters/dynamodb-circuits.ts'
import { dynamoDbSpending } from '../../functions/adapters/dynamodb-spending.ts'
import { specialists } from '../../functions/agents/specialists.ts'
import { threshold } from '../../functions/core/circuit.ts'
import { wording } from '../../functions/core/wording.ts'
import { parseConfig } from '../../lib/config.ts'
import { shopBrain } from '../../local/standin/brain/shop-brain.ts'
import { blocksOf, type MessagesRequest } from '../../local/standin/messages-request.ts'
import type { Brain, Reply } from '../../local/standin/reply.ts'
import { overloaded, rateLimited, spendLimitReached } from '../../local/standin/scripted-replies.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, type SystemOptions, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

const store = demoStore(1)
const question = 'Does the kettle come in black?'

/** What reaches the models, and what keeps them from answering. */
let asked: MessagesRequest[] = []
let trouble: (request: MessagesRequest) => Reply | undefined = () => undefined
const brain: Brain = {
  reply(request, call) {
    asked.push(request)
    return trouble(request) ?? shopBrain.reply(request, call)
  },
}
afterEach(() => {
  asked = []
  trouble = () => undefined
})

let system: System
const start = async (options: Omit<SystemOptions, 'store' | 'brain'> = {}) => {
  system = await startSystem({ store, brain, ...options })
}
afterAll(async () => await system?.close())

const circuitOf = async (model: string) =>
  (await dynamoDbCircuits({ ...system.memoryTable, now: system.host.now }).read(model)).open
const isOver = async (who: Shopper) => (await who.messages()).turn.status !== 'thinking'
const answerOf = async (who: Shopper) => (await who.messages()).data.at(-1)

/** Lets time pass, from one thing that is due to the next, until these turns are over. The milliseconds that it took. */
async function untilOver(...shoppers: readonly Shopper[]): Promise<number> {
  const { host } = system
  const since = host.now()
  for (let looks = 0; looks < 200; looks++) {
    await host.idle()
    const over = await Promise.all(shoppers.map(isOver))
    if (over.every(Boolean)) return host.now() - since
    host.passTime(Math.max(1, (host.nextDue() ?? host.now()) - host.now()))
  }
  throw new Error('The turns do not end')
}

/** Lets the circuits close again. */
async function recover(): Promise<void> {
  trouble = () => undefined
  system.host.passTime(600_000)
  await (await shopper(system, {})).say(question)
  asked = []
}

describe('A model without room', () => {
  beforeAll(async () => await start())

  test('that says to wait 20 seconds is left alone for so long, and the turn is answered in time', async () => {
    const kim = await shopper(system, {})
    let free: number | undefined
    let early = 0
    trouble = () => {
      free ??= system.host.now() + 20_000
      const left = free - system.host.now()
      if (left > 0) early += 1
      return left > 0 ? rateLimited(Math.ceil(left / 1000)) : undefined
    }
    await kim.say(question)
    expect(await isOver(kim)).toBe(false)
    expect(await circuitOf('claude-haiku-5-5')).toMatchObject({ kind: 'busy', times: 1 })
    const ms = await untilOver(kim)
    expect(ms).toBeGreaterThan(19_000)
    expect((await kim.messages()).turn.status).toBe('replied')
    expect(early).toBe(1)
    expect(await circuitOf('claude-haiku-5-5')).toBeUndefined()

    const calls = asked.length - early
    asked = []
    await (await shopper(system, {})).say(question)
    expect(calls).toBe(asked.length)
  })

  test('costs a handful of calls, however many conversations wait, and each gets an honest answer', async () => {
    trouble = overloaded
    const shoppers = await Promise.all(Array.from({ length: 20 }, () => shopper(system, {})))
    await Promise.all(shoppers.map((each) => each.say(question)))
    // Two environments of the router: one may have a call on its way when the other's opens the circuit. And a probe.
    expect(asked.length).toBeLessThanOrEqual(threshold + 2)
    expect(await circuitOf('claude-haiku-5-5')).toMatchObject({ kind: 'busy' })
    await untilOver(...shoppers)
    for (const each of shoppers) {
      const { data, turn } = await each.messages()
      expect(turn.status).toBe('failed')
      expect(data.map(({ author }) => author)).toEqual(['customer', 'system'])
      expect(data.at(-1)?.parts).toMatchObject([{ type: 'system', event: 'apology' }])
    }
    // Open for 15, 30 and 60 seconds: some probes in the turns' 90.
    expect(asked.length).toBeLessThanOrEqual(threshold + 1 + 4)
    expect(await circuitOf('claude-haiku-5-5')).toMatchObject({ kind: 'busy' })
    await recover()
  }, 120_000)

  test('that may spend no more is told at once, and the next turn makes no call', async () => {
    trouble = spendLimitReached
    const kim = await shopper(system, {})
    const lee = await shopper(system, {})
    const told = [{ type: 'system', event: 'apology', text: wording.en.unavailable }]
    expect(await kim.say(question)).toEqual(told)
    expect(asked).toHaveLength(1)
    expect(await lee.say(question)).toEqual(told)
    expect(await kim.say('And in white?')).toEqual(told)
    expect(asked).toHaveLength(1)
    expect(await circuitOf('claude-haiku-5-5')).toMatchObject({ kind: 'spent' })
    await recover()
    expect((await lee.say(question)).map(({ type }) => type)).toContain('text')
    expect((await lee.messages()).turn.status).toBe('replied')
  })
})

describe('With a fallback and a limit of its own', () => {
  beforeAll(async () => {
    await system?.close()
    const settings = {
      storeId: 'demo',
      allowedOrigins: ['http://localhost:3000'],
      fallback: { model: 'claude-sonnet-5-5' },
      fallbacks: { order: { model: 'claude-haiku-5-5' } },
      dailySpendLimitUsd: 5,
    }
    await start({ config: parseConfig({ stages: { dev: settings } }, 'dev', specialists) })
  })

  test('the other model takes over at once, and the trace says which one answered, and its price', async () => {
    trouble = ({ model }) => (model === 'claude-haiku-5-5' ? rateLimited(60) : undefined)
    const kim = await shopper(system, {})
    const { conversationId } = kim
    const boss = await shopper(system, { customerId: 'boss', operator: true, conversationId })
    expect((await kim.say(question)).map(({ type }) => type)).toContain('text')
    expect((await kim.messages()).turn.status).toBe('replied')
    // One call of the first model; then its circuit is open.
    expect(asked.map(({ model }) => model).toSorted()).toEqual([
      'claude-haiku-5-5',
      ...asked.slice(1).map(() => 'claude-sonnet-5-5'),
    ])
    const [turn] = (await boss.trace()).turns
    const run = turn?.runs[0]?.steps.flatMap((step) => (step.kind === 'model' ? [step.call] : [])) ?? []
    for (const call of [...(turn?.route?.calls ?? []), ...run]) {
      expect(call.model).toBe('claude-sonnet-5-5')
      expect(call.costMicroDollars).toBeGreaterThan(call.usage.outputTokens * 10)
    }
    expect(run.length).toBeGreaterThan(1)
    await recover()
  })

  test('a run that began on one model goes on on the other, which sees nothing of the thinking of the first', async () => {
    const calls = () => asked.filter((it) => it.model === 'claude-sonnet-5-5').length
    trouble = ({ model }) => (model === 'claude-sonnet-5-5' && calls() === 2 ? overloaded() : undefined)
    const mina = await shopper(system, { customerId: 'mina_okafor_4821' })
    await mina.say('Where is my order #W0482117?')
    expect((await mina.messages()).turn.status).toBe('replied')
    const ofRun = asked.filter(({ tools = [] }) => tools.length > 0)
    expect(ofRun.map(({ model }) => model)).toEqual([
      'claude-sonnet-5-5',
      'claude-sonnet-5-5',
      'claude-haiku-5-5',
    ])
    const thoughts = ofRun.map(({ messages }) =>
      messages.flatMap(({ content }) => blocksOf(content)).filter(({ type }) => type === 'thinking'),
    )
    expect(thoughts.map(({ length }) => length)).toEqual([0, 1, 0])
    // One failure between replies: the circuit stays closed.
    expect(await circuitOf('claude-sonnet-5-5')).toBeUndefined()
  })

  test('what replies cost is added up, and at the limit the customer is told and no model is called', async () => {
    const kim = await shopper(system, {})
    const spending = dynamoDbSpending(system.memoryTable)
    const today = new Date(system.host.now()).toISOString().slice(0, 10)
    const before = await spending.of(today)
    await kim.say(question)
    expect(await spending.of(today)).toBeGreaterThan(before)
    await spending.add(today, 5_000_000)
    system.host.passTime(5_000)
    asked = []
    expect(await kim.say(question)).toEqual([
      { type: 'system', event: 'apology', text: wording.en.unavailable },
    ])
    expect(asked).toEqual([])
    expect((await answerOf(kim))?.author).toBe('system')
  })
})
