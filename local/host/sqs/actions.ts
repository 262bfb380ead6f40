import * as z from 'zod'
import { listActions } from './list-actions.ts'
import { type Message, md5, messageAttributes, receiptOf, sequenceNumber } from './message.ts'
import { moveActions } from './move-actions.ts'
import type { Queue } from './queue.ts'
import { attributeTexts, queueAttributes } from './queue-attributes.ts'
import type { QueueStore } from './queue-store.ts'
import { asRefusal, refusal } from './refusal.ts'

export type Action = (body: unknown, store: QueueStore, signal?: AbortSignal) => Promise<unknown>

/** The actions of the JSON protocol that are served, by name. Each checks its own input. */
export const actions: Record<string, Action> = {
  CreateQueue: async (body, store) => {
    const { QueueName, Attributes } = z.object({ QueueName: z.string(), Attributes: texts }).parse(body)
    return { QueueUrl: store.create(QueueName, queueAttributes.parse(Attributes)) }
  },
  GetQueueUrl: async (body, store) => {
    const { QueueName } = z.object({ QueueName: z.string() }).parse(body)
    return { QueueUrl: store.urlOf(store.named(QueueName)) }
  },
  GetQueueAttributes: async (body, store) => {
    const { AttributeNames } = z.object({ AttributeNames: z.array(z.string()).default([]) }).parse(body)
    const all = Object.entries(describe(queueOf(body, store)))
    const wanted = AttributeNames.includes('All') ? all : all.filter(([key]) => AttributeNames.includes(key))
    return { Attributes: Object.fromEntries(wanted) }
  },
  SetQueueAttributes: async (body, store) => {
    const { Attributes } = z.object({ Attributes: texts }).parse(body)
    const queue = queueOf(body, store)
    queue.attributes = queueAttributes.parse({ ...attributeTexts(queue.attributes), ...Attributes })
    return {}
  },
  SendMessage: async (body, store) => {
    const message = send(queueOf(body, store), sendEntry.parse(body))
    return { MessageId: message.id, MD5OfMessageBody: md5(message.body), ...fifoAnswer(message) }
  },
  SendMessageBatch: async (body, store) => {
    const queue = queueOf(body, store)
    return batch(body, sendEntry, (entry) => {
      const message = send(queue, entry)
      return { MessageId: message.id, MD5OfMessageBody: md5(message.body), ...fifoAnswer(message) }
    })
  },
  ReceiveMessage: async (body, store, signal) => {
    const queue = queueOf(body, store)
    const asked = receiveInput.parse(body)
    const messages = await queue.receive(
      asked.MaxNumberOfMessages,
      asked.VisibilityTimeout ?? queue.attributes.VisibilityTimeout,
      (asked.WaitTimeSeconds ?? queue.attributes.ReceiveMessageWaitTimeSeconds) * 1000,
      signal,
    )
    return messages.length === 0 ? {} : { Messages: messages.map(received) }
  },
  DeleteMessage: async (body, store) => {
    queueOf(body, store).delete(receiptEntry.parse(body).ReceiptHandle)
    return {}
  },
  DeleteMessageBatch: async (body, store) => {
    const queue = queueOf(body, store)
    return batch(body, receiptEntry, ({ ReceiptHandle }) => {
      queue.delete(ReceiptHandle)
      return {}
    })
  },
  ChangeMessageVisibility: async (body, store) => {
    const { ReceiptHandle, VisibilityTimeout } = visibilityEntry.parse(body)
    queueOf(body, store).hide(ReceiptHandle, VisibilityTimeout)
    return {}
  },
  ChangeMessageVisibilityBatch: async (body, store) => {
    const queue = queueOf(body, store)
    return batch(body, visibilityEntry, ({ ReceiptHandle, VisibilityTimeout }) => {
      queue.hide(ReceiptHandle, VisibilityTimeout)
      return {}
    })
  },
  PurgeQueue: async (body, store) => {
    queueOf(body, store).purge()
    return {}
  },
  ...listActions,
  ...moveActions,
}

const texts = z.record(z.string(), z.string()).default({})
const seconds = (most: number) => z.number().int().min(0).max(most)
const sendEntry = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: seconds(900).optional(),
  MessageAttributes: messageAttributes.default({}),
  MessageGroupId: z.string().max(128).optional(),
  MessageDeduplicationId: z.string().max(128).optional(),
})
const receiptEntry = z.object({ ReceiptHandle: z.string() })
const visibilityEntry = receiptEntry.extend({ VisibilityTimeout: seconds(43_200) })
const receiveInput = z.object({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: seconds(43_200).optional(),
  WaitTimeSeconds: seconds(20).optional(),
})

function queueOf(body: unknown, store: QueueStore): Queue {
  const { QueueUrl } = z.object({ QueueUrl: z.string() }).parse(body)
  return store.atUrl(QueueUrl)
}

function send(queue: Queue, entry: z.infer<typeof sendEntry>): Message {
  const { FifoQueue, DelaySeconds, MaximumMessageSize } = queue.attributes
  if (FifoQueue && entry.DelaySeconds)
    throw refusal(
      'InvalidParameterValue',
      `Value ${entry.DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    )
  if (FifoQueue && entry.MessageGroupId === undefined)
    throw refusal('MissingParameter', 'The request must contain the parameter MessageGroupId.')
  if (Buffer.byteLength(entry.MessageBody) > MaximumMessageSize)
    throw refusal(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${MaximumMessageSize} bytes.`,
    )
  return queue.send({
    body: entry.MessageBody,
    attributes: entry.MessageAttributes,
    groupId: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
    delaySeconds: entry.DelaySeconds ?? DelaySeconds,
  })
}

/** Handles every entry by itself; what fails is told entry by entry. */
function batch<Entry>(body: unknown, schema: z.ZodType<Entry>, handle: (entry: Entry) => object): unknown {
  const { Entries } = z
    .object({
      Entries: z
        .array(z.looseObject({ Id: z.string() }))
        .min(1)
        .max(10),
    })
    .parse(body)
  const Successful: object[] = []
  const Failed: object[] = []
  for (const entry of Entries) {
    try {
      Successful.push({ Id: entry.Id, ...handle(schema.parse(entry)) })
    } catch (error) {
      const { code, detail } = asRefusal(error)
      Failed.push({ Id: entry.Id, SenderFault: true, Code: code, Message: detail })
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) }
}

function fifoAnswer(message: Message): object {
  return message.deduplicationId === undefined ? {} : { SequenceNumber: sequenceNumber(message) }
}

function received(message: Message): unknown {
  const { groupId, deduplicationId, firstReceivedAt, deadLetterSource } = message
  return {
    MessageId: message.id,
    ReceiptHandle: receiptOf(message),
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: {
      SenderId: 'local',
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receives),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: deadLetterSource }),
      ...(deduplicationId !== undefined && {
        MessageDeduplicationId: deduplicationId,
        SequenceNumber: sequenceNumber(message),
      }),
    },
    ...(Object.keys(message.attributes).length > 0 && { MessageAttributes: message.attributes }),
  }
}

function describe(queue: Queue): Record<string, string> {
  const { visible, inHand, delayed } = queue.counts()
  return {
    ...attributeTexts(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inHand),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  }
}
