import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'

/** A message that no function understood. */
export interface Quarantined {
  readonly id: string
  readonly body: string
  readonly reason: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** Where the memory keeps them. */
export interface Shelf {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}

/** What is in quarantine of a queue, oldest first. */
export async function quarantinedOf({ client, table }: Shelf, queue: string): Promise<Quarantined[]> {
  const items: Quarantined[] = []
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `quarantine#${queue}` },
    },
  )
  for await (const { Items = [] } of pages) items.push(...Items.map((each) => item.parse(each)))
  return items.sort((a, b) => a.at - b.at)
}

export async function removeQuarantined({ client, table }: Shelf, queue: string, id: string): Promise<void> {
  await client.send(new DeleteCommand({ TableName: table, Key: { pk: `quarantine#${queue}`, sk: id } }))
}

const item = z
  .object({ sk: z.string(), body: z.string(), reason: z.string(), at: z.number() })
  .transform(({ sk, ...rest }): Quarantined => ({ id: sk, ...rest }))
