import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Variable } from '../functions/adapters/env.ts'
import { ServiceFunction, type ServiceFunctionProps } from './function.ts'
import { alarmOnDeadLetters, allowSend, deadLetterQueue, queueSettings } from './queues.ts'

/** A message that the router puts back because the model is busy counts as tried, so there are more than the usual five. */
const tries = 10

export interface QueueConsumerProps extends ServiceFunctionProps {
  /** Messages of one conversation stay in order. Such a queue cannot delay a single message. */
  readonly fifo?: boolean
  /** How many functions run at once. Left out, there is no brake, and SQS is polled less while idle. */
  readonly maxConcurrency?: number
  /** The alarm rings when a message has waited longer. */
  readonly tooLong: Duration
  /** The runbook's entries are `<runbook>-dead-letters` and `<runbook>-too-slow`. */
  readonly runbook: string
}

/**
 * The only way to make a queue that a function reads: the queue, its dead letter queue, the function, the mapping
 * between them, and an alarm for each queue. One message at a time, ten tries, and a message is hidden for six times
 * as long as the function may run, so that no two runs have it at once.
 */
export class QueueConsumer extends Construct {
  readonly function: ServiceFunction
  readonly queue: Queue

  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id)
    const { deployment, timeout, tooLong, runbook, fifo = false, maxConcurrency } = props
    const deadLetters = deadLetterQueue(this, 'DeadLetters', deployment, fifo)
    this.queue = new Queue(this, 'Queue', {
      ...queueSettings(deployment, fifo),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: tries },
    })
    this.function = new ServiceFunction(this, 'Function', props)
    this.function.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 1,
        reportBatchItemFailures: true,
        ...(maxConcurrency !== undefined && { maxConcurrency }),
      }),
    )
    alarmOnDeadLetters(this, deployment, deadLetters, {
      says: `A message for ${id} failed ten times and was put aside.`,
      runbook: `${runbook}-dead-letters`,
    })
    const age = this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) })
    deployment.alarms.above(this, 'TooSlow', age, tooLong.toSeconds(), {
      says: `A message has waited for ${id} for more than ${tooLong.toSeconds()} seconds.`,
      runbook: `${runbook}-too-slow`,
    })
  }

  /** Lets a function send to this queue, and tells it the queue's URL in `variable`. */
  grantSend(sender: ServiceFunction, variable: Variable): void {
    sender.provide(variable, this.queue.queueUrl)
    allowSend(sender, this.queue)
  }
}
