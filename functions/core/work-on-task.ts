import { answerConsultation } from './answer-consultation.ts'
import { beginRun } from './begin-run.ts'
import type { ChangingStore } from './change.ts'
import type { Receipt } from './claims/check-claims.ts'
import { closeTurn, type Ending as TurnEnding } from './close-turn.ts'
import type { Conversation } from './conversation.ts'
import { type Draft, liveDraft } from './draft.ts'
import { owed, wantedUntil } from './follow-up.ts'
import { receiptsOf } from './founded.ts'
import type { Live } from './live.ts'
import type { Memory, RunKey } from './memory.ts'
import { mergeTurn } from './merge-turn.ts'
import type { Model } from './model.ts'
import { prompt } from './prompt.ts'
import type { TaskMessage } from './queue-messages.ts'
import type { Tasks } from './queues.ts'
import { run } from './run.ts'
import { answerFrom, type Finished, isFinished, putBack } from './run-ending.ts'
import { promptOf } from './run-request.ts'
import type { SettlingPorts } from './settle-action.ts'
import type { Card, Specialist } from './specialist.ts'
import { isCurrent, type Minting } from './turn.ts'
import { turnExists } from './turn-exists.ts'
import { readView } from './view.ts'
import { apology, wordingFor } from './wording.ts'

export interface WorkPorts extends Minting, SettlingPorts {
  readonly memory: Memory
  readonly model: Model
  readonly store: ChangingStore
  readonly tasks: Tasks
  /** Every specialist's card, for consultations and the merge. */
  readonly cards: readonly Card[]
  /** Ends when this function's time is nearly over. */
  readonly signal: AbortSignal
  /** Where the reply is shown while it is written. */
  readonly live?: Live
  /** 0 to 1: spreads what is put back, so that it does not come back all at once. */
  readonly jitter: () => number
}

/**
 * `answered`: the answer is in memory, and others are still expected. `unknown`: there is no such turn, or it is a task
 * for another specialist.
 */
export type Worked = 'replied' | 'answered' | 'consulting' | 'stale' | 'unknown' | 'put_back'

/**
 * A specialist's part of a turn:
 * 1. read the conversation, the turn's task and what an earlier worker left of this run
 * 2. run the agent, or go on where it stopped
 * 3. the only specialist closes the turn itself; one of several leaves its answer, and the last of them merges all
 * 4. while the model is busy, or when this function's time is over, put the task back and end
 */
export async function workOnTask(
  received: TaskMessage,
  specialist: Specialist,
  model: string,
  ports: WorkPorts,
): Promise<Worked> {
  const { conversationId, turn } = received
  const { memory } = ports
  if (received.specialist !== specialist.card.name) return 'unknown'
  const [read, [story]] = await Promise.all([
    readView(memory, conversationId),
    memory.turns(conversationId, turn, turn),
  ])
  const record = story?.record
  if (!turnExists(read?.conversation, turn)) return 'unknown'
  if (!read || !story || !record) return 'stale'
  const { consultation } = received
  const until = wantedUntil(read.conversation, turn, consultation?.by ?? specialist.card.name, ports.now())
  if (until === undefined) return 'stale'
  if (consultation)
    return await answerConsultation(received, { ...read, story, record, until }, specialist, model, ports)
  const task = record.decision.tasks.find((each) => each.specialist === specialist.card.name)
  if (!task) return 'stale'
  const { conversation, view } = read
  const key = { turn: record.resumes?.turn ?? turn, specialist: specialist.card.name }
  const begun = await beginRun(story, record, key, read, specialist, ports)
  if ('worked' in begun) return begun.worked
  const { steps } = begun
  // An earlier delivery came to its end and died before it merged.
  const isOver = isFinished(steps) || steps.at(-1)?.kind === 'paused'
  if (isOver && !record.resumes) return await merge(received, ports)

  let kept: Promise<readonly Receipt[]> | undefined
  const receipts = async () => {
    kept ??= receiptsOf(conversationId, memory)
    return await kept
  }
  const draft = draftOf(conversation, received, receipts, ports.live)
  const result = await run(
    {
      conversationId,
      key,
      specialist,
      model,
      prompt: promptOf(steps) ?? prompt({ view, customerId: conversation.customerId, task: task.task }),
      steps,
      toolContext: { customerId: conversation.customerId, store: ports.store, signal: ports.signal },
      changing: { store: ports.store, newId: ports.newId },
      language: conversation.language,
      others: ports.cards.filter(({ name }) => name !== specialist.card.name),
    },
    {
      model: ports.model,
      memory,
      now: ports.now,
      receipts,
      ...(draft ? { draft } : {}),
      isCurrent: async () => {
        const now = await memory.conversation(conversationId)
        return now !== undefined && wantedUntil(now, turn, key.specialist, ports.now()) !== undefined
      },
    },
  ).catch((error: unknown) => {
    draft?.takeBack()
    throw error
  })
  if (result.kind === 'answered' || result.kind === 'paused') draft?.end()
  else draft?.takeBack()
  const ending = await putBack(result, received, until, ports)
  if (ending === 'put_back') return ending
  if (ending.kind === 'superseded') return 'stale'
  if (ending.kind === 'consulting') {
    const consultation = { by: key.specialist, step: ending.index }
    await ports.tasks.task({ ...received, specialist: ending.specialist, deferrals: 0, consultation })
    return 'consulting'
  }

  if (record.decision.tasks.length === 1 && isCurrent(conversation, turn)) {
    if (await closeTurn(conversation, turn, soleReply(ending, key, conversation), ports)) return 'replied'
    const now = await memory.conversation(conversationId)
    const isLate = now !== undefined && owed(now, turn, ports.now()).includes(key.specialist)
    if (!isLate) return 'stale'
  }
  await memory.saveAnswer(
    conversationId,
    turn,
    answerFrom(ending, task.specialist, ports.now()),
    ending.kind === 'gap' ? undefined : { run: key, index: ending.index, step: ending.step },
    ending.kind === 'paused' ? ending.proposed : undefined,
  )
  return await merge(received, ports)
}

/** What comes after the turn's outcome is not shown before it is whole: it may no longer be of use. */
function draftOf(
  conversation: Conversation,
  { turn, specialist }: TaskMessage,
  receipts: () => Promise<readonly Receipt[]>,
  live: Live | undefined,
): Draft | undefined {
  if (!live || !isCurrent(conversation, turn)) return undefined
  return liveDraft(
    (text) => live.publish(conversation, [{ type: 'draft', turn, specialist, text }]),
    receipts,
  )
}

function soleReply(ending: Finished, key: RunKey, conversation: Conversation): TurnEnding {
  if (ending.kind === 'gap') {
    const say = wordingFor(conversation)
    const words = ending.isSpent ? say.unavailable : say.apology
    return { parts: [apology(words)], outcome: 'failed', failure: ending.reason }
  }
  const lastStep = { run: key, index: ending.index, step: ending.step }
  if (ending.kind === 'answered') return { parts: ending.parts, outcome: 'replied', lastStep }
  return {
    parts: ending.parts,
    outcome: 'awaiting_confirmation',
    lastStep,
    action: { proposed: ending.proposed },
  }
}

/** The answer is in memory: whoever brings the last one composes the reply. */
async function merge({ conversationId, turn }: TaskMessage, ports: WorkPorts): Promise<Worked> {
  const merged = await mergeTurn({ conversationId, turn }, ports.cards, ports)
  if (merged === 'waiting') return 'answered'
  return merged === 'stale' ? 'stale' : 'replied'
}
