import { type Action, type ActionChange, type ActionMove, move } from './action.ts'
import { receiptPart } from './action-parts.ts'
import type { Conversation, Handoff, Outcome } from './conversation.ts'
import type { LastStep, Memory } from './memory.ts'
import type { Part } from './parts.ts'
import type { TurnRecord } from './records.ts'
import { close, isCurrent, type Minting } from './turn.ts'
import { text, type Wording, wordingFor } from './wording.ts'

export interface ClosingPorts extends Minting {
  readonly memory: Memory
}

export interface Ending {
  readonly parts: readonly Part[]
  readonly outcome: Outcome
  readonly lastStep?: LastStep
  readonly failure?: string
  /** The router's record of a turn that it closes itself; then a message that came in meanwhile stops it. */
  readonly record?: TurnRecord
  /** What is written about an action in the same transaction. */
  readonly action?: ActionChange
  /** The specialists whose late answers will still be of use. */
  readonly owes?: readonly string[]
}

/**
 * The turn's one visible outcome, in one transaction with the run's last step if it has one. An action that was
 * executed on the way shows its receipt, whatever else became of the turn; one that was to be executed and was not is
 * over with it, so that what the customer reads stays true. `false` when the turn has been closed or superseded
 * meanwhile, or another worker went on with the run or the action: then nothing is written.
 */
export async function closeTurn(
  conversation: Conversation,
  turn: number,
  ending: Ending,
  ports: ClosingPorts,
): Promise<boolean> {
  let before = conversation
  while (isCurrent(before, turn)) {
    const waiting = await openAction(before, ports.memory)
    const words = wordingFor(before)
    const said = before.control === 'human' ? withoutQuestion(ending, waiting, words) : ending
    const { parts, outcome } = withReceipt(said, waiting, words)
    const givenUp = said.action ? undefined : unexecuted(waiting)
    const action = said.action ?? givenUp
    const author = outcome === 'failed' || outcome === 'with_human' ? 'system' : 'assistant'
    const closedAt = ports.now()
    const { after, message } = close(
      before,
      {
        author,
        parts,
        outcome,
        pendingActionId: awaited(parts, outcome),
        ...(ending.record ? { handoff: routersHandoff(ending.record) } : {}),
        ...(ending.owes && outcome !== 'awaiting_confirmation' ? { owes: ending.owes } : {}),
      },
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
      ...(said.lastStep ? { lastStep: said.lastStep } : {}),
      ...(action ? { action } : {}),
    })
    // It was executed a moment ago: read again, and show its receipt.
    if (result.kind === 'action_moved' && givenUp) continue
    if (result.kind === 'step_exists' || result.kind === 'action_moved') return false
    if (result.kind !== 'conflict') return true
    if (ending.record) return false
    before = result.conversation
  }
  return false
}

/** While a human holds the conversation, an approved action shows what came of it, and the bot asks nothing more. */
function withoutQuestion(ending: Ending, action: Action | undefined, { held, heldChanged }: Wording): Ending {
  if (ending.outcome !== 'awaiting_confirmation') return ending
  return { parts: [text(action?.status === 'executed' ? held : heldChanged)], outcome: 'replied' }
}

/** Characters of the router's reason that operators read. */
const longestReason = 500

function routersHandoff({ decision }: TurnRecord): Omit<Handoff, 'at'> {
  return { by: 'router', reason: decision.reason.slice(0, longestReason) }
}

async function openAction(it: Conversation, memory: Memory): Promise<Action | undefined> {
  return it.pendingActionId === undefined ? undefined : await memory.action(it.id, it.pendingActionId)
}

/**
 * Permitted and not executed, by this turn or by an earlier one that it has superseded: it must not be executed after
 * this outcome.
 */
function unexecuted(action: Action | undefined): ActionMove | undefined {
  if (!action) return undefined
  return action.status === 'confirmed' || action.status === 'approved' ? move(action, 'failed') : undefined
}

/** Money that has moved is told, also when the rest of the turn failed: an apology would say that nothing changed. */
function withReceipt(
  ending: Ending,
  action: Action | undefined,
  { doneWithoutWords }: Wording,
): Pick<Ending, 'parts' | 'outcome'> {
  const receipt = action && receiptPart(action)
  if (!receipt) return ending
  if (ending.outcome !== 'failed') return { parts: [receipt, ...ending.parts], outcome: ending.outcome }
  return { parts: [receipt, text(doneWithoutWords)], outcome: 'replied' }
}

/** The action that the customer is asked about, from the message itself. */
export function awaited(parts: readonly Part[], outcome: Outcome): string | undefined {
  if (outcome !== 'awaiting_confirmation') return undefined
  return parts.flatMap((part) => (part.type === 'confirmation' ? [part.actionId] : [])).at(-1)
}
