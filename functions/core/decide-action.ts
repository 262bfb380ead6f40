import { type Action, isOpen, move } from './action.ts'
import type { Conversation } from './conversation.ts'
import { type IntakePorts, mayAccess, type Session } from './intake.ts'
import type { Memory } from './memory.ts'
import { decide } from './turn.ts'

export type ActionDecision = 'confirmed' | 'declined' | 'approved' | 'rejected'

/**
 * `decided_otherwise`: the action no longer waits for this. `expired`: it was not decided in time. `in_progress`: another
 * action is being executed right now.
 */
export type Decided = 'accepted' | 'not_found' | 'expired' | 'decided_otherwise' | 'in_progress' | 'too_busy'

const attempts = 20

/**
 * The customer confirms or declines a pending action, or an operator approves or rejects one. The decision is one shot:
 * it is written with the turn that goes on with it. The same decision again is accepted and changes nothing.
 */
export async function decideAction(
  input: {
    readonly conversationId: string
    readonly actionId: string
    readonly session: Session
    readonly decision: ActionDecision
    readonly deadlineMs: number
  },
  ports: IntakePorts,
): Promise<Decided> {
  const { conversationId, decision, session } = input
  const byOperator = decision === 'approved' || decision === 'rejected'
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [conversation, action] = await Promise.all([
      ports.memory.conversation(conversationId),
      ports.memory.action(conversationId, input.actionId),
    ])
    if (!conversation || !action || !mayAccess(session, conversation)) return 'not_found'
    if (byOperator !== session.operator) return 'not_found'
    if (!byOperator && action.customerId !== session.customerId) return 'not_found'
    if (isDecidedSo(action, decision)) return 'accepted'
    if (action.status === 'expired') return 'expired'
    if (action.status !== (byOperator ? 'awaiting_approval' : 'pending')) return 'decided_otherwise'
    if (!byOperator && !isOpen(action, ports.now())) return 'expired'
    if (!byOperator && conversation.pendingActionId !== action.id) return 'decided_otherwise'
    if (await isBusyWithAnother(conversation, action, ports.memory)) return 'in_progress'

    const part = { type: 'decision' as const, actionId: action.id, decision, title: action.details.title }
    const author = byOperator ? 'operator' : 'customer'
    const { after, message, supersedes } = decide(
      conversation,
      { author, part, actionId: action.id },
      input.deadlineMs,
      ports,
    )
    const result = await ports.memory.commit({
      before: conversation,
      after: { ...after, pendingActionId: action.id },
      message,
      outbox: ['customer-message', 'deadline'],
      action: move(action, decision),
      ...(supersedes === undefined
        ? {}
        : { ends: { turn: supersedes, outcome: 'superseded' as const, at: ports.now() } }),
    })
    if (result.kind !== 'committed') continue
    const sent = {
      type: 'customer-message.v1',
      conversationId,
      turn: after.turn.number,
      seq: message.seq,
    } as const
    await ports.inbound.customerMessage(sent, message.id).catch(ports.onSendFailed)
    return 'accepted'
  }
  return 'too_busy'
}

/** Another action, permitted before, is being executed: its turn must come to its end first, which shows its receipt. */
async function isBusyWithAnother(
  { id, pendingActionId, turn }: Conversation,
  action: Action,
  memory: Memory,
): Promise<boolean> {
  if (turn.phase === 'closed' || pendingActionId === undefined || pendingActionId === action.id) return false
  const other = await memory.action(id, pendingActionId)
  return other !== undefined && ['confirmed', 'approved', 'executed'].includes(other.status)
}

/** Double clicks and repeated requests: what was decided has been decided, also when it has been executed since. */
function isDecidedSo({ status, reasons }: Action, decision: ActionDecision): boolean {
  if (status === decision) return true
  if (decision === 'approved') return status === 'executed' && reasons !== undefined
  return decision === 'confirmed' && (status === 'executed' || status === 'awaiting_approval')
}
