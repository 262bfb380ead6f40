import * as z from 'zod'
import type { Conversation } from './conversation.ts'
import { turnId } from './ids.ts'
import { phraseFor } from './language.ts'
import type { LiveFrame } from './live.ts'
import type { Card } from './specialist.ts'
import { turnStatus } from './turn-status.ts'

export const turnStatusName = z.enum([
  'idle',
  'thinking',
  'awaiting_customer',
  'awaiting_confirmation',
  'with_human',
  'replied',
  'superseded',
  'failed',
])

/** The current turn as clients see it, the same by REST and live: how it stands, and who is working on it. */
export const turnView = z.strictObject({
  id: turnId.optional(),
  number: z.int().nonnegative(),
  status: turnStatusName,
  working: z.array(z.strictObject({ specialist: z.string(), activity: z.string() })),
})

export function viewTurn(it: Conversation, cards: readonly Card[]): z.infer<typeof turnView> {
  const { id, number, working } = it.turn
  return {
    ...(id ? { id } : {}),
    number,
    status: turnStatus(it),
    working: working.flatMap((name) => {
      const card = cards.find((each) => each.name === name)
      return card ? [{ specialist: name, activity: phraseFor(card.activity, it) }] : []
    }),
  }
}

export function turnFrame(it: Conversation, cards: readonly Card[]): Extract<LiveFrame, { type: 'turn' }> {
  return { type: 'turn', turn: viewTurn(it, cards), lastSeq: it.lastSeq, version: it.version }
}
