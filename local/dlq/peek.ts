import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { Queue } from './queues.ts'

export interface DeadLetter {
  readonly id: string
  readonly body: string
  /** In all queues together, this look included. */
  readonly receives: number
  /** Epoch milliseconds. On a FIFO queue when it was put aside, else when it was sent. */
  readonly sentAt: number
}

/**
 * Up to `most` messages of a dead letter queue, which stay in it: received, and given back at once. Of a conversation
 * of a FIFO queue there are ten at most. Each look counts as a receive.
 */
export async function peek(sqs: SQSClient, queue: Queue, most: number): Promise<DeadLetter[]> {
  const wanted = Math.min(most, queue.messages)
  const seen: Message[] = []
  try {
    while (seen.length < wanted) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: Math.min(10, wanted - seen.length),
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['All'],
        }),
      )
      if (Messages.length === 0) break
      seen.push(...Messages)
    }
  } finally {
    await giveBack(sqs, queue.url, seen)
  }
  return seen.map((message) => received.parse(message)).sort((a, b) => a.sentAt - b.sentAt)
}

/** Should this command die meanwhile, they come back by themselves. */
const hiddenSeconds = 30
/** A short wait, because only then SQS asks all its servers. */
const waitSeconds = 1

async function giveBack(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages
      .slice(at, at + 10)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }))
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
  }
}

const received = z
  .object({
    MessageId: z.string(),
    Body: z.string(),
    Attributes: z.object({
      ApproximateReceiveCount: z.coerce.number(),
      SentTimestamp: z.coerce.number(),
    }),
  })
  .transform(
    ({ MessageId, Body, Attributes }): DeadLetter => ({
      id: MessageId,
      body: Body,
      receives: Attributes.ApproximateReceiveCount,
      sentAt: Attributes.SentTimestamp,
    }),
  )
