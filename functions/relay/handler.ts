import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy from '@middy/core'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { readEnv, relayEnv } from '../adapters/env.ts'
import { putEvent } from '../adapters/event-bus.ts'
import { outboxOf } from '../adapters/outbox.ts'
import { sqsClient, sqsInbound, sqsMerging } from '../adapters/sqs-queues.ts'
import { logger } from '../adapters/telemetry.ts'
import { firstCheckAfter } from '../core/meet-deadline.ts'

const env = readEnv(relayEnv)
const sqs = sqsClient()
const inbound = sqsInbound(sqs, env.inboundQueueUrl)
const merging = sqsMerging(sqs, env.mergeQueueUrl)
const processor = new BatchProcessor(EventType.DynamoDBStreams)

/**
 * The transactional outbox's relay. A committed message that opens a turn also begins the watch over its deadline; and
 * the message itself is sent a second time, in case its first sender died. The queue drops the second copy.
 */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .handler(async (event, context) => {
    return await processPartialResponse(event, relay, processor, { context, throwOnFullBatchFailure: false })
  })

async function relay(record: DynamoDBRecord): Promise<void> {
  const due = outboxOf(record)
  if (!due) return
  const { conversationId, turn, messageId, seq, entries, event } = due
  if (entries.includes('deadline')) {
    const deadline = { type: 'deadline.v1', conversationId, turn } as const
    await merging.deadline(deadline, firstCheckAfter(env.turnDeadlineSeconds * 1000))
  }
  if (entries.includes('customer-message')) {
    await inbound.customerMessage({ type: 'customer-message.v1', conversationId, turn, seq }, messageId)
  }
  // Last: a bus that takes nothing must not hold up what the customer waits for.
  if (event) await putEvent(env.eventBusName, event)
}
