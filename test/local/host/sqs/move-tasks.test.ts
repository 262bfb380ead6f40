import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { type Clock, createClock } from '../../../../local/host/clock.ts'
import { type SqsEngine, startSqs } from '../../../../local/host/sqs/sqs-engine.ts'
import { temporaryDirectory } from '../support/app.ts'

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`

let clock: Clock
let sqs: SqsEngine
let client: SQSClient
beforeEach(async () => {
  await start()
})

async function start(directory?: string): Promise<() => Promise<void>> {
  clock = createClock()
  sqs = await startSqs({ clock, directory, region: 'us-east-1', account: '000000000000' })
  client = new SQSClient({
    endpoint: sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const [ownClock, ownSqs, ownClient] = [clock, sqs, client]
  const close = async () => {
    ownClock.stop()
    ownClient.destroy()
    await ownSqs.close()
  }
  onTestFinished(close)
  return close
}

const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  z.object({ QueueUrl: z.string() }).parse(await sqs.call('CreateQueue', { QueueName, Attributes })).QueueUrl

/** A queue whose messages are dead letters after one receive. */
const createWith = async (name: string, deadLetters: string, extra: Record<string, string> = {}) =>
  await create(name, {
    ...extra,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 1 }),
  })

const send = async (QueueUrl: string, MessageBody: string, extra: object = {}) =>
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...extra }))

const receive = async (QueueUrl: string, WaitTimeSeconds = 0) => {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 30,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
    }),
  )
  return Messages
}
const bodies = async (QueueUrl: string) => (await receive(QueueUrl)).map(({ Body }) => Body)

/** Receives all that there is once, gives it back, and receives again: now it is dead. */
async function letDie(QueueUrl: string): Promise<void> {
  for (const { ReceiptHandle } of await receive(QueueUrl))
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
  expect(await receive(QueueUrl)).toEqual([])
}

const move = async (deadLetters: string, extra: object = {}) =>
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(deadLetters), ...extra }))
const tasks = async (deadLetters: string, MaxResults = 10) =>
  (await client.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf(deadLetters), MaxResults }))).Results

describe('a dead letter', () => {
  test('knows where it comes from, and its receives count on', async () => {
    const dead = await create('dead')
    const work = await createWith('work', 'dead')
    const { MessageId } = await send(work, 'one')
    const before = clock.now()
    clock.advance(5000)
    await letDie(work)
    const [letter] = await receive(dead)
    expect(letter).toMatchObject({
      MessageId,
      Attributes: { DeadLetterQueueSourceArn: arnOf('work'), ApproximateReceiveCount: '2' },
    })
    // A standard queue keeps the time of sending.
    expect(Number(letter?.Attributes?.SentTimestamp)).toBeLessThanOrEqual(before)
  })

  test('of a FIFO queue counts as sent when it died, and two of one deduplication id are both kept', async () => {
    const fifo = { FifoQueue: 'true' }
    const dead = await create('dead.fifo', fifo)
    const one = await createWith('one.fifo', 'dead.fifo', fifo)
    const two = await createWith('two.fifo', 'dead.fifo', fifo)
    const same = { MessageGroupId: 'a', MessageDeduplicationId: 'same' }
    await send(one, 'first', same)
    await send(two, 'second', same)
    const sentAt = clock.now()
    clock.advance(60_000)
    await letDie(one)
    await letDie(two)
    const letters = await receive(dead)
    expect(letters.map(({ Body }) => Body)).toEqual(['first', 'second'])
    for (const { Attributes, MessageId } of letters) {
      expect(Number(Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(sentAt + 60_000)
      expect(Attributes?.MessageDeduplicationId).toBe(MessageId)
    }
  })
})

describe('moving dead letters back', () => {
  test('sends each to the queue that it comes from, as a new message', async () => {
    const dead = await create('dead')
    const [work, other] = [await createWith('work', 'dead'), await createWith('other', 'dead')]
    const attributes = { MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } } }
    const { MessageId } = await send(work, 'of work', attributes)
    await send(other, 'of other')
    await letDie(work)
    await letDie(other)
    expect((await move('dead')).TaskHandle).toEqual(expect.any(String))
    expect(await bodies(dead)).toEqual([])
    expect(await bodies(other)).toEqual(['of other'])
    const [back] = await receive(work)
    expect(back).toMatchObject({ Body: 'of work', Attributes: { ApproximateReceiveCount: '1' } })
    expect(back?.MessageId).not.toBe(MessageId)
    expect(back?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn')
    expect(await tasks('dead')).toMatchObject([
      {
        Status: 'COMPLETED',
        SourceArn: arnOf('dead'),
        ApproximateNumberOfMessagesMoved: 2,
        ApproximateNumberOfMessagesToMove: 2,
      },
    ])
  })

  test('keeps the order and the groups of a FIFO queue, within its five minutes of deduplication too', async () => {
    const fifo = { FifoQueue: 'true' }
    const dead = await create('dead.fifo', fifo)
    const work = await createWith('work.fifo', 'dead.fifo', fifo)
    for (const body of ['a1', 'a2', 'a3'])
      await send(work, body, { MessageGroupId: 'a', MessageDeduplicationId: body })
    await letDie(work)
    await move('dead.fifo')
    const back = await receive(work)
    expect(back.map(({ Body, Attributes }) => [Body, Attributes?.MessageGroupId])).toEqual([
      ['a1', 'a'],
      ['a2', 'a'],
      ['a3', 'a'],
    ])
    expect(await bodies(dead)).toEqual([])
  })

  test('goes to another queue of the same kind if one is named', async () => {
    await create('dead')
    const [work, other] = [await createWith('work', 'dead'), await create('other')]
    await send(work, 'one')
    await letDie(work)
    await move('dead', { DestinationArn: arnOf('other') })
    expect([await bodies(work), await bodies(other)]).toEqual([[], ['one']])
    expect(await tasks('dead')).toMatchObject([{ DestinationArn: arnOf('other') }])
  })

  test('leaves what somebody has in hand', async () => {
    const dead = await create('dead')
    const work = await createWith('work', 'dead')
    await send(work, 'one')
    await letDie(work)
    await receive(dead)
    await move('dead')
    expect(await tasks('dead')).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 0 }])
    const again = receive(dead, 20)
    clock.advance(30_000)
    expect((await again).map(({ Body }) => Body)).toEqual(['one'])
  })

  test('with a rate takes its time, is the only one of its queue, and can be cancelled', async () => {
    const dead = await create('dead')
    const work = await createWith('work', 'dead')
    for (const body of ['1', '2', '3', '4']) await send(work, body)
    await letDie(work)
    const { TaskHandle } = await move('dead', { MaxNumberOfMessagesPerSecond: 2 })
    expect(await tasks('dead')).toMatchObject([
      { Status: 'RUNNING', TaskHandle, MaxNumberOfMessagesPerSecond: 2, ApproximateNumberOfMessagesMoved: 1 },
    ])
    await expect(move('dead')).rejects.toThrow('There is already a task running')
    expect(await bodies(work)).toEqual(['1'])
    const next = receive(work, 20)
    clock.advance(500)
    expect((await next).map(({ Body }) => Body)).toEqual(['2'])
    const cancelled = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))
    expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(2)
    clock.advance(60_000)
    expect(await bodies(dead)).toEqual(['3', '4'])
    const [newest] = (await tasks('dead', 1)) ?? []
    expect(newest).toMatchObject({ Status: 'CANCELLED' })
    expect(newest).not.toHaveProperty('TaskHandle')
    await expect(client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow('CANCELLED')
  })

  test('fails at a message that was sent to the dead letter queue itself, and leaves it', async () => {
    const dead = await create('dead')
    await createWith('work', 'dead')
    await send(dead, 'stray')
    await move('dead')
    expect(await tasks('dead')).toMatchObject([
      { Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' },
    ])
    expect(await bodies(dead)).toEqual(['stray'])
  })

  test('is refused for what is no dead letter queue, does not exist, or is of the other kind', async () => {
    await create('dead')
    await createWith('work', 'dead')
    await create('other.fifo', { FifoQueue: 'true' })
    await expect(move('work')).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.')
    await expect(move('nothing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(move('dead', { DestinationArn: arnOf('nothing') })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await expect(move('dead', { DestinationArn: arnOf('other.fifo') })).rejects.toThrow('same queue type')
    await expect(
      client.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'nonsense' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('finds the way back after a restart too', async () => {
    const directory = temporaryDirectory()
    const close = await start(directory)
    await create('dead')
    const work = await createWith('work', 'dead')
    await send(work, 'one')
    await letDie(work)
    await close()
    await start(directory)
    await create('dead')
    await createWith('work', 'dead')
    await move('dead')
    expect(await bodies(work.replace(/^.*\//, `${sqs.endpoint}/000000000000/`))).toEqual(['one'])
  })
})

describe('lists of queues', () => {
  const names = (urls: readonly string[] = []) => urls.map((url) => url.split('/').at(-1))

  test('hold those whose names begin so, in pages if they are asked for', async () => {
    for (const name of ['b2', 'a1', 'b1', 'b3']) await create(name)
    const all = await client.send(new ListQueuesCommand({}))
    expect(names(all.QueueUrls)).toEqual(['a1', 'b1', 'b2', 'b3'])
    expect(all).not.toHaveProperty('NextToken')
    const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'b', MaxResults: 2 }))
    expect(names(first.QueueUrls)).toEqual(['b1', 'b2'])
    const second = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'b', MaxResults: 2, NextToken: first.NextToken }),
    )
    expect([names(second.QueueUrls), second.NextToken]).toEqual([['b3'], undefined])
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'c' }))).QueueUrls).toBeUndefined()
    await expect(client.send(new ListQueuesCommand({ NextToken: first.NextToken }))).rejects.toThrow(
      'MaxResults is a mandatory parameter',
    )
  })

  test('name the sources of a dead letter queue', async () => {
    const dead = await create('dead')
    await createWith('work', 'dead')
    await createWith('other', 'dead')
    await create('apart')
    const sources = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }))
    expect(names(sources.queueUrls)).toEqual(['other', 'work'])
    const page = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead, MaxResults: 1 }))
    expect([names(page.queueUrls), page.NextToken]).toEqual([['other'], expect.any(String)])
  })
})
