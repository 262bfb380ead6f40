import type { Action, ActionMove } from './action.ts'
import { receiptPart } from './action-parts.ts'
import type { Conversation, Outcome } from './conversation.ts'
import type { LastStep, Memory } from './memory.ts'
import { mergeAnswers } from './merge.ts'
import type { Part } from './parts.ts'
import type { AnswerMessage, DeadlineMessage } from './queue-messages.ts'
import type { TurnRecord } from './records.ts'
import type { Card } from './specialist.ts'
import { close, isCurrent, type Minting } from './turn.ts'
import { text, wording } from './wording.ts'

export interface ClosingPorts extends Minting {
  readonly memory: Memory
}

/** `waiting`: an expected answer is not in yet. `stale`: the turn is over, or a newer one has begun. */
export type Merged = 'closed' | 'waiting' | 'stale'

/** An answer has come in, or the deadline has passed: when nothing is missing, or time is up, there is one reply. */
export async function mergeTurn(
  received: AnswerMessage | DeadlineMessage,
  cards: readonly Card[],
  ports: ClosingPorts,
): Promise<Merged> {
  const [conversation, answers] = await Promise.all([
    ports.memory.conversation(received.conversationId),
    ports.memory.answers(received.conversationId, received.turn),
  ])
  if (!conversation || !isCurrent(conversation, received.turn)) return 'stale'
  const expected = conversation.turn.working
  const complete =
    conversation.turn.phase === 'working' &&
    expected.every((name) => answers.some(({ specialist }) => specialist === name))
  if (!complete && received.type !== 'deadline.v1') return 'waiting'
  const ending = mergeAnswers(expected, answers, cards)
  return (await closeTurn(conversation, received.turn, ending, ports)) ? 'closed' : 'stale'
}

export interface Ending {
  readonly parts: readonly Part[]
  readonly outcome: Outcome
  readonly lastStep?: LastStep
  readonly failure?: string
  /** The router's record of a turn that it closes itself; then a message that came in meanwhile stops it. */
  readonly record?: TurnRecord
  /** What is written about an action in the same transaction. */
  readonly action?: { readonly proposed: Action } | ActionMove
}

/**
 * The turn's one visible outcome, in one transaction with the run's last step if it has one. An action that was
 * executed on the way shows its receipt, whatever else became of the turn. `false` when the turn has been closed or
 * superseded meanwhile, or another worker went on with the run or the action: then nothing is written.
 */
export async function closeTurn(
  conversation: Conversation,
  turn: number,
  ending: Ending,
  ports: ClosingPorts,
): Promise<boolean> {
  let before = conversation
  while (isCurrent(before, turn)) {
    const { parts, outcome } = withReceipt(ending, await openAction(before, ports.memory))
    const author = outcome === 'failed' || outcome === 'with_human' ? 'system' : 'assistant'
    const closedAt = ports.now()
    const { after, message } = close(
      before,
      { author, parts, outcome, pendingActionId: awaited(parts, outcome) },
      ports,
    )
    const result = await ports.memory.commit({
      before,
      after,
      message,
      ...(before.turn.phase === 'working'
        ? {
            ends: {
              turn,
              outcome,
              at: closedAt,
              replySeq: message.seq,
              ...(ending.failure === undefined ? {} : { failure: ending.failure }),
            },
          }
        : {}),
      ...(ending.record ? { turn: { ...ending.record, outcome, closedAt, replySeq: message.seq } } : {}),
      ...(ending.lastStep ? { lastStep: ending.lastStep } : {}),
      ...(ending.action ? { action: ending.action } : {}),
    })
    if (result.kind === 'step_exists' || result.kind === 'action_moved') return false
    if (result.kind !== 'conflict') return true
    if (ending.record) return false
    before = result.conversation
  }
  return false
}

async function openAction(it: Conversation, memory: Memory): Promise<Action | undefined> {
  return it.pendingActionId === undefined ? undefined : await memory.action(it.id, it.pendingActionId)
}

/** Money that has moved is told, also when the rest of the turn failed: an apology would say that nothing changed. */
function withReceipt(ending: Ending, action: Action | undefined): Pick<Ending, 'parts' | 'outcome'> {
  const receipt = action && receiptPart(action)
  if (!receipt) return ending
  if (ending.outcome !== 'failed') return { parts: [receipt, ...ending.parts], outcome: ending.outcome }
  return { parts: [receipt, text(wording.doneWithoutWords)], outcome: 'replied' }
}

/** The action that the customer is asked about, from the message itself; or the one that waits for an operator. */
function awaited(parts: readonly Part[], outcome: Outcome): string | undefined {
  if (outcome !== 'awaiting_confirmation') return undefined
  return parts.flatMap((part) => (part.type === 'confirmation' ? [part.actionId] : [])).at(-1)
}
