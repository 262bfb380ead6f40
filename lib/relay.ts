import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Duration, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { relayEnv } from '../functions/adapters/env.ts'
import { type Deployment, ServiceFunction } from './function.ts'
import type { Memory } from './memory.ts'
import { alarmOnDeadLetters, allowSend, deadLetterQueue } from './queues.ts'

/** A message with an outbox. A filter sees only plain values, so the list is asked for by the type of its elements. */
const hasOutbox = {
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { NewImage: { outbox: { L: { S: FilterRule.exists() } } } },
}

/**
 * Sends what the outboxes of new messages hold, from the memory's stream: so that no accepted message is lost and every
 * turn has its deadline. What it cannot send in ten tries, or in an hour, is put aside, and blocks nothing behind it.
 */
export class Relay extends Construct {
  readonly function: ServiceFunction

  constructor(scope: Construct, id: string, deployment: Deployment, memory: Memory) {
    super(scope, id)
    this.function = new ServiceFunction(this, 'Function', {
      deployment,
      name: 'relay',
      env: relayEnv,
      timeout: Duration.seconds(15),
      memorySize: 256,
    })
    this.function.provide('TURN_DEADLINE_SECONDS', String(deployment.config.turnDeadlineSeconds))
    const deadLetters = deadLetterQueue(this, 'DeadLetters', deployment, false)
    allowSend(this.function, deadLetters)
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is a dead letter queue, of a stream; the rule knows only those of queues.',
    })
    alarmOnDeadLetters(this, deployment, deadLetters, {
      says: 'The relay could not send what is in the outbox of a message.',
      runbook: 'relay-dead-letters',
    })
    this.function.lambda.addEventSourceMapping('Outbox', {
      eventSourceArn: memory.grantStream(this.function),
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [FilterCriteria.filter(hasOutbox)],
      batchSize: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    })
  }
}
