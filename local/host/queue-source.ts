import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import type { Activity } from './activity.ts'
import type { AwsCall } from './aws-client.ts'
import { failedRecords } from './batch-answer.ts'
import { type Clock, timeWindow } from './clock.ts'
import { createEventFilter } from './event-pattern.ts'
import type { OnEvent } from './host-events.ts'
import type { HostedFunction } from './hosted-function.ts'
import { filterable, type Message, received, recordOf } from './queue-message.ts'
import type { HostedQueue } from './queues.ts'
import { keepRunning, type Source, type SourceSettings } from './source.ts'

/**
 * Feeds a function from a queue, as an event source mapping does: takes messages only while there is a free place, deletes
 * what was handled, and leaves what failed to the queue's visibility timeout, receive count and redrive.
 */
export function startQueueSource(given: {
  queue: HostedQueue
  target: HostedFunction
  settings: SourceSettings
  region: string
  call: AwsCall
  /** Whether the queues are of this process: then whoever waits for a message has it in the turn in which it comes. */
  isOwnEngine: boolean
  clock: Clock
  activity: Activity
  onEvent: OnEvent
}): Source {
  const { queue, target, settings, region, isOwnEngine, clock, activity, onEvent } = given
  const places = Math.min(target.environmentLimit, settings.maximumConcurrency)
  const accepts = createEventFilter(settings.patterns)
  const stopping = new AbortController()
  const inFlight = new Set<Promise<void>>()
  const call: AwsCall = (...request) => activity.during(given.call(...request))

  /** Goes away empty-handed when `over`. */
  const receive = async (most: number, over: AbortSignal): Promise<Message[]> => {
    const asked = {
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(most, 10),
      WaitTimeSeconds: longPollSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }
    try {
      return received.parse(await given.call('ReceiveMessage', asked, over)).Messages
    } catch (error) {
      if (over.aborted) return []
      throw error
    }
  }

  const gather = async (): Promise<Message[]> => {
    const messages = await receive(settings.batchSize, stopping.signal)
    if (messages.length === 0 || settings.batchingWindowSeconds === 0) return messages
    const window = timeWindow(clock, settings.batchingWindowSeconds * 1000, stopping.signal)
    while (messages.length < settings.batchSize && !window.over.aborted)
      messages.push(...(await receive(settings.batchSize - messages.length, window.over)))
    window.close()
    return messages
  }

  const remove = async (messages: Message[]): Promise<void> => {
    for (let at = 0; at < messages.length; at += 10) {
      const Entries = messages
        .slice(at, at + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
      await call('DeleteMessageBatch', { QueueUrl: queue.url, Entries })
    }
  }

  /** What a stopping host took and did not handle is there for its next start, at once. */
  const giveBack = async (messages: Message[]): Promise<void> => {
    for (const { ReceiptHandle } of messages)
      await call('ChangeMessageVisibility', { QueueUrl: queue.url, ReceiptHandle, VisibilityTimeout: 0 })
  }

  const deliver = async (messages: Message[]): Promise<void> => {
    const [wanted, unwanted] = partition(messages, (message) => accepts(filterable(message)))
    await remove(unwanted)
    if (wanted.length === 0) return
    const outcome = await target.invoke({
      Records: wanted.map((message) => recordOf(message, queue.arn, region)),
    })
    const ids = wanted.map(({ MessageId }) => MessageId)
    const failed = failedRecords(outcome, ids, settings.reportsItemFailures)
    await remove(wanted.filter(({ MessageId }) => !failed.has(MessageId)))
    if (stopping.signal.aborted) await giveBack(wanted.filter(({ MessageId }) => failed.has(MessageId)))
    onEvent({
      type: 'batch',
      function: target.settings.name,
      source: queue.name,
      records: wanted.length,
      failed: failed.size,
    })
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (inFlight.size >= places) await Promise.race(inFlight)
      const messages = await gather()
      if (messages.length === 0) continue
      if (stopping.signal.aborted) return giveBack(messages)
      const work = deliver(messages)
        .catch((cause: unknown) =>
          onEvent({ type: 'problem', message: `A batch of ${queue.name} failed`, cause }),
        )
        .finally(() => inFlight.delete(work))
      inFlight.add(work)
    }
  }

  const polling = keepRunning(run, stopping.signal, (cause) =>
    onEvent({ type: 'problem', message: `Cannot receive from ${queue.name}, trying again`, cause }),
  )
  return {
    drained: async () => {
      if (isOwnEngine) return
      while (inFlight.size < places && !stopping.signal.aborted && (await visibleIn(queue, given.call)) > 0)
        await wait(lookAgainMs)
    },
    stop: () => stopping.abort(),
    finished: polling.then(() => Promise.all(inFlight)).then(() => {}),
  }
}

const longPollSeconds = 20
const lookAgainMs = 20

function partition<T>(all: T[], wanted: (each: T) => boolean): [T[], T[]] {
  return [all.filter(wanted), all.filter((each) => !wanted(each))]
}

const counts = z.object({ Attributes: z.object({ ApproximateNumberOfMessages: z.coerce.number() }) })

async function visibleIn(queue: HostedQueue, call: AwsCall): Promise<number> {
  const answer = await call('GetQueueAttributes', {
    QueueUrl: queue.url,
    AttributeNames: ['ApproximateNumberOfMessages'],
  })
  return counts.parse(answer).Attributes.ApproximateNumberOfMessages
}
