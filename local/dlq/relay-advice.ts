import type { Place } from './place.ts'
import type { Queue } from './queues.ts'

/** The relay's dead letters are no messages: what they mean, and what to do instead of sending them again. */
export function relayAdvice({ url }: Queue, { isLocal }: Place): string {
  return [
    "These are positions in the memory's stream, not messages: there is nothing to send again. The customers' messages",
    'they stand for were sent directly as well, so most were answered; what is missing is the second sending, and the',
    'watch over the deadline. A conversation that was left open goes on with the next message of its customer.',
    'What to do: docs/runbook.md#relay-dead-letters',
    isLocal
      ? 'They are forgotten when `npm start` ends.'
      : `When the cause is mended, empty the queue, and the alarm ends: aws sqs purge-queue --queue-url ${url}`,
  ].join('\n')
}
