import { Key } from 'aws-cdk-lib/aws-kms'
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Config } from './config.ts'
import { Events } from './events.ts'
import { Memory } from './memory.ts'
import { Store } from './store.ts'

/**
 * What must survive: the tables, their key if there is one, and the bus that others attach rules to. Deleting the stack
 * leaves tables and key where they are.
 */
export class StatefulStack extends Stack {
  readonly memory: Memory
  readonly store: Store
  readonly events: Events
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
    this.events = new Events(this, 'Events', config.stage)

    new CfnOutput(this, 'MemoryTableName', { value: this.memory.table.tableName })
    new CfnOutput(this, 'StoreTableName', { value: this.store.table.tableName })
    new CfnOutput(this, 'EventBusName', { value: this.events.bus.eventBusName })
  }
}
