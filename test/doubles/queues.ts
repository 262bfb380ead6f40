import type { CustomerMessage, DeadlineMessage, TaskMessage } from '../../functions/core/queue-messages.ts'
import type { Inbound, InboundAgain, Merging, Tasks } from '../../functions/core/queues.ts'

/** What was sent, in order. */
export interface Sent {
  readonly inbound: { readonly message: CustomerMessage; readonly deduplicationId: string }[]
  readonly again: { readonly message: CustomerMessage; readonly deduplicationId: string }[]
  readonly tasks: { readonly message: TaskMessage; readonly delayMs: number }[]
  readonly merging: { readonly message: DeadlineMessage; readonly delayMs: number }[]
}

export interface RecordingQueues {
  readonly sent: Sent
  readonly inbound: Inbound & InboundAgain
  readonly tasks: Tasks
  readonly merging: Merging
}

/** Queues that deliver nothing: a test reads `sent` and delivers what it likes, as often as it likes. */
export function recordingQueues(): RecordingQueues {
  const sent: Sent = { inbound: [], again: [], tasks: [], merging: [] }
  return {
    sent,
    inbound: {
      async customerMessage(message, deduplicationId) {
        sent.inbound.push({ message, deduplicationId })
      },
      async again(message, deduplicationId) {
        sent.again.push({ message, deduplicationId })
      },
    },
    tasks: {
      async task(message, delayMs = 0) {
        sent.tasks.push({ message, delayMs })
      },
    },
    merging: {
      async deadline(message, delayMs) {
        sent.merging.push({ message, delayMs })
      },
    },
  }
}
