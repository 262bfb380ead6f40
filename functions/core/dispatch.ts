import type { ActionMove } from './action.ts'
import { typedDecision } from './action-parts.ts'
import type { Conversation } from './conversation.ts'
import type { Memory } from './memory.ts'
import type { Tasks } from './queues.ts'
import type { Decision, ModelCall, TurnRecord } from './records.ts'
import { append, assign, type Minting } from './turn.ts'

/** `stale`: the conversation has changed meanwhile, and nothing was sent. */
export type Dispatched = { readonly kind: 'routed' | 'stale' }

/** Records who is expected and, with `move`, what the customer's words decided; and sends the tasks. */
export async function dispatch(
  conversation: Conversation,
  record: TurnRecord,
  routedBy: number,
  move: ActionMove | undefined,
  ports: Minting & { readonly memory: Memory; readonly tasks: Tasks },
): Promise<Dispatched> {
  const working = record.decision.tasks.map(({ specialist }) => specialist)
  const assigned = assign(conversation, working, routedBy, record.resumes?.actionId)
  const decided = typedDecision(move)
  const { after, message } =
    decided.length === 0
      ? { after: assigned }
      : append({ ...conversation, turn: assigned.turn }, 'customer', decided, ports)
  const committed = await ports.memory.commit({
    before: conversation,
    after,
    turn: { ...record, untilSeq: after.lastSeq },
    ...(message ? { message } : {}),
    ...(move ? { action: move } : {}),
  })
  // A newer message came in meanwhile and joined this turn: its own delivery, next in the group, routes them all.
  if (committed.kind !== 'committed') return { kind: 'stale' }
  await sendTasks(after, ports.tasks)
  return { kind: 'routed' }
}

/** Sends the tasks of a turn whose specialists are recorded. */
export async function sendTasks({ id, turn }: Conversation, tasks: Tasks): Promise<void> {
  await Promise.all(
    turn.working.map((specialist) =>
      tasks.task({ type: 'task.v1', conversationId: id, turn: turn.number, specialist, deferrals: 0 }),
    ),
  )
}

/** The turn's record, as the decision leaves it. */
export function recordOf(
  { turn, lastSeq }: Conversation,
  fromSeq: number,
  decision: Decision,
  calls: ModelCall[],
  { now, newId }: Minting,
): TurnRecord {
  return {
    number: turn.number,
    id: turn.id ?? newId('trn'),
    fromSeq,
    untilSeq: lastSeq,
    decision,
    calls,
    routedAt: now(),
  }
}
