import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'

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
})
export type Message = z.infer<typeof message>

export function newMessage(
  given: Pick<Message, 'body' | 'attributes' | 'groupId' | 'deduplicationId' | 'sequence'>,
  now: number,
  delaySeconds: number,
): Message {
  return { ...given, id: randomUUID(), sentAt: now, receives: 0, visibleAt: now + delaySeconds * 1000 }
}

/** Names one delivery of a message: the next delivery has another. */
export function receiptOf({ id, receives }: Message): string {
  return Buffer.from(`${id} ${receives}`).toString('base64url')
}

export function readReceipt(receipt: string): { id: string; receives: number } | undefined {
  const [, id, receives] = /^(\S{36}) (\d+)$/.exec(Buffer.from(receipt, 'base64url').toString()) ?? []
  return id === undefined ? undefined : { id, receives: Number(receives) }
}

/** A sequence number as SQS writes it: it sorts as text. */
export function sequenceNumber({ sequence }: Message): string {
  return String(sequence).padStart(20, '0')
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
