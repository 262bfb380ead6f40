import { randomUUID } from 'node:crypto'
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { ownCredentials } from '../host/credentials.ts'
import { seedStore } from '../store/seed-store.ts'
import type { StoreTable } from '../store/store-table.ts'

export const replayRegion = 'us-east-1'

/** A store table with these records, and the stream of all writes to it from then on. */
export interface ReplayTable extends StoreTable {
  readonly streamArn: string
  remove(): Promise<void>
}

/** The stream begins after the records are in: it would only make loading them slower. */
export async function makeReplayTable(endpoint: string, files: StoreFiles): Promise<ReplayTable> {
  const name = `switchboard-replay-${randomUUID()}`
  const bare = new DynamoDBClient({ endpoint, region: replayRegion, credentials: ownCredentials() })
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: { removeUndefinedValues: true } })
  await client.send(
    new CreateTableCommand({
      TableName: name,
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
  await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: name })
  await seedStore({ client, table: name }, files)
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }))
  await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: name })
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  if (Table?.LatestStreamArn === undefined) throw new Error(`The table ${name} has no stream at ${endpoint}.`)
  return {
    client,
    table: name,
    streamArn: Table.LatestStreamArn,
    async remove() {
      await client.send(new DeleteTableCommand({ TableName: name }))
      bare.destroy()
    },
  }
}
