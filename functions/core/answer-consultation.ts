import { consultedRun } from './consult.ts'
import type { Conversation } from './conversation.ts'
import { wantedUntil } from './follow-up.ts'
import { receiptsOf } from './founded.ts'
import type { TurnStory } from './memory.ts'
import { prompt } from './prompt.ts'
import type { TaskMessage } from './queue-messages.ts'
import type { TurnRecord } from './records.ts'
import { run } from './run.ts'
import { answerFrom, isFinished, putBack } from './run-ending.ts'
import { promptOf } from './run-request.ts'
import type { Specialist } from './specialist.ts'
import type { View } from './view.ts'
import type { Worked, WorkPorts } from './work-on-task.ts'

/**
 * Another specialist's run asks this one something. Its own run for the answer is apart from the turn's, changes
 * nothing and asks nobody; when the answer is saved, the asking run gets its task again and goes on.
 */
export async function answerConsultation(
  received: TaskMessage,
  scene: {
    readonly conversation: Conversation
    readonly view: View
    readonly story: TurnStory
    readonly record: TurnRecord
    /** Until when the answer is of use, epoch milliseconds. */
    readonly until: number
  },
  specialist: Specialist,
  model: string,
  ports: WorkPorts,
): Promise<Worked> {
  const { conversationId, turn, consultation } = received
  if (!consultation) return 'stale'
  const { conversation, view, record } = scene
  const began = record.resumes?.turn ?? turn
  const story = began === turn ? scene.story : (await ports.memory.turns(conversationId, began, began))[0]
  const stepsOf = (name: string) => story?.runs.find((each) => each.specialist === name)?.steps ?? []
  const asking = stepsOf(consultation.by)[consultation.step]
  if (asking?.kind !== 'consulting') return 'stale'
  const key = consultedRun(
    { turn: began, specialist: consultation.by },
    consultation.step,
    specialist.card.name,
  )
  const steps = stepsOf(key.specialist)
  if (!isFinished(steps)) {
    const result = await run(
      {
        conversationId,
        key,
        specialist,
        model,
        prompt:
          promptOf(steps) ?? prompt({ view, customerId: conversation.customerId, task: asking.question }),
        steps,
        toolContext: { customerId: conversation.customerId, store: ports.store, signal: ports.signal },
      },
      {
        model: ports.model,
        memory: ports.memory,
        now: ports.now,
        receipts: async () => await receiptsOf(conversationId, ports.memory),
        isCurrent: async () => {
          const now = await ports.memory.conversation(conversationId)
          return now !== undefined && wantedUntil(now, turn, consultation.by, ports.now()) !== undefined
        },
      },
    )
    const ending = await putBack(result, received, scene.until, ports)
    if (ending === 'put_back') return ending
    if (ending.kind !== 'answered' && ending.kind !== 'gap') return 'stale'
    await ports.memory.saveAnswer(
      conversationId,
      began,
      answerFrom(ending, key.specialist, ports.now()),
      ending.kind === 'answered' ? { run: key, index: ending.index, step: ending.step } : undefined,
    )
  }
  await ports.tasks.task({ type: 'task.v1', conversationId, turn, specialist: consultation.by, deferrals: 0 })
  return 'answered'
}
