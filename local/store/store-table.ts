import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type BatchWriteCommandOutput,
  type DynamoDBDocumentClient,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb'

export interface StoreTable {
  readonly client: DynamoDBDocumentClient
  readonly table: string
}

const scanners = 4
const writers = 8
const writesPerBatch = 25
const batchAttempts = 10

export type StoreWrite =
  | { readonly PutRequest: { readonly Item: Record<string, unknown> } }
  | { readonly DeleteRequest: { readonly Key: Record<string, unknown> } }

/** Every item of the table, read consistently and in no order. */
export async function scanItems({ client, table }: StoreTable): Promise<Record<string, unknown>[]> {
  const segments = Array.from({ length: scanners }, (_, segment) => scanSegment(segment))
  return (await Promise.all(segments)).flat()

  async function scanSegment(segment: number): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = []
    let from: Record<string, unknown> | undefined
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          Segment: segment,
          TotalSegments: scanners,
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      items.push(...(page.Items ?? []))
      from = page.LastEvaluatedKey
    } while (from)
    return items
  }
}

/** Writes in batches, several at a time. Throws if the table stays too busy. */
export async function writeAll({ client, table }: StoreTable, writes: readonly StoreWrite[]): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (next < writes.length) {
        const batch = writes.slice(next, next + writesPerBatch)
        next += batch.length
        await writeBatch(batch)
      }
    }),
  )

  async function writeBatch(batch: readonly StoreWrite[]): Promise<void> {
    let request: BatchWriteCommandInput['RequestItems'] = { [table]: [...batch] }
    for (let attempt = 1; attempt <= batchAttempts; attempt += 1) {
      const answer: BatchWriteCommandOutput = await client.send(
        new BatchWriteCommand({ RequestItems: request }),
      )
      if (answer.UnprocessedItems?.[table] === undefined) return
      request = answer.UnprocessedItems
    }
    throw new Error(`The table ${table} left writes undone in ${batchAttempts} attempts; try again later.`)
  }
}
