import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { productItems } from '../../functions/adapters/dynamodb-store-items.ts'
import type { Product } from '../../functions/core/store.ts'
import { ownCredentials } from '../host/credentials.ts'
import { writeAll } from '../store/store-table.ts'

/** A client that counts what comes back: requests, and bytes as they were on the wire. */
export interface CountingClient {
  readonly client: DynamoDBDocumentClient
  readonly received: { requests: number; bytes: number }
}

const snapshotPk = 'snapshot'
/** An item holds at most 400 KB. */
const bytesPerItem = 380_000

export function countingClient(endpoint: string): CountingClient {
  const bare = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: ownCredentials() })
  const received = { requests: 0, bytes: 0 }
  bare.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const answer = z.object({ headers: z.record(z.string(), z.string()) }).safeParse(result.response)
      received.requests += 1
      received.bytes += Number(answer.data?.headers['content-length'] ?? 0)
      return result
    },
    { step: 'deserialize', priority: 'low' },
  )
  return { client: DynamoDBDocumentClient.from(bare), received }
}

/** A store table with the catalogue in it, and the snapshot beside it. */
export async function makeTable(
  { client }: CountingClient,
  table: string,
  products: readonly Product[],
  packed: Buffer,
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  )
  await writeAll({ client, table }, [
    ...products.flatMap((it) => productItems(it).slice(0, 1)).map((Item) => ({ PutRequest: { Item } })),
    ...piecesOf(packed).map((Item) => ({ PutRequest: { Item } })),
  ])
}

export async function readSnapshot({ client }: CountingClient, table: string): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let from: Record<string, unknown> | undefined
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': snapshotPk },
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    pieces.push(
      ...z
        .array(z.object({ piece: z.instanceof(Uint8Array) }))
        .parse(page.Items)
        .map((it) => it.piece),
    )
    from = page.LastEvaluatedKey
  } while (from)
  return Buffer.concat(pieces)
}

function piecesOf(packed: Buffer) {
  return Array.from({ length: Math.ceil(packed.length / bytesPerItem) }, (_, at) => ({
    pk: snapshotPk,
    sk: String(at).padStart(4, '0'),
    piece: packed.subarray(at * bytesPerItem, (at + 1) * bytesPerItem),
  }))
}
