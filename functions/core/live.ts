import * as z from 'zod'
import { type Conversation, message } from './conversation.ts'
import { turnView } from './turn-view.ts'

/** How the conversation stands. Frames of two functions may overtake each other: the higher `version` is the newer. */
const standing = { turn: turnView, version: z.int().positive() }

/** What a connected client hears. Nothing depends on it: what is missed is there by `resume`, and by REST. */
export const liveFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), message }),
  /** `lastSeq`: the newest message; a client that has not got it has missed something. */
  z.strictObject({ type: z.literal('turn'), ...standing, lastSeq: z.int().nonnegative() }),
  /**
   * All of a reply that has been written so far, in whole sentences; empty, it is taken back. The turn's message takes
   * its place. For another turn than the current one, or one that is over, it is too late.
   */
  z.strictObject({
    type: z.literal('draft'),
    turn: z.int().positive(),
    specialist: z.string(),
    text: z.string(),
  }),
  /** The answer to `resume`. With `hasMore` and nothing in `data` the next message is too large to come this way. */
  z.strictObject({
    type: z.literal('messages'),
    data: z.array(message),
    page: z.strictObject({ after: z.int().nonnegative(), hasMore: z.boolean() }),
    ...standing,
  }),
])
export type LiveFrame = z.infer<typeof liveFrame>

/**
 * What a client may say. `resume`: after opening and after each gap, for the messages after this `seq`. `ping`: now and
 * then, so that the connection stays; it is answered with the turn as it stands.
 */
export const clientFrame = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('resume'), after: z.int().min(0).max(1e9) }),
  z.strictObject({ action: z.literal('ping') }),
])

/** Whose conversation it is: who may hear of it. */
export type Owned = Pick<Conversation, 'id' | 'sessionId' | 'customerId'>

/** The way to the clients that are connected now. */
export interface Live {
  /** Returns at once and never fails: what does not arrive is asked for by the client. */
  publish(about: Owned, frames: readonly Exclude<LiveFrame, { type: 'messages' }>[]): void
  /** At the end of the work: gives what is on its way a moment, and lets go of the rest. */
  flush(): Promise<void>
}
