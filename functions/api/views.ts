import type * as z from 'zod'
import type { Conversation } from '../core/conversation.ts'
import type { Session } from '../core/intake.ts'
import type { Card } from '../core/specialist.ts'
import { turnStatus } from '../core/turn-status.ts'
import { viewTurn } from '../core/turn-view.ts'
import type { conversationResponse } from './schemas.ts'

/** Only operators see why it was handed off. */
export function viewConversation(
  it: Conversation,
  cards: readonly Card[],
  { operator }: Pick<Session, 'operator'>,
): z.infer<typeof conversationResponse> {
  return {
    id: it.id,
    status: it.status,
    control: it.control,
    turn: viewTurn(it, cards),
    createdAt: it.createdAt,
    ...(operator && it.handoff ? { handoff: it.handoff } : {}),
  }
}

/** Milliseconds after which a client may ask again. */
export function pollAfterMs(it: Conversation): number {
  return turnStatus(it) === 'thinking' ? 500 : 5_000
}
