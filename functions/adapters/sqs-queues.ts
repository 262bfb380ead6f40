import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Inbound, InboundAgain, Merging, Tasks } from '../core/queues.ts'
import { unburdened } from './unburdened.ts'

/** One client for an environment. Region, credentials and endpoint come from the runtime. */
export function sqsClient(): SQSClient {
  return unburdened(new SQSClient({ maxAttempts: 5, useQueueUrlAsEndpoint: false }))
}

/** SQS delays a message by at most this many seconds. */
const longestDelay = 900

/** The conversation is the message group everywhere: order on the FIFO queue, fairness on the standard ones. */
async function send(
  client: SQSClient,
  QueueUrl: string,
  body: { readonly conversationId: string },
  extra: {
    readonly MessageDeduplicationId?: string
    readonly MessageGroupId?: string
    readonly DelaySeconds?: number
  },
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify(body),
      MessageGroupId: body.conversationId,
      ...extra,
    }),
  )
}

function delay(milliseconds: number): { readonly DelaySeconds?: number } {
  return milliseconds <= 0 ? {} : { DelaySeconds: Math.min(Math.ceil(milliseconds / 1000), longestDelay) }
}

export function sqsInbound(client: SQSClient, url: string): Inbound & InboundAgain {
  return {
    customerMessage: async (message, MessageDeduplicationId) =>
      await send(client, url, message, { MessageDeduplicationId }),
    again: async (message, MessageDeduplicationId) =>
      await send(client, url, message, {
        MessageDeduplicationId,
        MessageGroupId: `${message.conversationId}-again`,
      }),
  }
}

export function sqsTasks(client: SQSClient, urls: ReadonlyMap<string, string>): Tasks {
  return {
    async task(message, delayMs = 0) {
      const url = urls.get(message.specialist)
      if (url === undefined)
        throw new Error(`No queue is configured for the specialist ${message.specialist}`)
      await send(client, url, message, delay(delayMs))
    },
  }
}

export function sqsMerging(client: SQSClient, url: string): Merging {
  return {
    deadline: async (message, delayMs) => await send(client, url, message, delay(delayMs)),
  }
}

/** Brings a received message back after this time instead of after its queue's visibility timeout. */
export async function comeBackIn(
  client: SQSClient,
  queueUrl: string,
  receiptHandle: string,
  milliseconds: number,
): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Math.ceil(milliseconds / 1000),
    }),
  )
}
