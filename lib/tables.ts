import {
  AttributeType,
  Billing,
  CfnGlobalTable,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'

/** A table that outlives its stack: keys `pk` and `sk`, paid per request, items expire at `ttl`. */
export function retainedTable(
  scope: Construct,
  id: string,
  { key, stream }: { readonly key: IKey | undefined; readonly stream?: StreamViewType },
): TableV2 {
  const table = new TableV2(scope, id, {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'ttl',
    billing: Billing.onDemand(),
    encryption: key ? TableEncryptionV2.awsManagedKey() : TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(stream && { dynamoStream: stream }),
  })
  if (key) encryptWith(table, key)
  return table
}

/** CDK takes an own key only where the region is fixed, since a global table needs one in each; ours has one region. */
function encryptWith(table: TableV2, key: IKey): void {
  const resource = table.node.defaultChild
  if (!(resource instanceof CfnGlobalTable)) throw new Error('A table is not made as it was in CDK 2.276.')
  resource.addPropertyOverride('Replicas.0.SSESpecification.KMSMasterKeyId', key.keyArn)
}

export const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const
export const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] as const
export const readStream = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
] as const

/** Allows actions on the table's items, and the use of its key. A transaction needs no action of its own. */
export function allowOnTable(
  reader: ServiceFunction,
  { table, key }: { readonly table: TableV2; readonly key: IKey | undefined },
  actions: readonly string[],
): void {
  reader.allow(table.tableArn, ...actions)
  if (key) reader.allow(key.keyArn, 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey')
}
