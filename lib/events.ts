import { EventBus } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'

/** The bus on which the service tells other systems what happens; their rules are their own. See docs/events.md. */
export class Events extends Construct {
  readonly bus: EventBus

  /** Named, unlike everything else, since the rules of others name it. */
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id)
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: `switchboard-${stage}`,
      description: 'Switchboard: conversations that want a person, and actions that wait for approval',
    })
  }

  grantPut(sender: ServiceFunction): void {
    sender.provide('EVENT_BUS_NAME', this.bus.eventBusName)
    sender.allow(this.bus.eventBusArn, 'events:PutEvents')
  }
}
