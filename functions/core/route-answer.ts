import type { Action } from './action.ts'
import type { ActionAnswer } from './action-answer.ts'
import { confirmationPart, typedDecision } from './action-parts.ts'
import { type ClosingPorts, closeTurn, type Ending } from './close-turn.ts'
import type { Conversation, Message } from './conversation.ts'
import { dispatch, recordOf } from './dispatch.ts'
import type { CustomerMessage } from './queue-messages.ts'
import type { Tasks } from './queues.ts'
import type { Decision } from './records.ts'
import { text, wordingFor } from './wording.ts'

/** The customer's yes or no, or somebody's decision: no model is asked what it means. */
export async function routeAnswer(
  answer: Exclude<ActionAnswer, { kind: 'none' }>,
  action: Action,
  conversation: Conversation,
  asked: readonly Message[],
  received: CustomerMessage,
  ports: ClosingPorts & { readonly tasks: Tasks },
): Promise<{ readonly kind: 'routed' | 'answered' | 'stale' }> {
  const fromSeq = asked[0]?.seq ?? conversation.lastSeq
  const move = 'move' in answer ? answer.move : undefined
  const { turn, specialist } = action.run
  if (answer.kind === 'resume') {
    const reason = 'it was decided; the run that proposed it goes on'
    const tasks = [{ specialist, task: `Go on: ${action.details.title}`, reason }]
    const decision: Decision = { kind: 'resume', reason, tasks, reply: '' }
    const record = recordOf(conversation, fromSeq, decision, [], ports)
    return await dispatch(
      conversation,
      { ...record, resumes: { turn, actionId: action.id } },
      received.seq,
      move,
      ports,
    )
  }
  const { declined, rejected, expired, confirmAgain } = wordingFor(conversation)
  const words = { leave: declined, expired, ask_again: confirmAgain }[answer.kind]
  const reply = answer.kind === 'leave' && answer.by === 'operator' ? rejected : words
  const decision: Decision = {
    kind: 'reply',
    reason: `the answer to a proposed change: ${answer.kind}`,
    tasks: [],
    reply,
  }
  const isOpenStill = answer.kind === 'ask_again'
  const ending: Ending = {
    parts: [...typedDecision(move), text(reply), ...(isOpenStill ? [confirmationPart(action)] : [])],
    outcome: isOpenStill ? 'awaiting_confirmation' : 'replied',
    record: recordOf(conversation, fromSeq, decision, [], ports),
    ...(move ? { action: move } : {}),
  }
  const closed = await closeTurn(conversation, conversation.turn.number, ending, ports)
  return { kind: closed ? 'answered' : 'stale' }
}
