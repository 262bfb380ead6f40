import type { Conversation } from './conversation.ts'
import type { Commit, Memory } from './memory.ts'
import type { Model } from './model.ts'
import { textOfParts } from './parts.ts'
import { prompt } from './prompt.ts'
import type { CustomerMessage } from './queue-messages.ts'
import type { Tasks } from './queues.ts'
import type { Decision, ModelCall, TurnRecord } from './records.ts'
import { route } from './route.ts'
import type { Card } from './specialist.ts'
import { summariseOlder } from './summarise.ts'
import { assign, close, isCurrent, type Minting } from './turn.ts'
import { readView, unanswered } from './view.ts'
import { apology, text, wording } from './wording.ts'

export interface RouterPorts extends Minting {
  readonly memory: Memory
  readonly model: Model
  readonly tasks: Tasks
  readonly signal: AbortSignal
}

export interface RouterSettings {
  readonly model: string
  readonly instructions: string
  readonly cards: readonly Card[]
}

/** `stale`: this message needs nothing more. `busy`: deliver it again later. */
export type RoutedTurn =
  | { readonly kind: 'routed' | 'answered' | 'stale' }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number }

/**
 * The router's part of a turn:
 * 1. read the conversation with all unanswered messages
 * 2. decide who works on it; summarise older messages beside that
 * 3. record the decision: who is expected, or the reply itself
 * 4. send each specialist its task. Delivered again after a crash, it sends them again.
 */
export async function routeTurn(
  received: CustomerMessage,
  settings: RouterSettings,
  ports: RouterPorts,
): Promise<RoutedTurn> {
  const { memory } = ports
  const read = await readView(memory, received.conversationId)
  if (!read || !isCurrent(read.conversation, received.turn)) return { kind: 'stale' }
  const { conversation, view } = read
  if (conversation.turn.phase === 'working') {
    // Only the delivery that routed may have died before it sent; the rest of a burst has nothing to send.
    if (conversation.turn.routedBy !== received.seq) return { kind: 'stale' }
    await sendTasks(conversation, ports.tasks)
    return { kind: 'routed' }
  }

  const asked = unanswered(view, conversation.answeredSeq)
  const [routing, summaryCall] = await Promise.all([
    route(
      {
        ...settings,
        prompt: prompt({ view, customerId: conversation.customerId, newAfter: conversation.answeredSeq }),
        words: asked.map(({ parts }) => textOfParts(parts)).join('\n'),
      },
      ports,
    ),
    summariseOlder({ conversationId: conversation.id, view, model: settings.model }, ports),
  ])
  if (routing.kind === 'busy') return routing

  const calls = [...('calls' in routing ? routing.calls : []), ...(summaryCall ? [summaryCall] : [])]
  const decision = routing.kind === 'decided' ? routing.decision : codeDecision(routing)
  const record = recordOf(conversation, asked[0]?.seq ?? conversation.lastSeq, decision, calls, ports)
  if (decision.kind !== 'delegate') {
    const committed = await memory.commit(closing(conversation, record, routing.kind === 'spent', ports))
    return { kind: committed.kind === 'committed' ? 'answered' : 'stale' }
  }
  const after = assign(
    conversation,
    decision.tasks.map(({ specialist }) => specialist),
    received.seq,
  )
  const committed = await memory.commit({ before: conversation, after, turn: record })
  // A newer message came in meanwhile and joined this turn: its own delivery, next in the group, routes them all.
  if (committed.kind !== 'committed') return { kind: 'stale' }
  await sendTasks(after, ports.tasks)
  return { kind: 'routed' }
}

async function sendTasks({ id, turn }: Conversation, tasks: Tasks): Promise<void> {
  await Promise.all(
    turn.working.map((specialist) =>
      tasks.task({ type: 'task.v1', conversationId: id, turn: turn.number, specialist, deferrals: 0 }),
    ),
  )
}

function recordOf(
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

function closing(before: Conversation, record: TurnRecord, failed: boolean, minting: Minting): Commit {
  const { kind, reply } = record.decision
  const outcome = failed
    ? 'failed'
    : kind === 'handoff'
      ? 'with_human'
      : kind === 'question'
        ? 'awaiting_customer'
        : 'replied'
  const parts = failed
    ? [apology(reply)]
    : kind === 'handoff'
      ? [
          ...(reply.trim() === '' ? [] : [text(reply)]),
          { type: 'system' as const, event: 'handoff' as const, text: wording.handoff },
        ]
      : [text(reply)]
  const { after, message } = close(
    before,
    { author: failed || kind === 'handoff' ? 'system' : 'assistant', parts, outcome },
    minting,
  )
  const closedAt = minting.now()
  return { before, after, message, turn: { ...record, outcome, closedAt, replySeq: message.seq } }
}

/** What code decides when the model did not: it refused, or its spend limit is reached. */
function codeDecision(routing: { readonly kind: 'refused' | 'spent' }): Decision {
  return routing.kind === 'refused'
    ? { kind: 'reply', reason: 'the model refused', tasks: [], reply: wording.refused }
    : { kind: 'reply', reason: "the model's spend limit is reached", tasks: [], reply: wording.unavailable }
}
