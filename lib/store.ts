import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'
import { allowOnTable, read, retainedTable } from './tables.ts'

/** The store's own customers, orders and products, where no other shop system takes their place. */
export class Store extends Construct {
  readonly table: TableV2
  readonly key: IKey | undefined

  constructor(scope: Construct, id: string, key: IKey | undefined) {
    super(scope, id)
    this.key = key
    this.table = retainedTable(this, 'Table', { key })
  }

  grantRead(reader: ServiceFunction): void {
    reader.provide('STORE_TABLE', this.table.tableName)
    allowOnTable(reader, this, read)
  }

  /** For a specialist that changes the store's records. */
  grantReadWrite(reader: ServiceFunction): void {
    reader.provide('STORE_TABLE', this.table.tableName)
    // A customer's look-ups move with their address: the old ones are deleted.
    allowOnTable(reader, this, [...read, 'dynamodb:PutItem', 'dynamodb:DeleteItem'])
  }
}
