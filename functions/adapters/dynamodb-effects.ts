import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Effects } from '../core/effects.ts'
import { actionWrites, type Item, type TransactItem } from './dynamodb-memory-items.ts'
import { keys } from './dynamodb-memory-keys.ts'
import { changeItems, obstacleOf } from './dynamodb-store-changes.ts'

const retention = 90 * 86_400
const oneDay = 86_400

/** Executes actions: one transaction over the memory table and the store table. */
export function dynamoDbEffects(options: {
  readonly client: DynamoDBDocumentClient
  readonly memoryTable: string
  readonly storeTable: string
  readonly now: () => number
  /** Changes of one customer on one day (UTC) that need no approval; absent: any number. */
  readonly changesPerDay?: number | undefined
}): Effects {
  const { client, memoryTable, storeTable, now } = options
  const seconds = () => Math.floor(now() / 1000)
  const expiring = (item: Item): Item => ({ ...item, ttl: seconds() + retention })
  return {
    async execute({ conversationId, turn, change, move, lastStep }) {
      const { run, index, step } = lastStep
      const store = change ? changeItems(storeTable, change) : []
      const limit = move.before.status === 'approved' ? undefined : options.changesPerDay
      const TransactItems: TransactItem[] = [
        turnIsCurrent(memoryTable, conversationId, turn),
        ...actionWrites(memoryTable, conversationId, move, expiring),
        {
          Put: {
            TableName: memoryTable,
            Item: expiring({ ...keys.step(conversationId, run.turn, run.specialist, index), step }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        ...(change ? [countChange(memoryTable, move.after.customerId, now(), limit)] : []),
        ...store,
      ]
      try {
        await client.send(new TransactWriteCommand({ TransactItems }))
        return 'executed'
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error
        const reasons = error.CancellationReasons ?? []
        const failed = (place: number) => reasons[place]?.Code === 'ConditionalCheckFailed'
        if (failed(0)) return 'superseded'
        if (failed(1) || failed(2)) return 'done_before'
        if (change && failed(3)) return 'too_many'
        const obstacle = obstacleOf(reasons.slice(TransactItems.length - store.length))
        // Another transaction is at work on one of the records: planning again reads what it leaves.
        if (obstacle === 'changed' || obstacle === 'conflict') return 'changed_meanwhile'
        throw error
      }
    },
  }
}

/** Changes that a customer has made on this day (UTC). */
export async function changesToday(
  client: DynamoDBDocumentClient,
  table: string,
  customerId: string,
  now: number,
): Promise<number> {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: dayKey(customerId, now), ConsistentRead: true }),
  )
  return typeof Item?.changes === 'number' ? Item.changes : 0
}

function dayKey(customerId: string, now: number) {
  return { pk: `customer#${customerId}`, sk: `changes#${new Date(now).toISOString().slice(0, 10)}` }
}

function countChange(
  table: string,
  customerId: string,
  now: number,
  limit: number | undefined,
): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: dayKey(customerId, now),
      UpdateExpression: 'ADD changes :one SET #ttl = :ttl',
      ...(limit === undefined
        ? {}
        : { ConditionExpression: 'attribute_not_exists(changes) OR changes < :limit' }),
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':ttl': Math.floor(now / 1000) + 2 * oneDay,
        ...(limit === undefined ? {} : { ':limit': limit }),
      },
    },
  }
}

/** The point of no return: a newer message before it stops the effect, one after it finds it done. */
function turnIsCurrent(table: string, conversationId: string, turn: number): TransactItem {
  return {
    ConditionCheck: {
      TableName: table,
      Key: keys.conversation(conversationId),
      ConditionExpression: '#turn.#number = :turn AND #turn.#phase = :working',
      ExpressionAttributeNames: { '#turn': 'turn', '#number': 'number', '#phase': 'phase' },
      ExpressionAttributeValues: { ':turn': turn, ':working': 'working' },
    },
  }
}
