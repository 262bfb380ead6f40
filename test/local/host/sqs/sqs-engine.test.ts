import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { createClock } from '../../../../local/host/clock.ts'
import { startSqs } from '../../../../local/host/sqs/sqs-engine.ts'
import { temporaryDirectory } from '../support/app.ts'

const receivedShape = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        Body: z.string(),
        ReceiptHandle: z.string(),
        Attributes: z.record(z.string(), z.string()),
      }),
    )
    .default([]),
})

async function engine(directory?: string) {
  const clock = createClock()
  const sqs = await startSqs({ clock, directory, region: 'us-east-1', account: '000000000000' })
  const close = async (): Promise<void> => {
    clock.stop()
    await sqs.close()
  }
  onTestFinished(close)
  const create = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> =>
    z.object({ QueueUrl: z.string() }).parse(await sqs.call('CreateQueue', { QueueName, Attributes }))
      .QueueUrl
  const send = (QueueUrl: string, MessageBody: string, extra: object = {}): Promise<unknown> =>
    sqs.call('SendMessage', { QueueUrl, MessageBody, ...extra })
  const receive = async (QueueUrl: string, extra: object = {}) =>
    receivedShape.parse(await sqs.call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...extra }))
      .Messages
  const bodies = async (QueueUrl: string): Promise<string[]> =>
    (await receive(QueueUrl)).map(({ Body }) => Body)
  const remove = (QueueUrl: string, ReceiptHandle: string | undefined): Promise<unknown> =>
    sqs.call('DeleteMessage', { QueueUrl, ReceiptHandle })
  return { clock, sqs, create, send, receive, bodies, remove, close }
}

const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' }

describe('Local SQS, standard queues', () => {
  test('a received message is hidden until its visibility timeout is over, and counted', async () => {
    const { create, send, receive, clock } = await engine()
    const queue = await create('work', { VisibilityTimeout: '30' })
    await send(queue, 'one')
    expect((await receive(queue)).map(({ Attributes }) => Attributes.ApproximateReceiveCount)).toEqual(['1'])
    clock.advance(29_000)
    expect(await receive(queue)).toEqual([])
    const second = receive(queue, { WaitTimeSeconds: 20 })
    clock.advance(1_000)
    expect((await second).map(({ Attributes }) => Attributes.ApproximateReceiveCount)).toEqual(['2'])
  })

  test('a deleted message never comes back, one deleted by an old receipt does', async () => {
    const { create, send, receive, remove, clock } = await engine()
    const queue = await create('work', { VisibilityTimeout: '30' })
    await send(queue, 'one')
    const [first] = await receive(queue)
    const again = receive(queue, { WaitTimeSeconds: 20 })
    clock.advance(30_000)
    const [second] = await again
    await remove(queue, first?.ReceiptHandle)
    const third = receive(queue, { WaitTimeSeconds: 20 })
    clock.advance(30_000)
    const [last] = await third
    expect(last?.MessageId).toBe(second?.MessageId)
    await remove(queue, last?.ReceiptHandle)
    clock.advance(30_000)
    expect(await receive(queue)).toEqual([])
  })

  test('a receiver in a long poll gets what is sent meanwhile', async () => {
    const { create, send, receive } = await engine()
    const queue = await create('work')
    const waiting = receive(queue, { WaitTimeSeconds: 20 })
    await send(queue, 'one')
    expect((await waiting).map(({ Body }) => Body)).toEqual(['one'])
  })

  test('a receiver that goes away takes nothing with it', async () => {
    const { create, send, bodies, sqs } = await engine()
    const queue = await create('work')
    const gone = new AbortController()
    const waiting = sqs.call('ReceiveMessage', { QueueUrl: queue, WaitTimeSeconds: 20 }, gone.signal)
    gone.abort()
    expect(await waiting).toEqual({})
    await send(queue, 'one')
    expect(await bodies(queue)).toEqual(['one'])
  })

  test('a delayed message is there when its delay is over', async () => {
    const { create, send, receive, bodies, clock } = await engine()
    const queue = await create('work')
    await send(queue, 'later', { DelaySeconds: 60 })
    expect(await bodies(queue)).toEqual([])
    const waiting = receive(queue, { WaitTimeSeconds: 20 })
    clock.advance(60_000)
    expect((await waiting).map(({ Body }) => Body)).toEqual(['later'])
  })

  test('what was received too often goes to the dead letter queue', async () => {
    const { create, send, receive, bodies, clock } = await engine()
    const dead = await create('dead')
    const policy = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead', maxReceiveCount: '2' }
    const queue = await create('work', { VisibilityTimeout: '0', RedrivePolicy: JSON.stringify(policy) })
    await send(queue, 'poison')
    for (const _ of [1, 2]) {
      const waiting = receive(queue, { WaitTimeSeconds: 20 })
      clock.advance(0)
      expect(await waiting).toHaveLength(1)
    }
    const deadLetters = receive(dead, { WaitTimeSeconds: 20 })
    void receive(queue, { WaitTimeSeconds: 1 })
    expect((await deadLetters).map(({ Body }) => Body)).toEqual(['poison'])
    expect(await bodies(queue)).toEqual([])
  })

  test('wrong requests are refused with the code of the service', async () => {
    const { create, sqs, send, remove } = await engine()
    const queue = await create('work')
    await expect(remove(queue, 'nonsense')).rejects.toMatchObject({ code: 'ReceiptHandleIsInvalid' })
    await expect(send(queue, '')).rejects.toMatchObject({ code: 'InvalidParameterValue' })
    await expect(send(queue, 'x', { DelaySeconds: 901 })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    })
    await expect(send(queue, 'x'.repeat(1_048_577))).rejects.toMatchObject({ code: 'InvalidParameterValue' })
    await expect(send(queue.replace('work', 'other'), 'x')).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
    })
    await expect(create('work', { DelaySeconds: '5' })).rejects.toMatchObject({ code: 'QueueNameExists' })
    await expect(sqs.call('TagQueue', {})).rejects.toMatchObject({ code: 'InvalidAction' })
  })
})

describe('Local SQS, FIFO queues', () => {
  test('a group is in order and locked while one of it is in hand', async () => {
    const { create, send, receive, bodies, remove } = await engine()
    const queue = await create('work.fifo', fifo)
    for (const body of ['a1', 'a2']) await send(queue, body, { MessageGroupId: 'a' })
    await send(queue, 'b1', { MessageGroupId: 'b' })
    const [first] = await receive(queue, { MaxNumberOfMessages: 1 })
    expect(first?.Body).toBe('a1')
    expect(await bodies(queue)).toEqual(['b1'])
    await remove(queue, first?.ReceiptHandle)
    expect(await bodies(queue)).toEqual(['a2'])
  })

  test('one receive may take several of a group, and they come back in order', async () => {
    const { create, send, receive, clock } = await engine()
    const queue = await create('work.fifo', { ...fifo, VisibilityTimeout: '30' })
    for (const body of ['1', '2', '3']) await send(queue, body, { MessageGroupId: 'a' })
    expect((await receive(queue, { MaxNumberOfMessages: 2 })).map(({ Body }) => Body)).toEqual(['1', '2'])
    expect(await receive(queue)).toEqual([])
    const waiting = receive(queue, { WaitTimeSeconds: 20 })
    clock.advance(30_000)
    const bodies = (await waiting).map(({ Body }) => Body)
    expect(bodies).toEqual(['1', '2', '3'].slice(0, bodies.length))
  })

  test('sent twice within five minutes is sent once, even after it was handled', async () => {
    const { create, send, receive, remove, bodies, clock } = await engine()
    const queue = await create('work.fifo', fifo)
    const message = { MessageGroupId: 'a', MessageDeduplicationId: 'same' }
    const sent = await send(queue, 'one', message)
    const [first] = await receive(queue)
    await remove(queue, first?.ReceiptHandle)
    expect(await send(queue, 'one more', message)).toEqual(sent)
    expect(await bodies(queue)).toEqual([])
    clock.advance(300_000)
    await send(queue, 'later', message)
    expect(await bodies(queue)).toEqual(['later'])
  })

  test('it needs a group, has no delay of a single message, and an expired receipt deletes nothing', async () => {
    const { create, send, receive, remove, clock } = await engine()
    const queue = await create('work.fifo', { ...fifo, VisibilityTimeout: '30' })
    await expect(send(queue, 'x')).rejects.toMatchObject({ code: 'MissingParameter' })
    await expect(send(queue, 'x', { MessageGroupId: 'a', DelaySeconds: 1 })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    })
    await send(queue, 'x', { MessageGroupId: 'a' })
    const [message] = await receive(queue)
    clock.advance(30_000)
    await expect(remove(queue, message?.ReceiptHandle)).rejects.toThrow('The receipt handle has expired')
  })
})

describe('Local SQS, kept in a directory', () => {
  test('messages, their receive counts and their order outlive a restart; deleted ones do not', async () => {
    const directory = temporaryDirectory()
    const before = await engine(directory)
    const queue = await before.create('work.fifo', { ...fifo, VisibilityTimeout: '30' })
    for (const body of ['1', '2', '3']) await before.send(queue, body, { MessageGroupId: 'a' })
    const [first] = await before.receive(queue, { MaxNumberOfMessages: 1 })
    await before.remove(queue, first?.ReceiptHandle)
    await before.receive(queue, { MaxNumberOfMessages: 1 })
    await before.close()

    const after = await engine(directory)
    const same = await after.create('work.fifo', { ...fifo, VisibilityTimeout: '30' })
    expect(await after.receive(same)).toEqual([])
    const waiting = after.receive(same, { WaitTimeSeconds: 20, MaxNumberOfMessages: 1 })
    after.clock.advance(30_000)
    expect(await waiting).toMatchObject([{ Body: '2', Attributes: { ApproximateReceiveCount: '2' } }])
  })
})

test('the AWS SDK talks to it', async () => {
  const { sqs, create } = await engine()
  const QueueUrl = await create('work')
  const client = new SQSClient({
    endpoint: sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  onTestFinished(() => client.destroy())
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'Grüße',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    }),
  )
  const batch = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'two' },
        { Id: 'bad', MessageBody: 'three', DelaySeconds: 901 },
      ],
    }),
  )
  expect(batch.Successful?.map(({ Id }) => Id)).toEqual(['good'])
  expect(batch.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue' }])

  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  )
  expect(Messages).toMatchObject([
    { Body: 'Grüße', MessageAttributes: { kind: { StringValue: 'greeting' } } },
    { Body: 'two' },
  ])
  const [first, second] = Messages
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }))
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: second?.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  )
  const again = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
  expect(again.Messages?.map(({ Body }) => Body)).toEqual(['two'])
  await expect(
    client.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}-of-others`, MessageBody: 'x' })),
  ).rejects.toMatchObject({ name: 'QueueDoesNotExist' })
})
