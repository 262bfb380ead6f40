import * as z from 'zod'
import { type Assembly, parsePiece, type Resource, resourcesOf } from './assembly.ts'
import { type Place, physicalName } from './attributes.ts'
import { type AwsCall, AwsError } from './aws-client.ts'
import type { Resolver } from './resolve.ts'

export type HostedTable = { logicalId: string; name: string; streamArn: string | undefined }

/** Makes the declared tables that are not there yet. Throws when one is there with other keys. */
export async function makeTables(
  assembly: Assembly,
  resolver: Resolver,
  place: Place,
  call: AwsCall,
): Promise<HostedTable[]> {
  const resources = [
    ...resourcesOf(assembly, 'AWS::DynamoDB::Table'),
    ...resourcesOf(assembly, 'AWS::DynamoDB::GlobalTable'),
  ]
  return Promise.all(
    resources.map(async (resource) => {
      const name = physicalName(resource, (piece) => resolver.value(resource.stack, piece))
      return makeTable(
        resource,
        name,
        parsePiece(tableProperties, resolver.properties(resource), resource),
        call,
        place,
      )
    }),
  )
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
const projection = z.object({
  ProjectionType: z.string(),
  NonKeyAttributes: z.array(z.string()).optional(),
})
const index = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection })
const tableProperties = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
})
type TableProperties = z.infer<typeof tableProperties>

async function makeTable(
  resource: Resource,
  name: string,
  declared: TableProperties,
  call: AwsCall,
  place: Place,
): Promise<HostedTable> {
  const { StreamSpecification: stream, TimeToLiveSpecification: ttl, ...keys } = declared
  const existing = await describe(name, call)
  if (existing !== undefined) {
    if (!sameKeys(existing, declared))
      throw new Error(
        `The kept table ${name} has other keys than the app declares now. Delete the kept data.`,
      )
  } else {
    await call('CreateTable', {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      ...keys,
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    })
    if (ttl?.Enabled) await call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: ttl })
  }
  const made = existing ?? (await describe(name, call))
  if (stream !== undefined && made?.LatestStreamArn === undefined)
    throw new Error(`${name} has no stream in ${place.region}, although ${resource.logicalId} declares one.`)
  return { logicalId: resource.logicalId, name, streamArn: made?.LatestStreamArn }
}

const description = z.object({
  Table: z.object({
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema: keySchema })).optional(),
    LatestStreamArn: z.string().optional(),
  }),
})
type Description = z.infer<typeof description>['Table']

async function describe(name: string, call: AwsCall): Promise<Description | undefined> {
  try {
    return description.parse(await call('DescribeTable', { TableName: name })).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

function sameKeys(existing: Description, declared: TableProperties): boolean {
  return JSON.stringify(keysOf(existing)) === JSON.stringify(keysOf(declared))
}

function keysOf(table: Pick<Description, 'KeySchema' | 'GlobalSecondaryIndexes'>): unknown {
  const keys = (schema: z.infer<typeof keySchema>): string[] =>
    schema.map((key) => `${key.KeyType} ${key.AttributeName}`).sort()
  const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema }) => [
    IndexName,
    ...keys(KeySchema),
  ])
  return [keys(table.KeySchema), indexes.map((index) => index.join(' ')).sort()]
}
