import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Spending } from '../core/spend-limit.ts'

const dayInSeconds = 86_400
/** So long it can be looked up what a day has cost. */
const keptDays = 35

const item = z.object({ microDollars: z.int().nonnegative() })

/** In the memory table: `spending#<day>`, `total`, one item for each UTC day. */
export function dynamoDbSpending({
  client,
  table,
}: {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}): Spending {
  return {
    async of(day) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(day) }))
      return Item ? item.parse(Item).microDollars : 0
    },

    async add(day, microDollars) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(day),
          UpdateExpression: 'ADD microDollars :cost SET #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':cost': microDollars,
            ':ttl': Date.parse(day) / 1000 + keptDays * dayInSeconds,
          },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return item.parse(Attributes).microDollars
    },
  }
}

function keyOf(day: string) {
  return { pk: `spending#${day}`, sk: 'total' }
}
