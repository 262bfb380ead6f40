import type { AwsAnswer, Caller } from '../../host/gate.ts'
import type { Agenda } from '../agenda.ts'
import type { FaultLog } from './fault-log.ts'
import type { FaultPlan } from './fault-plan.ts'

/** What of the host the faults need. */
export interface Stage {
  now(): number
  kill(caller: Caller): Promise<void>
  /** A function waits for time to pass, until the result is called; without a caller, whichever it is. */
  stall(caller?: Caller): () => void
  /** Puts a message into a queue as nobody's function. */
  sendMessage(input: Record<string, unknown>): Promise<AwsAnswer>
}

/** Everything that injects faults works with these. */
export interface FaultScene {
  /** Of all units of a kind, so many are hit: 0 to 1. */
  readonly rate: number
  readonly plan: FaultPlan
  readonly log: FaultLog
  readonly agenda: Agenda
  /** Throws before the host is up. */
  stage(): Stage
  /** The number in this run of a conversation. */
  labelOf(conversationId: string | undefined): string | undefined
  /** The newest turn of a conversation that any request was about, by the conversation's number. */
  readonly newestTurn: Map<string, number>
}
