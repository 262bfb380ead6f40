import { type Action, type ActionMove, isOpen, move } from './action.ts'
import { receiptPart } from './action-parts.ts'
import { giveBackControl, takeOver } from './change-control.ts'
import type { Conversation } from './conversation.ts'
import { type IntakePorts, mayAccess, type Session, sendAtOnce } from './intake.ts'
import type { Memory } from './memory.ts'
import type { Part } from './parts.ts'
import type { Minting } from './turn.ts'
import { text, type Wording, wordingFor } from './wording.ts'

/** `done`: also when it was so before. */
export type ControlChanged = 'done' | 'not_found' | 'closed' | 'too_busy'

interface Asked {
  readonly conversationId: string
  readonly session: Session
}

/** Times that one request tries again when others change the conversation first. */
const attempts = 100

/**
 * A customer or an operator wants a person: the bot stops, and says so in the conversation. A change that the customer
 * was asked about, or has confirmed, is not made any more, since a person decides now; one that has just been made
 * shows its receipt; one that an operator has approved goes on. Asking again changes nothing.
 */
export async function handOff(
  { conversationId, session, reason }: Asked & { readonly reason?: string | undefined },
  ports: Minting & { readonly memory: Memory },
): Promise<ControlChanged> {
  let before = await ports.memory.conversation(conversationId)
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!before || !mayAccess(session, before)) return 'not_found'
    if (before.status === 'closed') return 'closed'
    if (before.control === 'human') return 'done'
    const action = await actionOf(before, ports.memory)
    const stopped = action && stop(action, ports.now())
    const goesOn = action?.status === 'approved' && before.turn.phase !== 'closed'
    const { after, message } = takeOver(
      before,
      {
        by: session.operator ? 'operator' : 'customer',
        ...(reason === undefined ? {} : { reason }),
        parts: partsOf(action, stopped, wordingFor(before)),
        ...(goesOn ? { approved: action.id } : {}),
      },
      ports,
    )
    const result = await ports.memory.commit({
      before,
      after,
      message,
      ...(stopped ? { action: stopped } : {}),
      // The router may have lost its delivery to this change.
      ...(after.turn.phase === 'open' ? { outbox: ['customer-message'] } : {}),
      ...(before.turn.phase === 'working' && !goesOn
        ? {
            ends: { turn: before.turn.number, outcome: 'with_human', at: ports.now(), replySeq: message.seq },
          }
        : {}),
    })
    if (result.kind === 'committed') return 'done'
    // Else the action was decided or executed a moment ago.
    if (result.kind === 'conflict') before = result.conversation
  }
  return 'too_busy'
}

/** An operator gives the conversation back: the bot answers what nobody has answered. Asking again changes nothing. */
export async function giveBack(
  { conversationId, session, deadlineMs }: Asked & { readonly deadlineMs: number },
  ports: IntakePorts,
): Promise<ControlChanged> {
  let before = await ports.memory.conversation(conversationId)
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!before || !session.operator) return 'not_found'
    if (before.status === 'closed') return 'closed'
    if (before.control === 'bot') return 'done'
    const parts: Part[] = [{ type: 'system', event: 'handback', text: wordingFor(before).handback }]
    const isUnanswered = await hasUnanswered(before, ports.memory)
    const { after, message, opensTurn, supersedes } = giveBackControl(
      before,
      { parts, isUnanswered },
      deadlineMs,
      ports,
    )
    const routes = after.turn.phase === 'open'
    const result = await ports.memory.commit({
      before,
      after,
      message,
      outbox: opensTurn ? ['customer-message', 'deadline'] : routes ? ['customer-message'] : [],
      ...(supersedes === undefined
        ? {}
        : { ends: { turn: supersedes, outcome: 'superseded', at: ports.now() } }),
    })
    if (result.kind === 'committed') {
      if (routes) await sendAtOnce(after, message, ports)
      return 'done'
    }
    if (result.kind === 'conflict') before = result.conversation
  }
  return 'too_busy'
}

async function actionOf(it: Conversation, memory: Memory): Promise<Action | undefined> {
  return it.pendingActionId === undefined ? undefined : await memory.action(it.id, it.pendingActionId)
}

/** What the customer was asked, or has permitted, does not happen while a person holds the conversation. */
function stop(action: Action, now: number): ActionMove | undefined {
  if (action.status === 'confirmed' || isOpen(action, now)) return move(action, 'superseded')
  return action.status === 'pending' ? move(action, 'expired') : undefined
}

function partsOf(action: Action | undefined, stopped: ActionMove | undefined, say: Wording): Part[] {
  const receipt = action && receiptPart(action)
  return [
    ...(receipt ? [receipt] : []),
    { type: 'system', event: 'handoff', text: say.handoff },
    ...(action && stopped?.after.status === 'superseded' ? [text(say.notDone(action.details.title))] : []),
  ]
}

/** Messages of one read. */
const page = 100

/** Whether the customer has written since the handoff, or since the operator's last message. */
async function hasUnanswered({ id, answeredSeq, lastSeq }: Conversation, memory: Memory): Promise<boolean> {
  for (let after = answeredSeq; after < lastSeq; after += page) {
    const messages = await memory.messages(id, after, page)
    if (messages.some(({ author }) => author === 'customer')) return true
  }
  return false
}
