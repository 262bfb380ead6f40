import type { Violation } from './violation.ts'

/** What lies in a queue at the end. */
export interface QueueCount {
  readonly name: string
  readonly isDeadLetters: boolean
  readonly visible: number
  readonly inHand: number
  readonly delayed: number
}

/** No message is left in a queue, and none was put aside. */
export function auditQueues(queues: readonly QueueCount[], quarantined: readonly string[]): Violation[] {
  const left = queues.filter(({ visible, inHand, delayed }) => visible + inHand + delayed > 0)
  return [
    ...left.map(({ name, isDeadLetters, visible, inHand, delayed }) => ({
      check: isDeadLetters ? 'no message is put aside' : 'no message is left in a queue',
      says: `${name}: ${visible} to be had, ${inHand} in hand, ${delayed} delayed`,
    })),
    ...quarantined.map((id) => ({
      check: 'no message is put aside',
      says: `message ${id} could not be understood and went into quarantine`,
    })),
  ]
}
