import type { Conversation, Handoff } from './conversation.ts'
import type { Part } from './parts.ts'
import { append, type Change, close, type Minting, nextTurn } from './turn.ts'

/**
 * A person takes the conversation over: the current turn ends with it, or a turn of its own if that one is over. What
 * an operator has approved is already a person's decision: `approved`, an action at work, goes on.
 */
export function takeOver(
  before: Conversation,
  handoff: {
    readonly by: Handoff['by']
    readonly reason?: string | undefined
    readonly parts: readonly Part[]
    readonly approved?: string | undefined
  },
  minting: Minting,
): Change {
  const { parts, approved, ...given } = handoff
  const isOver = before.turn.phase === 'closed'
  if (!isOver && approved !== undefined) {
    const next = { ...before, turn: { ...before.turn, resumes: approved } }
    const { after, message } = append(next, 'system', parts, minting)
    return {
      message,
      after: {
        ...after,
        control: 'human',
        handoff: { ...given, at: message.createdAt },
        answeredSeq: message.seq,
      },
    }
  }
  const turn = isOver ? nextTurn(before, 0, minting) : before.turn
  return close(
    { ...before, turn },
    { author: 'system', parts, outcome: 'with_human', handoff: given },
    minting,
  )
}

/** An operator writes: what the customer wrote before it has its outcome. */
export function operatorSays(before: Conversation, parts: readonly Part[], minting: Minting): Change {
  const { after, message } = append(before, 'operator', parts, minting)
  return { message, after: { ...after, answeredSeq: message.seq } }
}

/**
 * A person gives the conversation back to the bot. What the customer wrote and nobody answered is a turn: the open one,
 * or one that this opens; an approved action at work is taken up by it.
 */
export function giveBackControl(
  before: Conversation,
  given: { readonly parts: readonly Part[]; readonly isUnanswered: boolean },
  deadlineMs: number,
  minting: Minting,
): Change & { readonly opensTurn: boolean; readonly supersedes: number | undefined } {
  const { handoff: _, ...rest } = before
  const opensTurn = given.isUnanswered && before.turn.phase !== 'open'
  const turn = opensTurn ? nextTurn(before, minting.now() + deadlineMs, minting) : before.turn
  return {
    ...append({ ...rest, control: 'bot', turn }, 'system', given.parts, minting),
    opensTurn,
    supersedes: opensTurn && before.turn.phase === 'working' ? before.turn.number : undefined,
  }
}
