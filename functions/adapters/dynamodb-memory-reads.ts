import { action } from '../core/action.ts'
import { type Conversation, conversation } from '../core/conversation.ts'
import type { Memory } from '../core/memory.ts'
import { answer, step, summary, turnRecord } from '../core/records.ts'
import { messageOf, recordOf, storiesOf } from './dynamodb-memory-items.ts'
import { keys, ranges } from './dynamodb-memory-keys.ts'
import type { MemoryTable } from './dynamodb-memory-table.ts'
import { waitingOf } from './dynamodb-waiting.ts'

type Reads =
  | 'conversation'
  | 'recent'
  | 'messages'
  | 'turn'
  | 'turns'
  | 'steps'
  | 'answers'
  | 'action'
  | 'actions'
  | 'conversationsOf'
  | 'waiting'

/** Whatever the memory is asked for. Strongly consistent, since what is read decides something. */
export function memoryReads(table: MemoryTable): Pick<Memory, Reads> {
  async function readConversations(ids: readonly string[]): Promise<Conversation[]> {
    if (ids.length === 0) return []
    const items = await table.getBatch(ids.map(keys.conversation))
    return items.map((item) => recordOf(conversation, item))
  }

  return {
    async conversation(id) {
      const item = await table.get(keys.conversation(id))
      return item && recordOf(conversation, item)
    },

    async recent(id, limit) {
      const newest = await table.query({
        ...within(id, ranges.messages),
        ScanIndexForward: false,
        Limit: limit,
      })
      const first = newest[0]?.sk === keys.summary(id).sk ? newest.shift() : undefined
      return { summary: first && recordOf(summary, first), messages: newest.map(messageOf).reverse() }
    },

    async messages(id, after, limit) {
      const first = keys.message(id, after + 1).sk
      const items = await table.query({ ...between(id, first, ranges.lastMessage), Limit: limit })
      return items.map(messageOf)
    },

    async turn(id, number) {
      const item = await table.get(keys.turn(id, number))
      return item && recordOf(turnRecord, item)
    },

    async turns(id, first, last) {
      return storiesOf(await table.query(between(id, ranges.turnStart(first), ranges.turnEnd(last))))
    },

    async steps(id, run) {
      const items = await table.query(within(id, ranges.steps(run.turn, run.specialist)))
      return items.map((item) => recordOf(step, item.step))
    },

    async answers(id, turn) {
      const items = await table.query(within(id, ranges.answers(turn)))
      return items.map((item) => recordOf(answer, item.answer))
    },

    async action(id, actionId) {
      const item = await table.get(keys.action(id, actionId))
      return item && recordOf(action, item.action)
    },

    async actions(id) {
      const items = await table.query(within(id, ranges.actions))
      return items.map((item) => recordOf(action, item.action))
    },

    async conversationsOf(owner, limit) {
      const owned = await table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `owner#${owner}` },
        ScanIndexForward: false,
        Limit: limit,
      })
      const ids = owned.map(({ sk }) => String(sk).replace('conversation#', ''))
      return (await readConversations(ids)).sort((a, b) => (a.id < b.id ? 1 : -1))
    },

    async waiting(limit) {
      const items = await table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.waiting('').pk },
      })
      const longest = waitingOf(items).slice(0, limit)
      const found = await readConversations(longest.map(({ conversationId }) => conversationId))
      return longest.flatMap(({ conversationId, actionIds, since }) => {
        const conversation = found.find(({ id }) => id === conversationId)
        return conversation ? [{ conversation, actionIds, since }] : []
      })
    },
  }
}

function within(id: string, prefix: string) {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.conversation(id).pk, ':prefix': prefix },
  }
}

function between(id: string, first: string, last: string) {
  return {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': keys.conversation(id).pk, ':first': first, ':last': last },
  }
}
