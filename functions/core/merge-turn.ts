import { awaited, type ClosingPorts, closeTurn } from './close-turn.ts'
import type { Conversation } from './conversation.ts'
import { followUp, owed } from './follow-up.ts'
import { mergeAnswers } from './merge.ts'
import type { Answer } from './records.ts'
import type { Card } from './specialist.ts'
import { isCurrent } from './turn.ts'
import { turnExists } from './turn-exists.ts'
import { text, wordingFor } from './wording.ts'

/**
 * `waiting`: an expected answer is not in yet. `followed_up`: the turn was over, and what came late was said after it.
 * `stale`: nobody waits for this any more. `unknown`: there is no such turn.
 */
export type Merged = 'closed' | 'followed_up' | 'waiting' | 'stale' | 'unknown'

/** An answer is in memory: when none is missing there is one reply; after the turn's deadline, a follow-up. */
export async function mergeTurn(
  { conversationId, turn }: { readonly conversationId: string; readonly turn: number },
  cards: readonly Card[],
  ports: ClosingPorts,
): Promise<Merged> {
  const [conversation, answers] = await Promise.all([
    ports.memory.conversation(conversationId),
    ports.memory.answers(conversationId, turn),
  ])
  if (!turnExists(conversation, turn)) return 'unknown'
  if (!isCurrent(conversation, turn)) return await sayLate(conversation, turn, answers, cards, ports)
  if (!isComplete(conversation, answers)) return 'waiting'
  const ending = mergeAnswers(conversation.turn.working, answers, cards, conversation)
  return (await closeTurn(conversation, turn, ending, ports)) ? 'closed' : 'stale'
}

/** Whether every specialist that is at work on the turn has answered. */
export function isComplete({ turn }: Conversation, answers: readonly Answer[]): boolean {
  return (
    turn.phase === 'working' &&
    turn.working.every((name) => answers.some(({ specialist }) => specialist === name))
  )
}

/** Late answers that are still of use become one more message, once. */
async function sayLate(
  conversation: Conversation,
  turn: number,
  answers: readonly Answer[],
  cards: readonly Card[],
  ports: ClosingPorts,
): Promise<'followed_up' | 'stale'> {
  let before = conversation
  for (;;) {
    const names = owed(before, turn, ports.now())
    const late = answers.filter(({ kind, specialist }) => kind === 'answer' && names.includes(specialist))
    if (late.length === 0) return 'stale'
    const specialists = late.map(({ specialist }) => specialist)
    const { parts, outcome } = mergeAnswers(specialists, late, cards, before)
    const pendingActionId = awaited(parts, outcome)
    const { after, message } = followUp(
      before,
      { specialists, parts: [text(wordingFor(before).late), ...parts], outcome, pendingActionId },
      ports,
    )
    const result = await ports.memory.commit({ before, after, message })
    if (result.kind === 'committed') return 'followed_up'
    if (result.kind !== 'conflict') return 'stale'
    before = result.conversation
  }
}
