import { confirmationPart } from './action-parts.ts'
import { type ClosingPorts, closeTurn, type Ending } from './close-turn.ts'
import { consultedRun, stepAfterConsultation } from './consult.ts'
import type { Conversation } from './conversation.ts'
import type { RunKey, TurnStory } from './memory.ts'
import type { Step, TurnRecord } from './records.ts'
import { type SettlingPorts, settleAction } from './settle-action.ts'
import type { Specialist } from './specialist.ts'
import { unanswered, type View } from './view.ts'
import { text, wordingFor } from './wording.ts'

/** The steps to go on from. A run that waits for an action goes on once that is settled, or its turn ends with it. */
export async function beginRun(
  story: TurnStory,
  record: TurnRecord,
  key: RunKey,
  { conversation, view }: { readonly conversation: Conversation; readonly view: View },
  specialist: Specialist,
  ports: ClosingPorts & SettlingPorts,
): Promise<{ readonly steps: readonly Step[] } | { readonly worked: 'replied' | 'stale' }> {
  const stepsOf = (it: TurnStory | undefined) =>
    it?.runs.find((each) => each.specialist === key.specialist)?.steps ?? []
  if (!record.resumes) return { steps: await consulted(conversation.id, key, stepsOf(story), story, ports) }
  const { turn, actionId } = record.resumes
  const [[began], action] = await Promise.all([
    ports.memory.turns(conversation.id, turn, turn),
    ports.memory.action(conversation.id, actionId),
  ])
  const steps = stepsOf(began)
  const last = steps.at(-1)
  if (!action || last?.kind !== 'paused') {
    return { steps: await consulted(conversation.id, key, steps, began, ports) }
  }
  const settled = await settleAction(
    {
      conversationId: conversation.id,
      turn: record.number,
      action,
      paused: last,
      run: key,
      index: steps.length,
      changes: specialist.changes ?? [],
      meanwhile: unanswered(view, conversation.answeredSeq).flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
      ),
    },
    ports,
  )
  if (settled.kind === 'settled') return { steps: [...steps, settled.step] }
  if (settled.kind === 'stale') return { worked: 'stale' }
  const { approval, changedMeanwhile } = wordingFor(conversation)
  const ending: Ending =
    settled.kind === 'approval'
      ? { parts: [text(approval)], outcome: 'replied', action: settled.move }
      : {
          parts: [text(changedMeanwhile), confirmationPart(settled.proposed)],
          outcome: 'awaiting_confirmation',
          lastStep: { run: key, index: steps.length, step: settled.step },
          action: { proposed: settled.proposed, replaces: settled.replaces },
        }
  return { worked: (await closeTurn(conversation, record.number, ending, ports)) ? 'replied' : 'stale' }
}

/** A run that waits for another specialist's answer goes on with it, once it is there. */
async function consulted(
  conversationId: string,
  key: RunKey,
  steps: readonly Step[],
  story: TurnStory | undefined,
  { memory, now }: ClosingPorts,
): Promise<readonly Step[]> {
  const last = steps.at(-1)
  if (last?.kind !== 'consulting') return steps
  const run = consultedRun(key, steps.length - 1, last.specialist)
  const answer = story?.answers.find(({ specialist }) => specialist === run.specialist)
  if (!answer) return steps
  const step = stepAfterConsultation(last, answer, now())
  const saved = await memory.saveStep(conversationId, key, steps.length, step)
  return saved === 'saved' ? [...steps, step] : steps
}
