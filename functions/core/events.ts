import * as z from 'zod'
import { actionId, conversationId } from './ids.ts'
import type { Commit } from './memory.ts'

/**
 * What the service tells other systems, for the event bus: that somebody is wanted, or no longer is. No words of a
 * message and no personal data; who needs more asks the API. See docs/events.md.
 */
export const conversationEvent = z.object({
  /** The `detail-type` on the bus. */
  type: z.enum(['conversation.handed_off', 'conversation.given_back', 'approval.requested']),
  detail: z.object({
    version: z.literal(1),
    /** The same for every copy of an event: it may be delivered more than once. */
    id: z.string().regex(/^evt_[0-9a-f]{32}$/, 'must be an id that starts with evt_'),
    conversationId,
    /** The message that tells the customer of it. */
    seq: z.int().positive(),
    at: z.iso.datetime(),
    by: z.enum(['customer', 'router', 'operator', 'policy']),
    /** Why an action needs a person: the store's limits in words, written by code. */
    reason: z.string().optional(),
    /** The action that waits. */
    actionId: actionId.optional(),
  }),
})
export type ConversationEvent = z.infer<typeof conversationEvent>

/** The event that a change of a conversation is, if it is one. What changes control must say so in a message. */
export function eventOf(commit: Commit): ConversationEvent | undefined {
  const fact = factOf(commit)
  if (!fact) return undefined
  const { message, after } = commit
  if (!message) throw new Error(`A change of ${after.id} is ${fact.type} and says nothing to the customer`)
  const { type, ...more } = fact
  const id = `evt_${message.id.replace('msg_', '')}`
  const detail = {
    version: 1,
    id,
    conversationId: after.id,
    seq: message.seq,
    at: message.createdAt,
  } as const
  return { type, detail: { ...detail, ...more } }
}

function factOf({ before, after, action }: Commit) {
  if (before.control !== after.control) {
    return after.control === 'human'
      ? { type: 'conversation.handed_off' as const, by: after.handoff?.by ?? ('router' as const) }
      : { type: 'conversation.given_back' as const, by: 'operator' as const }
  }
  if (!action || 'proposed' in action || action.after.status !== 'awaiting_approval') return undefined
  const { id, reasons = [] } = action.after
  return {
    type: 'approval.requested' as const,
    by: 'policy' as const,
    actionId: id,
    ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
  }
}
