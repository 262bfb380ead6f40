import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { mergeEnv, routerEnv, specialistEnv, taskQueueVariable } from '../functions/adapters/env.ts'
import type { Card } from '../functions/core/specialist.ts'
import { Alarms } from './alarms.ts'
import { Api } from './api.ts'
import type { Bundles } from './bundles.ts'
import { type Config, maxConcurrencyOf } from './config.ts'
import type { Deployment } from './function.ts'
import { grantSendMail } from './mail.ts'
import { useModel } from './models.ts'
import { QueueConsumer } from './queue-consumer.ts'
import { Relay } from './relay.ts'
import { grantSecret } from './secrets.ts'
import { Socket } from './socket.ts'
import type { StatefulStack } from './stateful-stack.ts'

export interface ServiceStackProps {
  readonly config: Config
  readonly bundles: Bundles
  readonly specialists: readonly Card[]
  readonly stateful: StatefulStack
}

/** The way of a message: API, router, specialists, merge. It can be deleted and deployed again without loss. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { config, bundles, specialists, stateful }: ServiceStackProps) {
    super(scope, id, { description: `Switchboard ${config.stage}: API, agents and queues` })
    const { memory, store, events, key } = stateful
    const deployment: Deployment = { config, bundles, key, alarms: new Alarms(this, 'Alarms', config) }
    const turnDeadline = Duration.seconds(config.turnDeadlineSeconds)

    const router = new QueueConsumer(this, 'Router', {
      deployment,
      name: 'router',
      env: routerEnv,
      fifo: true,
      timeout: Duration.seconds(30),
      memorySize: 512,
      maxConcurrency: maxConcurrencyOf(config, 'router'),
      tooLong: turnDeadline,
      runbook: 'inbound',
    })
    memory.grantReadWrite(router.function)
    useModel(router.function, config, 'router')

    const merge = new QueueConsumer(this, 'Merge', {
      deployment,
      name: 'merge',
      env: mergeEnv,
      timeout: Duration.seconds(15),
      memorySize: 256,
      // Every turn's deadline waits here, delayed, so a message may well be that old.
      tooLong: turnDeadline.plus(turnDeadline),
      runbook: 'merge',
    })
    memory.grantReadWrite(merge.function)

    const consumers = specialists.map(({ name, changesStore }) => {
      const specialist = new QueueConsumer(this, logicalName(name), {
        deployment,
        name,
        env: specialistEnv,
        timeout: Duration.seconds(60),
        memorySize: 512,
        maxConcurrency: maxConcurrencyOf(config, name),
        tooLong: turnDeadline,
        runbook: 'tasks',
      })
      memory.grantReadWrite(specialist.function)
      if (changesStore) store.grantReadWrite(specialist.function)
      else store.grantRead(specialist.function)
      specialist.function.provide('APPROVAL_LIMITS', JSON.stringify(config.approval))
      useModel(specialist.function, config, name)
      specialist.grantSend(router.function, taskQueueVariable(name))
      specialist.grantSend(merge.function, taskQueueVariable(name))
      return { name, specialist }
    })
    // A task goes back to its own queue, and a consultation to another's.
    for (const from of consumers) {
      for (const to of consumers)
        to.specialist.grantSend(from.specialist.function, taskQueueVariable(to.name))
    }

    // Merge sends again what came to a stop, and looks after a turn again a while later.
    router.grantSend(merge.function, 'INBOUND_QUEUE_URL')
    merge.grantSend(merge.function, 'MERGE_QUEUE_URL')

    const relay = new Relay(this, 'Relay', deployment, memory)
    router.grantSend(relay.function, 'INBOUND_QUEUE_URL')
    merge.grantSend(relay.function, 'MERGE_QUEUE_URL')
    events.grantPut(relay.function)

    const api = new Api(this, 'Api', deployment)
    memory.grantReadWrite(api.function)
    store.grantRead(api.function)
    grantSendMail(api.function, config)
    router.grantSend(api.function, 'INBOUND_QUEUE_URL')
    grantSecret(api.function, config, 'SESSION_SECRET_PARAMETER')
    grantSecret(api.function, config, 'STORE_SECRET_PARAMETER')

    const socket = new Socket(this, 'Socket', { deployment, memory, mayLog: api.mayLog })
    api.function.provide('SOCKET_URL', socket.url)
    for (const { function: sender } of [api, router, merge, ...consumers.map(({ specialist }) => specialist)])
      socket.grantPost(sender)

    new CfnOutput(this, 'ApiUrl', { value: api.url })
    new CfnOutput(this, 'SocketUrl', { value: socket.url })
  }
}

function logicalName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
