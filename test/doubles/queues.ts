import type {
  AnswerMessage,
  CustomerMessage,
  DeadlineMessage,
  TaskMessage,
} from '../../functions/core/queue-messages.ts'
import type { Inbound, Merging, Tasks } from '../../functions/core/queues.ts'

/** What was sent, in order. */
export interface Sent {
  readonly inbound: { readonly message: CustomerMessage; readonly deduplicationId: string }[]
  readonly tasks: { readonly message: TaskMessage; readonly delayMs: number }[]
  readonly merging: { readonly message: AnswerMessage | DeadlineMessage; readonly delayMs: number }[]
}

export interface RecordingQueues {
  readonly sent: Sent
  readonly inbound: Inbound
  readonly tasks: Tasks
  readonly merging: Merging
}

/** Queues that deliver nothing: a test reads `sent` and delivers what it likes, as often as it likes. */
export function recordingQueues(): RecordingQueues {
  const sent: Sent = { inbound: [], tasks: [], merging: [] }
  return {
    sent,
    inbound: {
      async customerMessage(message, deduplicationId) {
        sent.inbound.push({ message, deduplicationId })
      },
    },
    tasks: {
      async task(message, delayMs = 0) {
        sent.tasks.push({ message, delayMs })
      },
    },
    merging: {
      async answer(message) {
        sent.merging.push({ message, delayMs: 0 })
      },
      async deadline(message, delayMs) {
        sent.merging.push({ message, delayMs })
      },
    },
  }
}
