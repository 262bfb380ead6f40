import { dynamoDbConnections } from '../../functions/adapters/dynamodb-connections.ts'
import { type Connection, type Connections, mostConnections } from '../../functions/core/connections.ts'
import { startDynamoDb } from '../adapters/dynamodb-fixture.ts'
import { expiringShelf } from './expiring-shelf.ts'

const lifetime = 2 * 3_600 + 600

/** Connections in memory that pass the port's suite. */
export function memoryConnections(now: () => number): Connections {
  const shelf = expiringShelf<Connection>(() => now() / 1000, lifetime)
  const gone = new Set<string>()
  const all = () => shelf.range('').filter(({ id }) => !gone.has(id))
  const of = async (conversationId: string) =>
    all()
      .filter((each) => each.conversationId === conversationId)
      .toSorted((a, b) => a.connectedAt - b.connectedAt)
  return {
    async add(connection) {
      const others = await of(connection.conversationId)
      const oldest = others.slice(0, Math.max(0, others.length + 1 - mostConnections))
      for (const { id } of oldest) gone.add(id)
      shelf.put(connection.id, connection)
      return oldest
    },
    find: async (id) => all().find((each) => each.id === id),
    of,
    remove: async ({ id }) => void gone.add(id),
  }
}

/** A connection to a conversation of `ses_1`, good for an hour. */
export function someConnection(id: string, changes: Partial<Connection> & { now: number }): Connection {
  const { now, ...rest } = changes
  return {
    id,
    conversationId: 'cnv_1',
    session: { sessionId: 'ses_1', customerId: undefined, operator: false },
    connectedAt: now,
    until: now + 3_600_000,
    ...rest,
  }
}

export interface StartedConnections {
  readonly connections: Connections
  stop(): Promise<void>
}

/** Every implementation of the port, for `describe.each`: what holds for one holds for all. */
export const connectionKeepers: readonly {
  readonly name: string
  start(now: () => number): Promise<StartedConnections>
}[] = [
  {
    name: 'the in-memory double',
    start: async (now) => ({ connections: memoryConnections(now), stop: async () => {} }),
  },
  {
    name: 'the DynamoDB adapter',
    async start(now) {
      const engine = await startDynamoDb()
      const table = await engine.createTable('memory')
      return {
        connections: dynamoDbConnections({ client: engine.client, table, now }),
        stop: () => engine.close(),
      }
    },
  },
]
