import { randomUUID } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Item, TransactItem } from './dynamodb-memory-items.ts'

export interface MemoryTableOptions {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
  readonly retentionDays?: number
}

/** The memory's table, whose items expire: what is read leaves out what has, what is written gets its time. */
export interface MemoryTable {
  readonly client: DynamoDBDocumentClient
  readonly name: string
  /** Now, in seconds, as DynamoDB counts. */
  seconds(): number
  /** When something expires that is written now, in seconds; `times` as long as the rest. */
  expiry(times?: number): number
  expiring(item: Item): Item
  get(key: { readonly pk: string; readonly sk: string }): Promise<Item | undefined>
  /** Page after page, up to `Limit` items. */
  query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]>
  /** In any order; at most 100 keys. */
  getBatch(keys: readonly Item[]): Promise<Item[]>
  put(item: Item): TransactItem
  putNew(item: Item): TransactItem
  /** Writes an item that is written only once. */
  putOnce(item: Item): Promise<'saved' | 'exists'>
}

const dayInSeconds = 86_400
/** Times that unread items are asked for again. */
const attempts = 5

export function memoryTable({ client, table, now, retentionDays = 90 }: MemoryTableOptions): MemoryTable {
  const seconds = () => Math.floor(now() / 1000)
  const expiry = (times = 1) => seconds() + times * retentionDays * dayInSeconds
  const expiring = (item: Item): Item => ({ ...item, ttl: expiry() })
  const isAlive = ({ ttl }: Item) => typeof ttl !== 'number' || ttl > seconds()

  return {
    client,
    name: table,
    seconds,
    expiry,
    expiring,

    async get(key) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
      return Item && isAlive(Item) ? Item : undefined
    },

    async query(input) {
      const items: Item[] = []
      let start: Item | undefined
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            ...input,
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        )
        items.push(...(page.Items ?? []).filter(isAlive))
        start = page.LastEvaluatedKey
      } while (start && (input.Limit === undefined || items.length < input.Limit))
      return items.slice(0, input.Limit)
    },

    async getBatch(keys) {
      const items: Item[] = []
      let left = [...keys]
      for (let attempt = 0; left.length > 0; attempt++) {
        if (attempt === attempts)
          throw new Error(`The table ${table} left ${left.length} items unread; try again.`)
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
        )
        items.push(...(Responses?.[table] ?? []))
        left = UnprocessedKeys?.[table]?.Keys ?? []
      }
      return items.filter(isAlive)
    },

    put: (item) => ({ Put: { TableName: table, Item: expiring(item) } }),

    putNew: (item) => ({
      Put: { TableName: table, Item: expiring(item), ConditionExpression: 'attribute_not_exists(pk)' },
    }),

    async putOnce(item) {
      // Tells our own write from another's: when the answer to the first attempt was lost, the client's second attempt
      // finds our item there, and that is no conflict.
      const writer = randomUUID()
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: expiring({ ...item, writer }),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        return 'saved'
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        return error.Item?.writer?.S === writer ? 'saved' : 'exists'
      }
    },
  }
}
