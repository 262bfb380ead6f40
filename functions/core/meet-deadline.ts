import { type ClosingPorts, closeTurn } from './close-turn.ts'
import { consultedBy } from './consult.ts'
import type { Conversation } from './conversation.ts'
import type { TurnStory } from './memory.ts'
import { mergeAnswers } from './merge.ts'
import { isComplete } from './merge-turn.ts'
import type { DeadlineMessage } from './queue-messages.ts'
import type { InboundAgain, Merging, Tasks } from './queues.ts'
import type { Step } from './records.ts'
import type { Card } from './specialist.ts'
import { isCurrent } from './turn.ts'
import { turnExists } from './turn-exists.ts'

export interface DeadlinePorts extends ClosingPorts {
  readonly inbound: InboundAgain
  readonly tasks: Tasks
  readonly merging: Merging
}

/** `checked`: there is time left; what had come to a stop was sent again. */
export type DeadlineMet = 'closed' | 'checked' | 'stale' | 'unknown'

/** Milliseconds between two looks at a turn that is still at work. */
const checkEvery = 30_000
/** Milliseconds without a step after which work counts as stopped: longer than a model takes for one reply. */
const patience = 25_000

/** When the turn is looked at first, in milliseconds. */
export function firstCheckAfter(deadlineMs: number): number {
  return Math.min(checkEvery, deadlineMs)
}

/**
 * The turn's deadline has passed, or it is time to look after a turn. Work whose function died is sent again, long
 * before its queue would show it again, so that a crash costs some seconds and not the turn. At the deadline there is
 * one reply with what is known; what is not known is named, and owed.
 */
export async function meetDeadline(
  received: DeadlineMessage,
  cards: readonly Card[],
  ports: DeadlinePorts,
): Promise<DeadlineMet> {
  const { conversationId: id, turn } = received
  const { memory, now } = ports
  const [conversation, [story]] = await Promise.all([memory.conversation(id), memory.turns(id, turn, turn)])
  if (!turnExists(conversation, turn)) return 'unknown'
  if (!isCurrent(conversation, turn)) return 'stale'
  const answers = story?.answers ?? []
  const { working, deadlineAt, resumes } = conversation.turn
  const left = deadlineAt - now()
  if (left > 0 && !isComplete(conversation, answers)) {
    await wake(conversation, story, ports)
    await ports.merging.deadline(received, Math.min(checkEvery, left))
    return 'checked'
  }
  const ending = mergeAnswers(working, answers, cards, conversation)
  const missing = working.filter((name) => answers.every(({ specialist }) => specialist !== name))
  const owes = resumes === undefined ? missing : []
  return (await closeTurn(conversation, turn, { ...ending, owes }, ports)) ? 'closed' : 'stale'
}

/** Sends again what nobody seems to be working on. Every receiver is idempotent: at worst one model call is paid twice. */
async function wake(
  { id, lastSeq, turn }: Conversation,
  story: TurnStory | undefined,
  { memory, inbound, tasks, now }: DeadlinePorts,
): Promise<void> {
  if (turn.phase === 'open') {
    const message = {
      type: 'customer-message.v1',
      conversationId: id,
      turn: turn.number,
      seq: lastSeq,
    } as const
    return await inbound.again(message, `${turn.id}-${Math.round(now() / 1000)}`)
  }
  const record = story?.record
  if (!record) return
  const began = record.resumes?.turn ?? turn.number
  const [runsIn] = began === turn.number ? [story] : await memory.turns(id, began, began)
  const stopped = turn.working.filter((name) => {
    if (story.answers.some(({ specialist }) => specialist === name)) return false
    const steps = (runsIn?.runs ?? [])
      .filter(({ specialist }) => specialist === name || consultedBy(specialist) === name)
      .flatMap((run) => run.steps.map(timeOf))
    const deferred = story.deferrals.flatMap(({ specialist, until }) => (specialist === name ? [until] : []))
    return now() - Math.max(record.routedAt, ...steps, ...deferred) >= patience
  })
  await Promise.all(
    stopped.map((specialist) =>
      tasks.task({ type: 'task.v1', conversationId: id, turn: turn.number, specialist, deferrals: 0 }),
    ),
  )
}

function timeOf(step: Step): number {
  return step.kind === 'model' ? step.call.at : step.at
}
