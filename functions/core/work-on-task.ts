import { beginRun } from './begin-run.ts'
import type { ChangingStore } from './change.ts'
import { closeTurn, type Ending as TurnEnding } from './close-turn.ts'
import { receiptsOf } from './founded.ts'
import type { Memory, RunKey } from './memory.ts'
import type { Model } from './model.ts'
import { prompt } from './prompt.ts'
import type { TaskMessage } from './queue-messages.ts'
import type { Merging, Tasks } from './queues.ts'
import type { Answer, Step, Task } from './records.ts'
import { type RunResult, run } from './run.ts'
import { answerOf } from './run-answer.ts'
import type { SettlingPorts } from './settle-action.ts'
import type { Specialist } from './specialist.ts'
import { isCurrent, type Minting } from './turn.ts'
import { readView } from './view.ts'
import { apology, wording } from './wording.ts'

export interface WorkPorts extends Minting, SettlingPorts {
  readonly memory: Memory
  readonly model: Model
  readonly store: ChangingStore
  readonly tasks: Tasks
  readonly merging: Merging
  /** Ends when this function's time is nearly over. */
  readonly signal: AbortSignal
  /** 0 to 1: spreads what is put back, so that it does not come back all at once. */
  readonly jitter: () => number
}

export type Worked = 'replied' | 'answered' | 'stale' | 'put_back'

/**
 * A specialist's part of a turn:
 * 1. read the conversation, the turn's task and what an earlier worker left of this run
 * 2. run the agent, or go on where it stopped
 * 3. the only specialist closes the turn itself; one of several leaves its answer and tells the merge
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
  const [read, [story]] = await Promise.all([
    readView(memory, conversationId),
    memory.turns(conversationId, turn, turn),
  ])
  const record = story?.record
  const task = record?.decision.tasks.find((each) => each.specialist === specialist.card.name)
  if (!read || !record || !task || !isCurrent(read.conversation, turn)) return 'stale'
  const { conversation, view } = read
  const key = { turn: record.resumes?.turn ?? turn, specialist: specialist.card.name }
  const begun = await beginRun(story, record, key, read, specialist, ports)
  if ('worked' in begun) return begun.worked
  const { steps } = begun
  if (isFinished(steps) && !record.resumes) return await tellMerge(received, ports)

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
    },
    {
      model: ports.model,
      memory,
      now: ports.now,
      receipts: async () => await receiptsOf(conversationId, memory),
      isCurrent: async () => {
        const now = await memory.conversation(conversationId)
        return now !== undefined && isCurrent(now, turn)
      },
    },
  )
  const ending = await putBack(result, received, conversation.turn.deadlineAt, ports)
  if (ending === 'put_back') return ending
  if (ending.kind === 'superseded') return 'stale'

  if (record.decision.tasks.length === 1) {
    const closed = await closeTurn(conversation, turn, soleReply(ending, key), ports)
    return closed ? 'replied' : 'stale'
  }
  await memory.saveAnswer(
    conversationId,
    turn,
    answerFrom(ending, task, ports.now()),
    ending.kind === 'gap' ? undefined : { run: key, index: ending.index, step: ending.step },
    ending.kind === 'paused' ? ending.proposed : undefined,
  )
  return await tellMerge(received, ports)
}

/** A run that was paused sends what it sent before: thinking is bound to it. */
function promptOf(steps: readonly Step[]): string | undefined {
  return steps.find((step) => step.kind === 'paused')?.prompt
}

type Ending = Extract<RunResult, { kind: 'answered' | 'paused' | 'gap' | 'superseded' }>

/** A task goes back to its queue as long as the turn's deadline leaves room for it; else it ends with a gap. */
async function putBack(
  result: RunResult,
  received: TaskMessage,
  deadlineAt: number,
  { tasks, now, jitter }: WorkPorts,
): Promise<Ending | 'put_back'> {
  if (result.kind !== 'busy' && result.kind !== 'out_of_time') return result
  // Twice as long each time: Lambda stops a chain of messages that go round more than 16 times.
  const least = 500 * 2 ** received.deferrals
  const delayMs = result.kind === 'busy' ? Math.max(result.retryAfterMs, least) * (1 + jitter() / 2) : 0
  if (now() + delayMs >= deadlineAt) {
    return {
      kind: 'gap',
      reason: result.kind === 'busy' ? result.reason : 'the turn took longer than its deadline',
    }
  }
  await tasks.task({ ...received, deferrals: received.deferrals + 1 }, delayMs)
  return 'put_back'
}

function soleReply(ending: Exclude<Ending, { kind: 'superseded' }>, key: RunKey): TurnEnding {
  if (ending.kind === 'gap')
    return { parts: [apology(wording.apology)], outcome: 'failed', failure: ending.reason }
  const lastStep = { run: key, index: ending.index, step: ending.step }
  if (ending.kind === 'answered') return { parts: ending.parts, outcome: 'replied', lastStep }
  return {
    parts: ending.parts,
    outcome: 'awaiting_confirmation',
    lastStep,
    action: { proposed: ending.proposed },
  }
}

function answerFrom(
  ending: Exclude<Ending, { kind: 'superseded' }>,
  { specialist }: Task,
  at: number,
): Answer {
  return ending.kind === 'gap'
    ? { kind: 'gap', specialist, reason: ending.reason, at }
    : { kind: 'answer', specialist, parts: ending.parts, at }
}

/** The run ended in an earlier delivery: its last step and its answer were one transaction. */
function isFinished(steps: readonly Step[]): boolean {
  const last = steps.at(-1)
  return last !== undefined && answerOf(last, steps) !== undefined
}

async function tellMerge({ conversationId, turn }: TaskMessage, { merging }: WorkPorts): Promise<Worked> {
  await merging.answer({ type: 'answer.v1', conversationId, turn })
  return 'answered'
}
