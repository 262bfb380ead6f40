import * as z from 'zod'
import { mayAccess, type Session } from './intake.ts'
import type { Memory } from './memory.ts'

/** What a customer thought of an answer. A later one takes its place. */
export const feedback = z.strictObject({
  /** The rated message. */
  seq: z.int().positive(),
  rating: z.enum(['up', 'down']),
  /** In their own words. */
  comment: z.string().optional(),
  /** Epoch milliseconds. */
  at: z.int(),
})
export type Feedback = z.infer<typeof feedback>

/** What is noted about a conversation beside it: nothing of it changes what is said there. */
export interface Remarks {
  saveFeedback(conversationId: string, feedback: Feedback): Promise<void>
  /** The customer has seen the messages up to this one; an earlier one is dropped. */
  saveRead(conversationId: string, seq: number): Promise<void>
  of(conversationId: string): Promise<{ readonly feedback: Feedback[]; readonly readSeq: number }>
}

interface RemarkPorts {
  readonly memory: Memory
  readonly remarks: Remarks
  readonly now: () => number
}

/** `not_an_answer`: the customer rated their own message, or one that is not there. */
export async function giveFeedback(
  input: { readonly conversationId: string; readonly session: Session } & Omit<Feedback, 'at'>,
  { memory, remarks, now }: RemarkPorts,
): Promise<'kept' | 'not_found' | 'not_an_answer'> {
  const { conversationId, session, ...given } = input
  const [conversation, [rated]] = await Promise.all([
    memory.conversation(conversationId),
    memory.messages(conversationId, given.seq - 1, 1),
  ])
  if (!conversation || session.operator || !mayAccess(session, conversation)) return 'not_found'
  if (rated?.seq !== given.seq || rated.author === 'customer') return 'not_an_answer'
  await remarks.saveFeedback(conversationId, { ...given, at: now() })
  return 'kept'
}

/** Operators see how far the customer has read. What is beyond the newest message counts as that one. */
export async function markRead(
  input: { readonly conversationId: string; readonly session: Session; readonly seq: number },
  { memory, remarks }: RemarkPorts,
): Promise<'kept' | 'not_found'> {
  const { conversationId, session, seq } = input
  const conversation = await memory.conversation(conversationId)
  if (!conversation || session.operator || !mayAccess(session, conversation)) return 'not_found'
  const read = Math.min(seq, conversation.lastSeq)
  if (read > 0) await remarks.saveRead(conversationId, read)
  return 'kept'
}
