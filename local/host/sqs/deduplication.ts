import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Message } from './message.ts'
import type { QueueAttributes } from './queue-attributes.ts'
import { refusal } from './refusal.ts'

const windowMs = 5 * 60 * 1000

/**
 * For FIFO queues: what is sent again within five minutes is the message that was sent first, even when that one has been
 * handled. On other queues every message is new.
 */
export function createDeduplication(clock: Clock) {
  const seen = new Map<string, { message: Message; until: number }>()
  return (
    sent: Pick<Message, 'body' | 'groupId' | 'deduplicationId'>,
    attributes: QueueAttributes,
    make: () => Message,
  ): { message: Message; isNew: boolean } => {
    if (!attributes.FifoQueue) return { message: make(), isNew: true }
    const id = sent.deduplicationId ?? contentId(sent.body, attributes)
    const key = attributes.DeduplicationScope === 'messageGroup' ? `${sent.groupId} ${id}` : id
    for (const [old, { until }] of seen) {
      if (until > clock.now()) break
      seen.delete(old)
    }
    const earlier = seen.get(key)
    if (earlier !== undefined) return { message: earlier.message, isNew: false }
    const message = { ...make(), deduplicationId: id }
    seen.set(key, { message, until: clock.now() + windowMs })
    return { message, isNew: true }
  }
}

function contentId(body: string, { ContentBasedDeduplication }: QueueAttributes): string {
  if (ContentBasedDeduplication) return createHash('sha256').update(body).digest('hex')
  throw refusal(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  )
}
