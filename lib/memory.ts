import { StreamViewType, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'
import { allowOnTable, read, readStream, retainedTable, write } from './tables.ts'

/** The shared conversation memory: one table, and its stream for the outbox. */
export class Memory extends Construct {
  readonly table: TableV2
  readonly key: IKey | undefined

  constructor(scope: Construct, id: string, key: IKey | undefined) {
    super(scope, id)
    this.key = key
    this.table = retainedTable(this, 'Table', { key, stream: StreamViewType.NEW_IMAGE })
  }

  grantReadWrite(reader: ServiceFunction): void {
    reader.provide('MEMORY_TABLE', this.table.tableName)
    allowOnTable(reader, this, [...read, ...write])
  }

  /** For what is no longer so: a connection that is gone, an entry of the list of what waits for a person. */
  grantRemove(remover: ServiceFunction): void {
    remover.allow(this.table.tableArn, 'dynamodb:DeleteItem')
  }

  /** Lets a function read the table's stream. Returns the stream's ARN. */
  grantStream(reader: ServiceFunction): string {
    const { tableName, tableStreamArn } = this.table
    if (tableStreamArn === undefined) throw new Error('The memory table has no stream: the relay needs one.')
    reader.provide('MEMORY_TABLE', tableName)
    reader.allow(tableStreamArn, ...readStream)
    if (this.key) reader.allow(this.key.keyArn, 'kms:Decrypt')
    return tableStreamArn
  }
}
