import * as z from 'zod'
import type { Need } from './judge.ts'
import type { Arn } from './needs.ts'

/** What a request to DynamoDB has to be allowed. A transaction needs what its parts need. */
export function dynamoDbNeeds(action: string, body: unknown, arn: Arn): Need[] {
  const tableArn = (table: string): string =>
    table.startsWith('arn:') ? table : arn('dynamodb', `table/${table}`)
  const on = (name: string, resource: string): Need => ({
    action: `dynamodb:${name}`,
    resources: [resource],
  })
  const inBatch = (tables: Record<string, unknown>): Need[] =>
    Object.keys(tables).map((table) => on(action, tableArn(table)))

  switch (action) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return inBatch(batch.parse(body).RequestItems)
    case 'TransactGetItems':
      return transaction
        .parse(body)
        .TransactItems.flatMap((item) => Object.values(item))
        .map(({ TableName }) => on('GetItem', tableArn(TableName)))
    case 'TransactWriteItems':
      return transaction
        .parse(body)
        .TransactItems.flatMap((item) => Object.entries(item))
        .map(([kind, { TableName }]) => on(writes.parse(kind), tableArn(TableName)))
    case 'Query':
    case 'Scan': {
      const { TableName, IndexName } = indexed.parse(body)
      const table = tableArn(TableName)
      return [on(action, IndexName === undefined ? table : `${table}/index/${IndexName}`)]
    }
    case 'DescribeStream':
    case 'GetShardIterator':
      return [on(action, stream.parse(body).StreamArn)]
    default: {
      const { TableName } = anyTable.parse(body)
      return [on(action, TableName === undefined ? '*' : tableArn(TableName))]
    }
  }
}

const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) })
const transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))),
})
const indexed = z.object({ TableName: z.string(), IndexName: z.string().optional() })
const stream = z.object({ StreamArn: z.string() })
const anyTable = z.object({ TableName: z.string().optional() })

const kinds: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}
const writes = z.string().transform((kind) => kinds[kind] ?? kind)
