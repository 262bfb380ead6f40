import type { Conversation, Outcome } from './conversation.ts'
import type { LastStep, Memory } from './memory.ts'
import { mergeAnswers } from './merge.ts'
import type { Part } from './parts.ts'
import type { AnswerMessage, DeadlineMessage } from './queue-messages.ts'
import type { Card } from './specialist.ts'
import { close, isCurrent, type Minting } from './turn.ts'

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

/**
 * The turn's one visible outcome, in one transaction with the run's last step if it has one. `false` when the turn
 * has been closed or superseded meanwhile, or another worker went on with the run: then nothing is written.
 */
export async function closeTurn(
  conversation: Conversation,
  turn: number,
  ending: {
    readonly parts: readonly Part[]
    readonly outcome: Outcome
    readonly lastStep?: LastStep
    readonly failure?: string
  },
  ports: ClosingPorts,
): Promise<boolean> {
  let before = conversation
  while (isCurrent(before, turn)) {
    const author = ending.outcome === 'failed' ? 'system' : 'assistant'
    const { after, message } = close(before, { author, parts: ending.parts, outcome: ending.outcome }, ports)
    const result = await ports.memory.commit({
      before,
      after,
      message,
      ...(before.turn.phase === 'working'
        ? {
            ends: {
              turn,
              outcome: ending.outcome,
              at: ports.now(),
              replySeq: message.seq,
              ...(ending.failure === undefined ? {} : { failure: ending.failure }),
            },
          }
        : {}),
      ...(ending.lastStep ? { lastStep: ending.lastStep } : {}),
    })
    if (result.kind === 'step_exists') return false
    if (result.kind !== 'conflict') return true
    before = result.conversation
  }
  return false
}
