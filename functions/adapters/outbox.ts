import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import * as z from 'zod'
import { message } from '../core/conversation.ts'
import { type ConversationEvent, conversationEvent } from '../core/events.ts'
import type { OutboxEntry } from '../core/memory.ts'

const outboxItem = z.object({
  pk: z.string(),
  message,
  outbox: z.array(z.enum(['customer-message', 'deadline', 'event'])),
  event: conversationEvent.optional(),
})

/** What must be sent for a new item of the memory table, from its stream record. Most items have no outbox. */
export function outboxOf(record: DynamoDBRecord):
  | {
      readonly conversationId: string
      readonly turn: number
      readonly messageId: string
      readonly seq: number
      readonly entries: readonly OutboxEntry[]
      readonly event: ConversationEvent | undefined
    }
  | undefined {
  // The stream's types and the client's are the same shape under two names.
  const image = record.dynamodb?.NewImage as Parameters<typeof unmarshall>[0] | undefined
  const newItem = image && unmarshall(image)
  if (newItem && !('outbox' in newItem)) return undefined
  const item = outboxItem.parse(newItem)
  return {
    conversationId: item.pk.replace('conversation#', ''),
    turn: item.message.turn,
    messageId: item.message.id,
    seq: item.message.seq,
    entries: item.outbox.filter((entry) => entry !== 'event'),
    event: eventDue(item),
  }
}

function eventDue({ outbox, event }: z.infer<typeof outboxItem>): ConversationEvent | undefined {
  if (!outbox.includes('event')) return undefined
  if (event === undefined) throw new Error('A message asks for an event to be sent and names none.')
  return event
}
