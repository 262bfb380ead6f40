import type { Answering } from './decisions.ts'
import type { ApiFailure } from './exchange.ts'
import type { Outgoing } from './memory.ts'
import type { Entry } from './transcript.ts'
import type { Turn } from './wire.ts'

/** All that the view draws. */
export type TalkState = {
  /** `restoring` until what was said before is back. */
  phase: 'restoring' | 'ready'
  conversation: string | undefined
  entries: readonly Entry[]
  outbox: readonly Outgoing[]
  turn: Turn
  /** What this page knows of an answer to a confirmation beyond the messages. */
  answering: (actionId: string) => Answering | undefined
  trouble: ApiFailure | undefined
  /** The earlier conversation is over; the next message begins another. */
  ended: boolean
}
