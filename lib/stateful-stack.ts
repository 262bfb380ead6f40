import { Key } from 'aws-cdk-lib/aws-kms'
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Config } from './config.ts'
import { Memory } from './memory.ts'
import { Store } from './store.ts'

/** What must survive: the tables, and their key if there is one. Deleting the stack leaves them where they are. */
export class StatefulStack extends Stack {
  readonly memory: Memory
  readonly store: Store
  readonly key: Key | undefined

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, {
      description: `Switchboard ${config.stage}: the conversation memory and the store`,
      terminationProtection: true,
    })
    this.key = config.customerManagedKey
      ? new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN })
      : undefined
    this.memory = new Memory(this, 'Memory', this.key)
    this.store = new Store(this, 'Store', this.key)

    new CfnOutput(this, 'MemoryTableName', { value: this.memory.table.tableName })
    new CfnOutput(this, 'StoreTableName', { value: this.store.table.tableName })
  }
}
