import type { CustomerMessage, DeadlineMessage, TaskMessage } from './queue-messages.ts'

/** Sending on the queues. Each send may be repeated: receivers are idempotent. */
export interface Inbound {
  customerMessage(message: CustomerMessage, deduplicationId: string): Promise<void>
}

/** Past the line: not behind a delivery of the conversation whose function has died. */
export interface InboundAgain {
  again(message: CustomerMessage, deduplicationId: string): Promise<void>
}

export interface Tasks {
  task(message: TaskMessage, delayMs?: number): Promise<void>
}

export interface Merging {
  deadline(message: DeadlineMessage, delayMs: number): Promise<void>
}
