import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { SQSClient } from '@aws-sdk/client-sqs'
import middy from '@middy/core'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod'
import { messageFaults } from './message-faults.ts'
import { comeBackIn } from './sqs-queues.ts'
import { logger, metrics } from './telemetry.ts'

/**
 * What became of a message, for the log. With `afterMs`: deliver it once more, not before so many milliseconds.
 * `unknown`: it names what memory never had, and goes into quarantine.
 */
export interface Verdict {
  readonly kind: string
  readonly afterMs?: number
}

export interface QueueHandlerOptions<Message> {
  readonly schema: z.ZodType<Message>
  readonly sqs: SQSClient
  /** Keeps a message that can never be understood, for people to look at. `known`: an earlier delivery did it. */
  readonly quarantine: (record: {
    queue: string
    id: string
    body: string
    reason: string
  }) => Promise<'kept' | 'known'>
  /** A throw means: try again. `signal` ends shortly before the function's time is over. */
  handle(message: Message, delivery: { readonly signal: AbortSignal }): Promise<Verdict>
}

/** Milliseconds before the end of the function's time: enough to save a step and put the task back. */
const margin = 3_000

/**
 * The one way in which a function consumes a queue: a message is parsed once; one that does not parse is kept in
 * quarantine and acknowledged, so that it never blocks its group; one that fails comes back soon, not after the
 * queue's long visibility timeout.
 */
export function queueHandler<Message extends { conversationId: string; type: string }>(
  options: QueueHandlerOptions<Message>,
) {
  const processor = new BatchProcessor(EventType.SQS)
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .after(publishMetrics)
    .handler(async (event: SQSEvent, context: Context) => {
      return await processPartialResponse(
        event,
        async (record: SQSRecord) => await receive(record, context, options),
        processor,
        { context, throwOnFullBatchFailure: false },
      )
    })
}

/** Nothing counted, nothing written: an empty metric would be a log line for each message. */
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}

async function receive<Message extends { conversationId: string; type: string }>(
  record: SQSRecord,
  context: Context,
  options: QueueHandlerOptions<Message>,
): Promise<void> {
  const delivery = Number(record.attributes.ApproximateReceiveCount)
  const orSoonAgain = async (error: unknown): Promise<never> => {
    logger.error('Handling failed; the message will be delivered again', { delivery, error })
    await comeBackIn(options.sqs, queueUrl(record), record.receiptHandle, backoff(delivery))
    throw error
  }
  const parsed = parse(options.schema, record.body)
  if ('reason' in parsed) return await putAside(record, parsed.reason, options).catch(orSoonAgain)
  const { conversationId, type } = parsed.message
  logger.appendKeys({ conversationId, messageType: type })
  const signal = AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - margin))
  const verdict = await options.handle(parsed.message, { signal }).catch(orSoonAgain)
  logger.info('Handled', { verdict: verdict.kind, delivery })
  if (verdict.kind === 'unknown') return await putAside(record, unknownPlace, options).catch(orSoonAgain)
  if (verdict.afterMs !== undefined) {
    const afterMs = Math.max(verdict.afterMs, backoff(delivery))
    await comeBackIn(options.sqs, queueUrl(record), record.receiptHandle, afterMs)
    throw new Error(`To be delivered again in ${afterMs} ms`)
  }
}

const unknownPlace = 'It names a conversation, a turn or a specialist that does not exist here'

async function putAside<Message>(
  { messageId, body, ...record }: SQSRecord,
  reason: string,
  { quarantine }: QueueHandlerOptions<Message>,
): Promise<void> {
  const queue = queueName(record)
  const outcome = await quarantine({ queue, id: messageId, body, reason })
  logger.error('A message could not be understood and went into quarantine', { id: messageId, reason })
  if (outcome === 'kept') metrics.addMetric('Quarantined', MetricUnit.Count, 1)
}

function parse<Message>(schema: z.ZodType<Message>, body: string): { message: Message } | { reason: string } {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { reason: 'not JSON' }
  }
  const parsed = schema.safeParse(json)
  return parsed.success ? { message: parsed.data } : { reason: messageFaults(parsed.error) }
}

/** Milliseconds: 1, 2, 4, 8 … seconds, at most 30. */
function backoff(delivery: number): number {
  return Math.min(1000 * 2 ** (delivery - 1), 30_000)
}

function queueName(record: Pick<SQSRecord, 'eventSourceARN'>): string {
  return record.eventSourceARN.split(':').at(-1) ?? ''
}

/** From the ARN: `arn:aws:sqs:REGION:ACCOUNT:NAME`. */
function queueUrl(record: SQSRecord): string {
  const [, , , region, account, name] = record.eventSourceARN.split(':')
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`
}
