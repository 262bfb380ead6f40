import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { AlarmText } from './alarms.ts'
import type { Deployment, ServiceFunction } from './function.ts'

/** What every queue has: encryption, TLS only, and for FIFO queues a throughput limit per conversation. */
export function queueSettings({ key }: Deployment, fifo: boolean): QueueProps {
  return {
    enforceSSL: true,
    ...(key
      ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
      : { encryption: QueueEncryption.SQS_MANAGED }),
    ...(fifo && {
      fifo,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    }),
  }
}

/** A queue for what could not be processed, of the same kind as its source. It keeps messages as long as SQS can. */
export function deadLetterQueue(scope: Construct, id: string, deployment: Deployment, fifo: boolean): Queue {
  return new Queue(scope, id, { ...queueSettings(deployment, fifo), retentionPeriod: Duration.days(14) })
}

/** Rings as soon as one message lies in a dead letter queue. */
export function alarmOnDeadLetters(
  scope: Construct,
  deployment: Deployment,
  queue: Queue,
  text: AlarmText,
): void {
  const count = queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) })
  deployment.alarms.above(scope, 'DeadLettersNotEmpty', count, 0, text)
}

/** Lets a function send to the queue, and nothing else. */
export function allowSend(sender: ServiceFunction, { queueArn, encryptionMasterKey }: Queue): void {
  sender.allow(queueArn, 'sqs:SendMessage')
  if (encryptionMasterKey) sender.allow(encryptionMasterKey.keyArn, 'kms:Decrypt', 'kms:GenerateDataKey')
}
