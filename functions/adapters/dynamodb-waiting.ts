import * as z from 'zod'
import { type ConversationEvent, eventOf } from '../core/events.ts'
import type { Commit } from '../core/memory.ts'
import type { Item, TransactItem } from './dynamodb-memory-items.ts'
import { keys } from './dynamodb-memory-keys.ts'

/**
 * The list of what waits for a person: an item for each conversation that a human holds, and for each action that waits
 * for approval. Written and removed in the transaction that changes what it says, so that it needs no index and no scan.
 * One partition holds it: it is as long as the operators' queue.
 */
const waitingItem = z.object({
  conversationId: z.string(),
  /** Absent: the conversation itself waits. */
  actionId: z.string().optional(),
  since: z.iso.datetime(),
})

/** What waits in one conversation. */
export interface WaitingEntry {
  readonly conversationId: string
  readonly actionIds: readonly string[]
  readonly since: string
}

/** What a change means for the list. */
export function waitingWrites(table: string, commit: Commit, expiring: (item: Item) => Item): TransactItem[] {
  const put = (Item: Item): TransactItem => ({ Put: { TableName: table, Item: expiring(Item) } })
  const remove = (Key: Item): TransactItem => ({ Delete: { TableName: table, Key } })
  const event = eventOf(commit)
  const { action } = commit
  const isDecided = action && 'before' in action && action.before.status === 'awaiting_approval'
  return [
    ...(event?.type === 'conversation.handed_off' || event?.type === 'approval.requested'
      ? [put(itemOf(event))]
      : []),
    ...(event?.type === 'conversation.given_back' ? [remove(keys.waiting(event.detail.conversationId))] : []),
    ...(isDecided ? [remove(keys.waiting(action.before.id))] : []),
  ]
}

/** The list, longest waiting first. */
export function waitingOf(items: readonly Item[]): WaitingEntry[] {
  const all = items.map((item) => waitingItem.parse(item))
  return [...Map.groupBy(all, ({ conversationId }) => conversationId)]
    .map(([conversationId, own]) => ({
      conversationId,
      actionIds: own.flatMap(({ actionId }) => actionId ?? []),
      since: own.map(({ since }) => since).toSorted()[0] ?? '',
    }))
    .toSorted((a, b) => (a.since < b.since ? -1 : 1))
}

/** What the relay must send for a message: the queue messages, and the event that the change is. */
export function outboxAttributes(commit: Commit): Item {
  const event = eventOf(commit)
  const outbox = [...(commit.outbox ?? []), ...(event ? ['event'] : [])]
  return { ...(outbox.length > 0 ? { outbox } : {}), ...(event ? { event } : {}) }
}

function itemOf({ detail: { conversationId, actionId, at } }: ConversationEvent): Item {
  return {
    ...keys.waiting(actionId ?? conversationId),
    conversationId,
    ...(actionId === undefined ? {} : { actionId }),
    since: at,
  }
}
