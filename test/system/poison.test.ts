import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { HostEvent } from '../../local/host/host-events.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

const events: HostEvent[] = []
let system: System
let sqs: SQSClient
beforeAll(async () => {
  system = await startSystem({ store: demoStore(1), onEvent: (event) => void events.push(event) })
  const { endpoints, region } = system.host
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  sqs = new SQSClient({ endpoint: endpoints.sqs, region, credentials })
})
afterAll(async () => {
  sqs?.destroy()
  await system?.close()
})

let mina: Shopper
beforeEach(async () => {
  mina = await shopper(system, { customerId: 'mina_okafor_4821' })
  events.length = 0
})

type Owner = 'Router' | 'Order' | 'Product' | 'Merge'
const owners: readonly Owner[] = ['Router', 'Order', 'Product', 'Merge']

function queueOf(owner: Owner, kind = 'Queue') {
  const found = system.host.queues.find(({ logicalId }) => logicalId.startsWith(`${owner}${kind}`))
  if (!found) throw new Error(`The templates declare no ${kind} of ${owner}`)
  return found
}

async function send(owner: Owner, body: unknown, group: string): Promise<string> {
  const fifo = owner === 'Router' ? { MessageDeduplicationId: crypto.randomUUID() } : {}
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body)
  const { MessageId = '' } = await sqs.send(
    new SendMessageCommand({ QueueUrl: queueOf(owner).url, MessageBody, MessageGroupId: group, ...fifo }),
  )
  return MessageId
}

/** What the memory has put aside of a queue's messages. */
async function quarantined(owner: Owner): Promise<{ sk: string; body: string; reason: string }[]> {
  const { client, table } = system.memoryTable
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `quarantine#${queueOf(owner).name}` },
    }),
  )
  return Items.map((item) => z.object({ sk: z.string(), body: z.string(), reason: z.string() }).parse(item))
}

/** The values of the metric, as the functions printed them. */
function counted(): number {
  const metric = z.object({ Quarantined: z.union([z.number(), z.array(z.number())]) })
  return events
    .flatMap((event) => {
      if (event.type !== 'line' || !event.line.includes('"Quarantined"')) return []
      return metric.parse(JSON.parse(event.line)).Quarantined
    })
    .reduce((sum, value) => sum + value, 0)
}

const failures = () =>
  events.filter((event) => event.type === 'batch' && event.failed > 0).map((event) => JSON.stringify(event))

const nowhere = `cnv_${'0'.repeat(32)}`
const good: Record<Owner, object> = {
  Router: { type: 'customer-message.v1', conversationId: nowhere, turn: 1, seq: 1 },
  Order: { type: 'task.v1', conversationId: nowhere, turn: 1, specialist: 'order', deferrals: 0 },
  Product: { type: 'task.v1', conversationId: nowhere, turn: 1, specialist: 'product', deferrals: 0 },
  Merge: { type: 'deadline.v1', conversationId: nowhere, turn: 1 },
}
const text = 'Where is my order? '

/** What can come instead of a message, and a part of the reason with which it is put aside. */
const poisons: readonly (readonly [string, (owner: Owner, conversationId: string) => unknown, string])[] = [
  ['that is not JSON', () => '{"type":"task.v1"', 'not JSON'],
  ['that is JSON of another kind', () => ['task.v1', 1], 'expected object'],
  ['that is nothing', () => 'null', 'expected object'],
  ['of an unknown version', (owner) => ({ ...good[owner], type: 'task.v9' }), 'type'],
  ['of a known type with missing fields', (owner) => ({ ...good[owner], turn: undefined }), 'turn'],
  ['of 256 KB of text', () => text.repeat(262_144 / text.length), 'not JSON'],
  ['of 1 MB of text', () => text.repeat(1_040_000 / text.length), 'the first 300000 are kept'],
  ['for a conversation that never was', (owner) => good[owner], 'does not exist'],
  [
    'for a turn that never was',
    (owner, conversationId) => ({ ...good[owner], conversationId, turn: 99 }),
    'does not exist',
  ],
]

describe.each(owners)('In front of %s, a message', (owner) => {
  test.each(poisons)(
    '%s is acknowledged, put aside once, counted once, and blocks nothing',
    async (_, make, reason) => {
      const body = make(owner, mina.conversationId)
      const id = await send(owner, body, mina.conversationId)
      // Behind it, in the same group on the FIFO queue.
      const parts = await mina.say('Hello!')
      expect(parts).not.toEqual([])
      const kept = (await quarantined(owner)).filter(({ sk }) => sk === id)
      expect(kept).toMatchObject([{ reason: expect.stringContaining(reason) }])
      const sent = typeof body === 'string' ? body : JSON.stringify(body)
      expect(sent.startsWith(kept[0]?.body ?? 'nothing')).toBe(true)
      expect(counted()).toBe(1)
      expect(failures()).toEqual([])
      expect(events.filter((event) => event.type === 'invocation' && event.outcome !== 'ok')).toEqual([])
    },
  )
})

test('A task for a specialist that nobody knows is put aside, whatever its turn has for this one', async () => {
  await mina.say('Where is order #W0482125?')
  const task = { ...good.Order, conversationId: mina.conversationId, specialist: 'billing' }
  const id = await send('Order', task, mina.conversationId)
  await system.host.idle()
  const kept = (await quarantined('Order')).filter(({ sk }) => sk === id)
  expect(kept).toMatchObject([{ reason: expect.stringContaining('a specialist that does not exist') }])
  expect((await mina.messages()).data.filter(({ author }) => author !== 'customer')).toHaveLength(1)
})

test('A message that is delivered twice is put aside once and counted once', async () => {
  const { arn } = queueOf('Merge')
  const record = {
    messageId: crypto.randomUUID(),
    receiptHandle: 'first',
    body: 'x',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: system.host.region,
  }
  for (const receiptHandle of ['first', 'second']) {
    const outcome = await system.host.invoke('MergeFunction', { Records: [{ ...record, receiptHandle }] })
    expect(outcome).toMatchObject({ payload: JSON.stringify({ batchItemFailures: [] }) })
  }
  expect((await quarantined('Merge')).filter(({ sk }) => sk === record.messageId)).toHaveLength(1)
  expect(counted()).toBe(1)
})

test('A message that is only late is no poison: it is acknowledged, and nothing is put aside', async () => {
  await mina.say('Hello!')
  const { conversationId } = mina
  const before = await Promise.all(owners.map(async (owner) => (await quarantined(owner)).length))
  for (const owner of owners) await send(owner, { ...good[owner], conversationId }, conversationId)
  await system.host.idle()
  expect(await Promise.all(owners.map(async (owner) => (await quarantined(owner)).length))).toEqual(before)
  expect([counted(), failures()]).toEqual([0, []])
})

test('The running system tells where its engines are', async () => {
  const response = await fetch(`${system.host.url}/local`)
  expect(await response.json()).toMatchObject({
    sqs: system.host.endpoints.sqs,
    dynamodb: system.host.endpoints.dynamodb,
    region: system.host.region,
    memoryTable: system.memoryTable.table,
  })
})
