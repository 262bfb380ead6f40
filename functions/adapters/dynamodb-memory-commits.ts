import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { movesOf } from '../core/action.ts'
import type { Conversation } from '../core/conversation.ts'
import type { Commit, CommitResult, IdempotencyRecord, Memory } from '../core/memory.ts'
import {
  actionWrites,
  conversationOf,
  earlierRequest,
  idempotencyPut,
  type TransactItem,
  turnEnding,
} from './dynamodb-memory-items.ts'
import { keys } from './dynamodb-memory-keys.ts'
import type { MemoryTable } from './dynamodb-memory-table.ts'
import { outboxAttributes, waitingWrites } from './dynamodb-waiting.ts'

/** Times that a request is made again at once, where only the moment was unlucky. */
const attempts = 5

/** How a conversation begins and changes: each time in one transaction, on condition that nobody was first. */
export function memoryCommits(
  table: MemoryTable,
  { conversation }: Pick<Memory, 'conversation'>,
): Pick<Memory, 'create' | 'commit'> {
  const { client, name, put, putNew } = table
  const write = async (TransactItems: TransactItem[]) =>
    await client.send(new TransactWriteCommand({ TransactItems }))

  /** What stands in the way of a transaction, from the items that its failed conditions found. */
  async function whyNot(error: unknown, commit: Commit): Promise<CommitResult> {
    if (!(error instanceof TransactionCanceledException)) throw error
    const reasons = error.CancellationReasons ?? []
    const found = reasons.map((reason) => reason.Item)
    const earlier = found.map(earlierRequest).find((it) => it !== undefined)
    if (earlier) return { kind: 'replayed', earlier }
    const current = found.map(conversationOf).find((it) => it !== undefined)
    if (current) return { kind: 'conflict', conversation: current }
    if (meetsAnother(error)) {
      const read = await conversation(commit.before.id)
      if (read) return { kind: 'conflict', conversation: read }
    }
    // The run's step is the last item of the transaction, actions are the last before that.
    const failed = reasons.map(({ Code }) => Code === 'ConditionalCheckFailed')
    if (commit.lastStep && failed.pop()) return { kind: 'step_exists' }
    const changed = movesOf(commit.action).length + (commit.action && 'proposed' in commit.action ? 1 : 0)
    if (changed > 0 && failed.slice(-changed).includes(true)) return { kind: 'action_moved' }
    throw error
  }

  function conversationPut(after: Conversation, condition: { version?: number }): TransactItem {
    return {
      Put: {
        TableName: name,
        Item: table.expiring({ ...keys.conversation(after.id), ...after }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(condition.version === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :version',
              ExpressionAttributeValues: { ':version': condition.version },
            }),
      },
    }
  }

  /** Written once, so it must outlive a conversation that goes on for long; what it names may be gone. */
  function ownedPut(it: Conversation): TransactItem {
    const Item = { ...keys.owned(it.customerId ?? it.sessionId, it.id), ttl: table.expiry(4) }
    return { Put: { TableName: name, Item } }
  }

  function idempotent(record: IdempotencyRecord | undefined): TransactItem[] {
    return record ? [idempotencyPut(name, record, table.seconds())] : []
  }

  return {
    async create(created, idempotency) {
      const TransactItems = [conversationPut(created, {}), ownedPut(created), ...idempotent(idempotency)]
      for (let attempt = 1; ; attempt++) {
        try {
          await write(TransactItems)
          return { kind: 'created' }
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error
          const found = (error.CancellationReasons ?? []).map(({ Item }) => earlierRequest(Item))
          const earlier = found.find((it) => it !== undefined)
          if (earlier) return { kind: 'replayed', earlier }
          // The same request is under way twice: a moment later one finds the other.
          if (!meetsAnother(error) || attempt === attempts) throw error
        }
      }
    },

    async commit(commit) {
      const { before, after, message, turn, ends, lastStep } = commit
      const bound = before.customerId !== after.customerId
      const TransactItems: TransactItem[] = [
        conversationPut(after, { version: before.version }),
        ...idempotent(commit.idempotency),
        ...(bound ? [ownedPut(after)] : []),
        ...(message
          ? [
              putNew({
                ...keys.message(after.id, message.seq),
                message,
                ...outboxAttributes(commit),
              }),
            ]
          : []),
        ...(turn ? [put({ ...keys.turn(after.id, turn.number), ...turn })] : []),
        ...(ends ? [turnEnding(name, after.id, ends)] : []),
        ...waitingWrites(name, commit, table.expiring),
        ...actionWrites(name, after.id, commit.action, table.expiring),
        ...(lastStep
          ? [
              putNew({
                ...keys.step(after.id, lastStep.run.turn, lastStep.run.specialist, lastStep.index),
                step: lastStep.step,
              }),
            ]
          : []),
      ]
      try {
        await write(TransactItems)
        return { kind: 'committed' }
      } catch (error) {
        return await whyNot(error, commit)
      }
    },
  }
}

/** Whether the transaction met another one that is under way on the same item. */
function meetsAnother(error: TransactionCanceledException): boolean {
  return (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict')
}
