import * as z from 'zod'
import { actionId, conversationId, messageId, turnId } from './ids.ts'
import { language } from './language.ts'
import { part } from './parts.ts'

/** Who wrote a message. `system` is Switchboard itself speaking: a handoff, an apology. */
export const author = z.enum(['customer', 'assistant', 'operator', 'system'])
export type Author = z.infer<typeof author>

/** One entry of a conversation. `seq` counts from 1 without gaps and is the order, the cursor and the resume point. */
export const message = z.strictObject({
  id: messageId,
  seq: z.int().positive(),
  author,
  parts: z.array(part),
  /** The number of the turn it belongs to. */
  turn: z.int().nonnegative(),
  /** A late answer, after the turn's outcome. */
  followUp: z.literal(true).optional(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
})
export type Message = z.infer<typeof message>

/**
 * Where the current turn stands. `open`: accepted, not routed yet; further messages join it. `working`: specialists
 * are on it; a newer message supersedes it by opening the next turn. `closed`: it had its one visible outcome.
 */
export const turnPhase = z.enum(['open', 'working', 'closed'])

/** How a turn ended. `superseded`: its messages moved into the next turn and are answered there. */
export const outcome = z.enum([
  'replied',
  'awaiting_customer',
  'awaiting_confirmation',
  'with_human',
  'failed',
  'superseded',
])
export type Outcome = z.infer<typeof outcome>

/** Who gave the conversation to a human, when, and why. Operators read it. */
export const handoff = z.strictObject({
  by: z.enum(['customer', 'router', 'operator']),
  reason: z.string().optional(),
  at: z.iso.datetime(),
})
export type Handoff = z.infer<typeof handoff>

/** The one record of a conversation that changes: who owns it, who holds it, how far it is. */
export const conversation = z.strictObject({
  id: conversationId,
  /** Goes up with every change: the condition of every write (optimistic concurrency). */
  version: z.int().positive(),
  /** The session that began it; it stays the anonymous owner until a verified customer writes. */
  sessionId: z.string(),
  /** Set by the first message of a verified customer, and never changed afterwards. */
  customerId: z.string().optional(),
  /** In which code writes to the customer: that of their newest words that tell, at first that of their client. */
  language: language.optional(),
  control: z.enum(['bot', 'human']),
  /** While a human holds it. */
  handoff: handoff.optional(),
  status: z.enum(['open', 'closed']),
  /** The newest message's `seq`; 0 while there is none. */
  lastSeq: z.int().nonnegative(),
  /** The newest customer message that has had its visible outcome. */
  answeredSeq: z.int().nonnegative(),
  /** The action that waits for the customer's yes or no. */
  pendingActionId: actionId.optional(),
  /** The current turn; 0 before the first message. */
  turn: z.strictObject({
    number: z.int().nonnegative(),
    id: turnId.optional(),
    phase: turnPhase,
    outcome: outcome.optional(),
    /** Epoch milliseconds by which the customer hears something, whatever happens. */
    deadlineAt: z.int().nonnegative(),
    /** The message whose delivery routed the turn: delivered again, it sends the tasks again. */
    routedBy: z.int().positive().optional(),
    /** The decided action with which this turn goes on. */
    resumes: actionId.optional(),
    /** The specialists at work, for "who is working". */
    working: z.array(z.string()),
    /** Closed at its deadline without them: their late answers are still of use for a while. */
    owes: z.array(z.string()).optional(),
  }),
  createdAt: z.iso.datetime(),
})
export type Conversation = z.infer<typeof conversation>
