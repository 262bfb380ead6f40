import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { refusal } from './refusal.ts'

export const messageAttributes = z.record(
  z.string(),
  z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional(),
  }),
)

/** A message as a queue holds it. Times in milliseconds since 1970. */
export const message = z.object({
  id: z.string(),
  body: z.string(),
  attributes: messageAttributes,
  groupId: z.string().optional(),
  deduplicationId: z.string().optional(),
  /** Its place in the queue. */
  sequence: z.number(),
  sentAt: z.number(),
  firstReceivedAt: z.number().optional(),
  receives: z.number(),
  /** Nobody gets it before. */
  visibleAt: z.number(),
  /** In a dead letter queue: the ARN of the queue that it comes from. */
  deadLetterSource: z.string().optional(),
})
export type Message = z.infer<typeof message>

export function newMessage(
  given: Pick<Message, 'body' | 'attributes' | 'groupId' | 'deduplicationId' | 'sequence'>,
  now: number,
  delaySeconds: number,
): Message {
  return { ...given, id: randomUUID(), sentAt: now, receives: 0, visibleAt: now + delaySeconds * 1000 }
}

/**
 * A message as a dead letter queue takes it over: its receives count on. On a FIFO queue it counts as sent now, and its id
 * deduplicates, so that two messages of one deduplication id are both kept.
 */
export function asDeadLetter(
  given: Message,
  deadLetterSource: string,
  sequence: number,
  now: number,
): Message {
  const isFifo = given.deduplicationId !== undefined
  return {
    ...given,
    sequence,
    deadLetterSource,
    visibleAt: now,
    ...(isFifo && { deduplicationId: given.id, sentAt: now }),
  }
}

/** Names one delivery of a message: the next delivery has another. */
export function receiptOf({ id, receives }: Message): string {
  return Buffer.from(`${id} ${receives}`).toString('base64url')
}

export function readReceipt(receipt: string): { id: string; receives: number } {
  const [, id, receives] = /^(\S{36}) (\d+)$/.exec(Buffer.from(receipt, 'base64url').toString()) ?? []
  if (id !== undefined) return { id, receives: Number(receives) }
  throw refusal(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${receipt}" is not a valid receipt handle.`,
  )
}

/** A sequence number as SQS writes it: it sorts as text. */
export function sequenceNumber({ sequence }: Message): string {
  return String(sequence).padStart(20, '0')
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

/** `inHand`: somebody has received it and not deleted it yet. */
export function countMessages(
  all: Message[],
  now: number,
): { visible: number; inHand: number; delayed: number } {
  const hidden = all.filter(({ visibleAt }) => visibleAt > now)
  const delayed = hidden.filter(({ receives }) => receives === 0).length
  return { visible: all.length - hidden.length, inHand: hidden.length - delayed, delayed }
}
