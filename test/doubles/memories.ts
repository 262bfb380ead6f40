import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { startDynamoDb } from '../adapters/dynamodb-fixture.ts'
import { inMemoryMemory } from './memory.ts'

export interface StartedMemory {
  readonly memory: Memory
  stop(): Promise<void>
}

/** Every implementation of the port, for `describe.each`: what holds for one holds for all. */
export const memories: readonly {
  readonly name: string
  start(now: () => number): Promise<StartedMemory>
}[] = [
  {
    name: 'the in-memory double',
    start: async (now) => ({ memory: inMemoryMemory({ now }), stop: async () => {} }),
  },
  {
    name: 'the DynamoDB adapter',
    async start(now) {
      const engine = await startDynamoDb()
      const table = await engine.createTable('memory')
      return { memory: dynamoDbMemory({ client: engine.client, table, now }), stop: () => engine.close() }
    },
  },
]
