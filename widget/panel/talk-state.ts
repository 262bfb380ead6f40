import type { Feedback } from './api.ts'
import type { Answering, Decision } from './decisions.ts'
import type { ApiFailure } from './exchange.ts'
import type { Outgoing } from './memory.ts'
import type { Draft } from './reading.ts'
import type { Entry } from './transcript.ts'
import type { Turn } from './wire.ts'

/** All that the view draws. */
export type TalkState = {
  /** `restoring` until what was said before is back. */
  phase: 'restoring' | 'ready'
  conversation: string | undefined
  /** Whether somebody vouches for the customer. */
  verified: boolean
  entries: readonly Entry[]
  /** The reply while it is written. */
  draft: Draft | undefined
  outbox: readonly Outgoing[]
  turn: Turn
  /** What this page knows of an answer to a confirmation beyond the messages. */
  answering: (actionId: string) => Answering | undefined
  ratingOf: (seq: number) => string | undefined
  trouble: ApiFailure | undefined
  /** The earlier conversation is over; the next message begins another. */
  ended: boolean
}

export type Talk = {
  state: () => TalkState
  send: (text: string) => void
  tryAgain: (key: string) => void
  /** Answers a confirmation. */
  decide: (decision: Decision) => void
  /** Throws `ApiFailure`, as does `rate`. */
  handoff: () => Promise<void>
  rate: (feedback: Feedback) => Promise<void>
  /** The shopper sees the newest message. */
  seen: () => void
  startOver: () => void
  /** Something may have happened meanwhile: look now. */
  wake: () => void
  /** Another tab has changed what is kept. */
  keptChanged: () => void
  /** Another tab knows the messages up to `seq`. */
  newsUpTo: (seq: number) => void
}
