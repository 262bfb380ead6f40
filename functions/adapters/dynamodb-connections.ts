import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type Connection, type Connections, mostConnections } from '../core/connections.ts'
import { keys, ranges } from './dynamodb-memory-keys.ts'

const item = z.object({
  connection: z.object({
    id: z.string(),
    conversationId: z.string(),
    session: z
      .object({ sessionId: z.string(), customerId: z.string().optional(), operator: z.boolean() })
      .transform(({ customerId, ...session }) => ({ ...session, customerId })),
    connectedAt: z.int(),
    until: z.int(),
  }),
  ttl: z.int(),
})

/** Seconds: a little longer than the gateway keeps any connection. */
const lifetime = 2 * 3_600 + 600

/**
 * Connections in the memory table: each an item beside its conversation, and one by its own id, since all that the gateway
 * says later is that.
 */
export function dynamoDbConnections(options: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
  readonly now: () => number
}): Connections {
  const { client, table, now } = options
  const alive = (found: Record<string, unknown> | undefined): Connection[] => {
    const { data } = item.safeParse(found)
    return data && data.ttl > now() / 1000 ? [data.connection] : []
  }

  async function of(conversationId: string, newest: boolean): Promise<Connection[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: newest,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': keys.conversation(conversationId).pk,
          ':prefix': ranges.connections,
        },
      }),
    )
    return Items.flatMap(alive).toSorted((a, b) => a.connectedAt - b.connectedAt)
  }

  async function remove({ id, conversationId }: Pick<Connection, 'id' | 'conversationId'>): Promise<void> {
    const both = [keys.connection(conversationId, id), keys.connectionPointer(id)]
    await Promise.all(both.map((Key) => client.send(new DeleteCommand({ TableName: table, Key }))))
  }

  return {
    async add({ session: { customerId, ...session }, ...rest }) {
      const { id, conversationId } = rest
      const connection = {
        ...rest,
        session: { ...session, ...(customerId === undefined ? {} : { customerId }) },
      }
      const others = await of(conversationId, true)
      const oldest = others.slice(0, Math.max(0, others.length + 1 - mostConnections))
      const ttl = Math.floor(now() / 1000) + lifetime
      const both = [keys.connection(conversationId, id), keys.connectionPointer(id)]
      await client.send(
        new TransactWriteCommand({
          TransactItems: both.map((key) => ({
            Put: { TableName: table, Item: { ...key, connection, ttl } },
          })),
        }),
      )
      await Promise.all(oldest.map(remove))
      return oldest
    },

    async find(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keys.connectionPointer(id), ConsistentRead: true }),
      )
      return alive(Item)[0]
    },

    of,
    remove,
  }
}
