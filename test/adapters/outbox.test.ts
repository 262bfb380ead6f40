import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import { outboxOf } from '../../functions/adapters/outbox.ts'
import { sqsTasks } from '../../functions/adapters/sqs-queues.ts'
import { giveBack, handOff } from '../../functions/core/control.ts'
import { type Session, takeMessage } from '../../functions/core/intake.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { startEventBridge } from '../../local/host/event-bridge.ts'
import { recordingQueues } from '../doubles/queues.ts'
import {
  begin,
  deadlineMs,
  give,
  modelStep,
  someMessage,
  someMinting,
  someSummary,
  text,
} from '../doubles/samples.ts'
import { lambdaContext, stubbedSqs } from '../doubles/sqs.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'

const sqs = stubbedSqs()
vi.mock('../../functions/adapters/sqs-queues.ts', async (original) => ({
  ...(await original<typeof import('../../functions/adapters/sqs-queues.ts')>()),
  sqsClient: () => sqs.client,
}))

const inboundQueue = 'https://sqs.example/inbound.fifo'
const mergeQueue = 'https://sqs.example/merge'
const session: Session = { sessionId: 'ses_1', customerId: undefined, operator: false }
const minting = someMinting()

let engine: TestDynamoDb
let table: string
let memory: Memory
beforeAll(async () => {
  engine = await startDynamoDb()
  for (const [name, value] of Object.entries({
    STAGE: 'test',
    POWERTOOLS_SERVICE_NAME: 'relay',
    POWERTOOLS_METRICS_NAMESPACE: 'Switchboard',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    MEMORY_TABLE: 'memory',
    INBOUND_QUEUE_URL: inboundQueue,
    MERGE_QUEUE_URL: mergeQueue,
    TURN_DEADLINE_SECONDS: '45',
    EVENT_BUS_NAME: 'switchboard-test',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-central-1',
  })) {
    vi.stubEnv(name, value)
  }
})
beforeEach(async () => {
  table = await engine.createTable(`memory-${minting.newId('req')}`)
  memory = dynamoDbMemory({ client: engine.client, table, now: minting.now })
  sqs.commands.length = 0
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await engine.close()
})

/** All that is in the table, as its stream shows it: JSON, one insertion each. */
async function stream(): Promise<DynamoDBRecord[]> {
  const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: table }))
  return Items.map((item, index) => inserted(item, String(index)))
}

function inserted(item: Record<string, unknown>, SequenceNumber: string): DynamoDBRecord {
  const NewImage = JSON.parse(JSON.stringify(marshall(item)))
  return { eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber, NewImage } }
}

async function startBus(buses: readonly string[]) {
  const bridge = await startEventBridge({ buses, now: minting.now, onEvent: () => {}, gates: [] })
  onTestFinished(() => bridge.close())
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', bridge.endpoint)
  return bridge
}

const take = async (conversationId: string) =>
  await takeMessage(
    { conversationId, session, parts: [text('hi')], deadlineMs, respond: () => '' },
    { ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} },
  )
const due = async () => (await stream()).flatMap((record) => outboxOf(record) ?? [])

describe('what the stream of the memory table says is to be sent', () => {
  test('given a message that opened a turn, is the message and the deadline', async () => {
    const { id } = await begin(memory, minting)
    await take(id)
    const [message] = await memory.messages(id, 0, 9)
    expect(await due()).toEqual([
      {
        conversationId: id,
        turn: 1,
        messageId: message?.id,
        seq: 1,
        entries: ['customer-message', 'deadline'],
      },
    ])
  })

  test('given a message that joined a turn, is that message', async () => {
    const { id } = await begin(memory, minting)
    await take(id)
    await take(id)
    expect((await due()).map(({ turn, entries }) => ({ turn, entries }))).toEqual([
      { turn: 1, entries: ['customer-message', 'deadline'] },
      { turn: 1, entries: ['customer-message'] },
    ])
  })

  test('given a handoff, is its event; given a message for a human, is nothing', async () => {
    const { id } = await begin(memory, minting)
    await handOff({ conversationId: id, session }, { ...minting, memory })
    await take(id)
    const messages = await memory.messages(id, 0, 9)
    expect(messages).toHaveLength(2)
    expect(await due()).toMatchObject([
      {
        entries: [],
        event: {
          type: 'conversation.handed_off',
          detail: { id: messages[0]?.id.replace('msg_', 'evt_'), conversationId: id, seq: 1, by: 'customer' },
        },
      },
    ])
  })

  test('given it is given back with something open, is the event, the message and the deadline', async () => {
    const { id } = await begin(memory, minting)
    await handOff({ conversationId: id, session }, { ...minting, memory })
    await take(id)
    const ports = { ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} }
    await giveBack({ conversationId: id, session: { ...session, operator: true }, deadlineMs }, ports)
    expect((await due()).at(-1)).toMatchObject({
      turn: 3,
      seq: 3,
      entries: ['customer-message', 'deadline'],
      event: { type: 'conversation.given_back' },
    })
  })

  test('given any other item of the table, is nothing, and that is no error', async () => {
    const own = await begin(memory, minting)
    const run = { turn: 1, specialist: 'order' }
    const after = { ...own, version: 2, lastSeq: 1, turn: { ...own.turn, number: 1 } }
    const message = someMessage({ seq: 1, author: 'assistant' })
    const idempotency = { key: 'k', requestHash: 'h', response: '{}' }
    await memory.commit({ before: own, after, message, idempotency })
    await give(memory, after, ['order'], minting)
    await memory.saveStep(own.id, run, 0, modelStep('a'))
    await memory.saveAnswer(own.id, 1, { kind: 'gap', specialist: 'order', reason: 'busy', at: 1 })
    await memory.saveSummary(own.id, someSummary(1))
    expect(await stream()).toHaveLength(8)
    expect(await due()).toEqual([])
  })

  test('given an outbox that this version does not understand, is an error and not nothing', () => {
    const item = { pk: 'conversation#c', message: someMessage({ seq: 1 }), outbox: ['fax'] }
    expect(() => outboxOf(inserted(item, '1'))).toThrow(/outbox/)
    expect(() => outboxOf({ eventName: 'REMOVE', dynamodb: {} })).toThrow()
    expect(() => outboxOf(inserted({ ...item, outbox: ['event'] }, '1'))).toThrow(/names none/)
    const event = { type: 'conversation.eaten', detail: {} }
    expect(() => outboxOf(inserted({ ...item, outbox: ['event'], event }, '1'))).toThrow(/event/)
  })
})

describe('the relay', () => {
  const relay = async (records: DynamoDBRecord[]) => {
    const { handler } = await import('../../functions/relay/handler.ts')
    return await handler({ Records: records }, lambdaContext())
  }

  test('sends the deadline with its delay, and the message with its own id against a second copy', async () => {
    const { id } = await begin(memory, minting)
    await take(id)
    const [message] = await memory.messages(id, 0, 9)
    expect(await relay(await stream())).toEqual({ batchItemFailures: [] })
    const common = { MessageGroupId: id }
    expect(sqs.commands).toEqual([
      {
        name: 'SendMessageCommand',
        input: {
          ...common,
          QueueUrl: mergeQueue,
          MessageBody: JSON.stringify({ type: 'deadline.v1', conversationId: id, turn: 1 }),
          DelaySeconds: 30,
        },
      },
      {
        name: 'SendMessageCommand',
        input: {
          ...common,
          QueueUrl: inboundQueue,
          MessageBody: JSON.stringify({ type: 'customer-message.v1', conversationId: id, turn: 1, seq: 1 }),
          MessageDeduplicationId: message?.id,
        },
      },
    ])
  })

  test('given it cannot send, names the record, so that it comes again', async () => {
    const { id } = await begin(memory, minting)
    await take(id)
    const records = await stream()
    const place = records.findIndex((record) => outboxOf(record) !== undefined)
    sqs.failNext(new Error('SQS is away'))
    expect(await relay(records)).toEqual({ batchItemFailures: [{ itemIdentifier: String(place) }] })
  })

  test('puts an event on the bus, the same one when the batch comes again', async () => {
    const bridge = await startBus(['switchboard-test'])
    const { id } = await begin(memory, minting)
    await handOff({ conversationId: id, session }, { ...minting, memory })
    const records = await stream()
    for (let times = 0; times < 2; times++) expect(await relay(records)).toEqual({ batchItemFailures: [] })
    expect(bridge.sent.map(({ bus, detailType }) => [bus, detailType])).toEqual(
      Array(2).fill(['switchboard-test', 'conversation.handed_off']),
    )
    expect(bridge.sent[0]?.detail).toEqual(bridge.sent[1]?.detail)
    expect(sqs.commands).toEqual([])
  })

  test('given the bus takes nothing, sends what the customer waits for, and comes again with the event', async () => {
    await startBus([])
    const { id } = await begin(memory, minting)
    await handOff({ conversationId: id, session }, { ...minting, memory })
    await take(id)
    const ports = { ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} }
    await giveBack({ conversationId: id, session: { ...session, operator: true }, deadlineMs }, ports)
    const failed = await relay((await stream()).filter((record) => outboxOf(record)?.entries.length))
    expect(failed.batchItemFailures).toHaveLength(1)
    expect(sqs.commands).toHaveLength(2)
  })
})

describe('what is sent to the queues', () => {
  const conversationId = `cnv_${'0'.repeat(32)}`
  const task = { type: 'task.v1', conversationId, turn: 1, specialist: 'order', deferrals: 0 } as const
  const taskQueue = 'https://sqs.example/order'
  const tasks = sqsTasks(sqs.client, new Map([['order', taskQueue]]))

  test.each([
    [undefined, undefined],
    [0, undefined],
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [900_000, 900],
    [5_000_000, 900],
  ])(
    'given a task to be delayed by %s ms, waits %s s: never less, and no longer than SQS can',
    async (delayMs, seconds) => {
      await tasks.task(task, delayMs)
      const input = { QueueUrl: taskQueue, MessageBody: JSON.stringify(task), MessageGroupId: conversationId }
      const delay = seconds === undefined ? {} : { DelaySeconds: seconds }
      expect(sqs.commands).toEqual([{ name: 'SendMessageCommand', input: { ...input, ...delay } }])
    },
  )

  test('given a specialist without a queue, is an error that names it', async () => {
    await expect(tasks.task({ ...task, specialist: 'billing' })).rejects.toThrow(/billing/)
    expect(sqs.commands).toEqual([])
  })
})
