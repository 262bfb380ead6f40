import { dynamoDbCircuits } from '../../functions/adapters/dynamodb-circuits.ts'
import { dynamoDbSpending } from '../../functions/adapters/dynamodb-spending.ts'
import { type Circuit, type Circuits, closedCircuit } from '../../functions/core/circuit.ts'
import type { Spending } from '../../functions/core/spend-limit.ts'
import { startDynamoDb } from '../adapters/dynamodb-fixture.ts'

/** Circuits in memory that pass the port's suite, and what was asked of them. */
export interface MemoryCircuits extends Circuits {
  readonly stored: Map<string, Circuit>
  readonly requests: ('read' | 'save')[]
}

export function memoryCircuits(): MemoryCircuits {
  const stored = new Map<string, Circuit>()
  const requests: ('read' | 'save')[] = []
  const at = (name: string) => stored.get(name) ?? closedCircuit
  return {
    stored,
    requests,
    async read(name) {
      requests.push('read')
      return at(name)
    },
    async save(name, next) {
      requests.push('save')
      if (at(name).version !== next.version - 1) return at(name)
      stored.set(name, next)
      return undefined
    },
  }
}

/** What days have cost, in memory. */
export function memorySpending(): Spending & { readonly stored: Map<string, number> } {
  const stored = new Map<string, number>()
  return {
    stored,
    of: async (day) => stored.get(day) ?? 0,
    async add(day, microDollars) {
      const sum = (stored.get(day) ?? 0) + microDollars
      stored.set(day, sum)
      return sum
    },
  }
}

export interface StartedModelRecords {
  readonly circuits: Circuits
  readonly spending: Spending
  stop(): Promise<void>
}

/** Every implementation of the two ports, for `describe.each`: what holds for one holds for all. */
export const modelRecords: readonly {
  readonly name: string
  start(now: () => number): Promise<StartedModelRecords>
}[] = [
  {
    name: 'the in-memory double',
    start: async () => ({ circuits: memoryCircuits(), spending: memorySpending(), stop: async () => {} }),
  },
  {
    name: 'the DynamoDB adapter',
    async start(now) {
      const engine = await startDynamoDb()
      const table = { client: engine.client, table: await engine.createTable('memory') }
      return {
        circuits: dynamoDbCircuits({ ...table, now }),
        spending: dynamoDbSpending(table),
        stop: () => engine.close(),
      }
    },
  },
]
