import { failedRecords } from './batch-answer.ts'
import { type Clock, passing } from './clock.ts'
import type { OnEvent } from './host-events.ts'
import type { HostedFunction } from './hosted-function.ts'
import type { SourceSettings } from './source.ts'
import type { StreamRecord } from './stream-reader.ts'

/**
 * Hands batches of a stream to a function until they pass: a failed batch goes again from its first failed record, halved
 * if that is declared. When the retries are used up, its description goes to the failure destination and the stream goes on.
 */
export function deliverStreamBatches(given: {
  streamArn: string
  target: HostedFunction
  settings: SourceSettings
  region: string
  clock: Clock
  sendToDestination: (arn: string, body: unknown) => Promise<void>
  onEvent: OnEvent
}): (records: StreamRecord[], stopped: AbortSignal) => Promise<void> {
  const { streamArn, target, settings, region, clock, sendToDestination, onEvent } = given

  /** Hands the records over; says how many of them passed before the first that failed. */
  const attempt = async (records: StreamRecord[]): Promise<number> => {
    const ids = records.map(sequenceNumber)
    const outcome = await target.invoke({
      Records: records.map((record) => ({ ...record, awsRegion: region, eventSourceARN: streamArn })),
    })
    const failed = failedRecords(outcome, ids, settings.reportsItemFailures)
    onEvent({
      type: 'batch',
      function: target.settings.name,
      source: streamArn,
      records: ids.length,
      failed: failed.size,
    })
    const first = ids.findIndex((id) => failed.has(id))
    return first < 0 ? ids.length : first
  }

  const giveUp = async (records: StreamRecord[], attempts: number): Promise<void> => {
    const { name, arn } = target.settings
    onEvent({
      type: 'problem',
      message: `${name} failed ${attempts} times for ${records.length} records of a stream`,
    })
    if (settings.failureDestinationArn === undefined) return
    await sendToDestination(settings.failureDestinationArn, {
      requestContext: {
        functionArn: arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        startSequenceNumber: records.slice(0, 1).map(sequenceNumber)[0],
        endSequenceNumber: records.slice(-1).map(sequenceNumber)[0],
        batchSize: records.length,
        streamArn,
      },
    })
  }

  const deliver = async (
    records: StreamRecord[],
    stopped: AbortSignal,
    attemptsBefore = 0,
  ): Promise<void> => {
    let left = records
    for (let attempts = attemptsBefore + 1; ; attempts += 1) {
      left = left.slice(await attempt(left))
      if (left.length === 0) return
      if (stopped.aborted) throw new Error(`The host stops before a batch of ${streamArn} has passed.`)
      if (attempts > settings.maximumRetryAttempts || isTooOld(left, settings.maximumAgeSeconds, clock))
        return giveUp(left, attempts)
      if (settings.bisects && left.length > 1) {
        const middle = Math.ceil(left.length / 2)
        await deliver(left.slice(0, middle), stopped, attempts)
        return deliver(left.slice(middle), stopped, attempts)
      }
      await passing(clock, Math.min(firstBackoffMs * 2 ** attempts, longestBackoffMs), stopped)
    }
  }
  return (records, stopped) => deliver(records, stopped)
}

const firstBackoffMs = 20
const longestBackoffMs = 5000

function sequenceNumber(record: StreamRecord): string {
  return record.dynamodb.SequenceNumber
}

function isTooOld([first]: StreamRecord[], maximumAgeSeconds: number, clock: Clock): boolean {
  const created = first?.dynamodb.ApproximateCreationDateTime
  return created !== undefined && clock.now() / 1000 - created > maximumAgeSeconds
}
