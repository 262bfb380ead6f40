import type { Memory } from './memory.ts'
import type { TaskMessage } from './queue-messages.ts'
import type { Tasks } from './queues.ts'
import type { Answer, Step } from './records.ts'
import type { RunResult } from './run.ts'
import { answerOf } from './run-answer.ts'

/** How a run ended for now. */
export type Ending = Extract<RunResult, { kind: 'answered' | 'paused' | 'consulting' | 'gap' | 'superseded' }>

/** A task goes back to its queue as long as the turn's deadline leaves room for it; else it ends with a gap. */
export async function putBack(
  result: RunResult,
  received: TaskMessage,
  deadlineAt: number,
  {
    memory,
    tasks,
    now,
    jitter,
  }: {
    readonly memory: Memory
    readonly tasks: Tasks
    readonly now: () => number
    readonly jitter: () => number
  },
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
  if (delayMs > 0) {
    const { conversationId, turn, specialist, consultation } = received
    const until = Math.round(now() + delayMs)
    await memory.saveDeferral(conversationId, turn, { specialist: consultation?.by ?? specialist, until })
  }
  await tasks.task({ ...received, deferrals: received.deferrals + 1 }, delayMs)
  return 'put_back'
}

/** A run that leads to something to say. */
export type Finished = Exclude<Ending, { kind: 'superseded' | 'consulting' }>

/** What a run gives to the reply, or to who asked. */
export function answerFrom(ending: Finished, specialist: string, at: number): Answer {
  return ending.kind === 'gap'
    ? { kind: 'gap', specialist, reason: ending.reason, at }
    : { kind: 'answer', specialist, parts: ending.parts, at }
}

/** The run ended in an earlier delivery: its last step and its answer were one transaction. */
export function isFinished(steps: readonly Step[]): boolean {
  const last = steps.at(-1)
  return last !== undefined && answerOf(last, steps) !== undefined
}
