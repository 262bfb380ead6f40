import type { AnswerMessage, CustomerMessage, DeadlineMessage, TaskMessage } from './queue-messages.ts'

/** Sending on the queues. Each send may be repeated: receivers are idempotent. */
export interface Inbound {
  customerMessage(message: CustomerMessage, deduplicationId: string): Promise<void>
}

export interface Tasks {
  task(message: TaskMessage, delayMs?: number): Promise<void>
}

export interface Merging {
  answer(message: AnswerMessage): Promise<void>
  deadline(message: DeadlineMessage, delayMs: number): Promise<void>
}
