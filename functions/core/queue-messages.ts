import * as z from 'zod'
import { conversationId } from './ids.ts'

/**
 * What travels on the queues. Each has a versioned type; a released version parses for ever (`test/messages/`).
 * A message names a place in memory and carries no content of its own (claim check): memory is the truth.
 */
export const customerMessage = z.object({
  type: z.literal('customer-message.v1'),
  conversationId,
  turn: z.int().positive(),
  /** The message that this is about. */
  seq: z.int().positive(),
})
export type CustomerMessage = z.infer<typeof customerMessage>

export const taskMessage = z.object({
  type: z.literal('task.v1'),
  conversationId,
  turn: z.int().positive(),
  specialist: z.string(),
  /** How often this task was put back because the model was busy. */
  deferrals: z.int().nonnegative(),
  /** A question of another specialist's run: whose, and at which of its steps. */
  consultation: z.object({ by: z.string(), step: z.int().nonnegative() }).optional(),
})
export type TaskMessage = z.infer<typeof taskMessage>

/** Sent by versions before the last specialist composed the reply itself; still understood. */
export const answerMessage = z.object({
  type: z.literal('answer.v1'),
  conversationId,
  turn: z.int().positive(),
})
export type AnswerMessage = z.infer<typeof answerMessage>

/** Time to look after a turn; from its deadline on, to close it. */
export const deadlineMessage = z.object({
  type: z.literal('deadline.v1'),
  conversationId,
  turn: z.int().positive(),
})
export type DeadlineMessage = z.infer<typeof deadlineMessage>
