import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { agentModel } from '../../functions/adapters/agent-model.ts'
import { dynamoDbCircuits } from '../../functions/adapters/dynamodb-circuits.ts'
import { dynamoDbSpending } from '../../functions/adapters/dynamodb-spending.ts'
import { logger, metrics } from '../../functions/adapters/telemetry.ts'
import type { ModelRequest } from '../../functions/core/model.ts'
import { type Brain, type Reply, say } from '../../local/standin/reply.ts'
import { overloaded, rateLimited, spendLimitReached } from '../../local/standin/scripted-replies.ts'
import { startStandIn } from '../../local/standin/server.ts'
import { type Clock, fixedClock } from '../doubles/clock.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'

const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You help.',
  tools: [],
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxTokens: 1000,
}
const signal = new AbortController().signal
const yes = say('Yes.')

const closing: (() => Promise<unknown>)[] = []
let engine: TestDynamoDb
beforeAll(async () => {
  engine = await startDynamoDb()
})
afterAll(async () => await engine?.close())

let clock: Clock
let table = ''
let tables = 0
let counted: string[]
beforeEach(async () => {
  clock = fixedClock()
  tables += 1
  table = await engine.createTable(`memory-${tables}`)
  counted = []
  vi.spyOn(metrics, 'addMetric').mockImplementation((name) => {
    counted.push(name)
    return metrics
  })
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(logger, level).mockImplementation(() => {})
  }
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A provider that gives these replies, and how it was asked: with which key, for which model. */
async function provider(...replies: readonly Reply[]) {
  const asked: { key: string | undefined; model: string }[] = []
  const left = [...replies]
  const brain: Brain = { reply: () => left.shift() ?? overloaded() }
  const standIn = await startStandIn({ brain })
  closing.push(standIn.close)
  const url = await serve(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray()).toString()
    const { model } = z.object({ model: z.string() }).parse(JSON.parse(body))
    asked.push({ key: incoming.headers.authorization, model })
    const headers = Object.fromEntries(
      ['authorization', 'anthropic-version', 'content-type'].map((name) => [
        name,
        String(incoming.headers[name]),
      ]),
    )
    const answer = await fetch(`${standIn.url}${incoming.url}`, { method: 'POST', headers, body })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(await answer.text())
  })
  return { url, asked }
}

/** A parameter store in which each parameter's value is its name's last part. */
async function parameterStore(): Promise<void> {
  const url = await serve(async (incoming, response) => {
    const body: unknown = JSON.parse(Buffer.concat(await incoming.toArray()).toString())
    const { Name } = z.object({ Name: z.string() }).parse(body)
    response.end(JSON.stringify({ Parameter: { Value: Name.split('/').at(-1) } }))
  })
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', url)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return `http://127.0.0.1:${address.port}`
}

async function modelOf(url: string, more: Partial<Parameters<typeof agentModel>[0]> = {}) {
  await parameterStore()
  const env = {
    memoryTable: table,
    model: request.model,
    anthropicKeyParameter: '/switchboard/test/first-key',
    anthropicBaseUrl: url,
    ...more,
  }
  const model = agentModel(env, engine.client, clock.now)
  return { ask: async () => await model.reply(request, { signal }) }
}
const circuitOf = async (name: string) =>
  await dynamoDbCircuits({ client: engine.client, table, now: clock.now }).read(name)

describe("An agent's model", () => {
  test('keeps its circuit in the table, by its name, and counts that it has opened', async () => {
    const first = await provider(rateLimited(30))
    const { ask } = await modelOf(first.url)
    expect(await ask()).toMatchObject({ kind: 'busy', reason: 'the model is rate limited' })
    expect(await ask()).toMatchObject({ kind: 'busy' })
    expect(first.asked).toEqual([{ key: 'Bearer first-key', model: 'claude-sonnet-5-5' }])
    expect((await circuitOf('claude-sonnet-5-5')).open).toMatchObject({ until: clock.now() + 30_000 })
    expect(counted).toEqual(['ModelUnavailable', 'CircuitOpened'])
    expect(logger.warn).toHaveBeenCalledWith(
      "A model's circuit has opened",
      expect.objectContaining({ model: 'claude-sonnet-5-5', reason: 'the model is rate limited' }),
    )
  })

  test('has a second model at the same place take over at once, behind a circuit of its own', async () => {
    const first = await provider(rateLimited(30), yes, yes)
    const { ask } = await modelOf(first.url, { fallbackModel: 'claude-haiku-5-5' })
    expect(await ask()).toMatchObject({ kind: 'reply', model: 'claude-haiku-5-5' })
    expect(await ask()).toMatchObject({ kind: 'reply', model: 'claude-haiku-5-5' })
    expect(first.asked.map(({ model }) => model)).toEqual([
      'claude-sonnet-5-5',
      'claude-haiku-5-5',
      'claude-haiku-5-5',
    ])
    expect(first.asked.map(({ key }) => key)).toEqual(first.asked.map(() => 'Bearer first-key'))
    expect((await circuitOf('claude-haiku-5-5')).version).toBe(0)
  })

  test('has another provider take over, which sees its own key alone and has its own circuit', async () => {
    const first = await provider(spendLimitReached())
    const second = await provider(yes, rateLimited(30))
    const { ask } = await modelOf(first.url, {
      fallbackModel: 'claude-sonnet-5-5',
      fallbackBaseUrl: second.url,
      fallbackKeyParameter: '/other/second-key',
    })
    expect(await ask()).toMatchObject({ kind: 'reply', model: 'claude-sonnet-5-5' })
    expect(await ask()).toMatchObject({ kind: 'busy' })
    expect(first.asked).toEqual([{ key: 'Bearer first-key', model: 'claude-sonnet-5-5' }])
    expect(second.asked.map(({ key }) => key)).toEqual(['Bearer second-key', 'Bearer second-key'])
    expect((await circuitOf('claude-sonnet-5-5')).open).toMatchObject({ kind: 'spent' })
    const { host } = new URL(second.url)
    expect((await circuitOf(`claude-sonnet-5-5@${host}`)).open).toMatchObject({ kind: 'busy' })
  })

  test('adds up what replies cost only where there is a limit', async () => {
    const first = await provider(yes)
    const { ask } = await modelOf(first.url)
    await ask()
    const spending = dynamoDbSpending({ client: engine.client, table })
    expect(await spending.of('2026-11-02')).toBe(0)
  })

  test('makes no more calls once the limit is reached, of either model, and counts that', async () => {
    const first = await provider(yes, yes, yes)
    const { ask } = await modelOf(first.url, {
      fallbackModel: 'claude-haiku-5-5',
      dailySpendLimitMicroDollars: 1,
    })
    expect(await ask()).toMatchObject({ kind: 'reply' })
    expect(await ask()).toEqual({ kind: 'spent', reason: "the store's own spend limit is reached" })
    expect(first.asked).toHaveLength(1)
    const spending = dynamoDbSpending({ client: engine.client, table })
    expect(await spending.of('2026-11-02')).toBeGreaterThan(0)
    expect(counted.filter((name) => name === 'SpendLimitReached')).toHaveLength(1)
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('spend limit is reached'),
      expect.anything(),
    )
  })
})
