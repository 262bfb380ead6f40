import type { Action } from './action.ts'
import { type ActionAnswer, answerToAction, answerWhileHeld } from './action-answer.ts'
import { typedDecision } from './action-parts.ts'
import { closeTurn, type Ending } from './close-turn.ts'
import type { Conversation, Message } from './conversation.ts'
import { dispatch, recordOf, sendTasks } from './dispatch.ts'
import { receiptsOf, unfoundedClaim } from './founded.ts'
import type { Memory } from './memory.ts'
import type { Model } from './model.ts'
import { textOfParts } from './parts.ts'
import { prompt } from './prompt.ts'
import type { CustomerMessage } from './queue-messages.ts'
import type { Tasks } from './queues.ts'
import type { Decision } from './records.ts'
import { fallback, route } from './route.ts'
import { routeAnswer } from './route-answer.ts'
import type { Card } from './specialist.ts'
import { summariseOlder } from './summarise.ts'
import { isCurrent, type Minting } from './turn.ts'
import { turnExists } from './turn-exists.ts'
import { readView, unanswered } from './view.ts'
import { apology, text, type Wording, wordingFor } from './wording.ts'

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

/** `stale`: this message needs nothing more. `unknown`: nor ever did. `busy`: deliver it again later. */
export type RoutedTurn =
  | { readonly kind: 'routed' | 'answered' | 'stale' | 'unknown' }
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
  if (!turnExists(read?.conversation, received.turn)) return { kind: 'unknown' }
  if (!read || !isCurrent(read.conversation, received.turn)) return { kind: 'stale' }
  const { conversation, view } = read
  if (conversation.turn.phase === 'working') {
    // Only the delivery that routed may have died before it sent; the rest of a burst has nothing to send.
    if (conversation.turn.routedBy !== received.seq) return { kind: 'stale' }
    await sendTasks(conversation, ports.tasks)
    return { kind: 'routed' }
  }

  const asked = unanswered(view, conversation.answeredSeq)
  const waiting = await waitingAction(conversation, memory)
  const answer = answerTo(waiting, conversation, wordsOf(asked), ports.now())
  if (waiting && answer.kind !== 'none') {
    return await routeAnswer(answer, waiting, conversation, asked, received, ports)
  }

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
  const { deadlineAt } = conversation.turn
  if (routing.kind === 'busy' && ports.now() + routing.retryAfterMs < deadlineAt) return routing

  const say = wordingFor(conversation)
  const calls = [...('calls' in routing ? routing.calls : []), ...(summaryCall ? [summaryCall] : [])]
  const proposed = routing.kind === 'decided' ? routing.decision : codeDecision(routing, say)
  const decision = await founded(proposed, settings.cards, asked, conversation.id, memory)
  const record = recordOf(conversation, asked[0]?.seq ?? conversation.lastSeq, decision, calls, ports)
  const move = answer.kind === 'none' ? answer.move : undefined
  if (decision.kind !== 'delegate') {
    const { parts, outcome } = endingOf(decision, routing.kind === 'spent' || routing.kind === 'busy', say)
    const ending = {
      parts: [...typedDecision(move), ...parts],
      outcome,
      record,
      ...(move ? { action: move } : {}),
    }
    const closed = await closeTurn(conversation, conversation.turn.number, ending, ports)
    return { kind: closed ? 'answered' : 'stale' }
  }
  return await dispatch(conversation, record, received.seq, move, ports)
}

function answerTo(
  action: Action | undefined,
  { control }: Conversation,
  words: readonly string[],
  now: number,
): ActionAnswer {
  if (!action) return { kind: 'none' }
  const answer = answerToAction(action, words, now)
  return control === 'human' ? answerWhileHeld(action, answer) : answer
}

async function waitingAction(it: Conversation, memory: Memory): Promise<Action | undefined> {
  return it.pendingActionId === undefined ? undefined : await memory.action(it.id, it.pendingActionId)
}

/** What the customer wrote, without decisions by button. */
function wordsOf(messages: readonly Message[]): string[] {
  return messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
}

/** The router may not claim what no receipt says either: then specialists look at it, who are held to their tools. */
async function founded(
  decision: Decision,
  cards: readonly Card[],
  asked: readonly Message[],
  conversationId: string,
  memory: Memory,
): Promise<Decision> {
  if (decision.reply === '') return decision
  const receipts = async () => await receiptsOf(conversationId, memory)
  const claim = await unfoundedClaim([text(decision.reply)], [], receipts)
  return claim === undefined ? decision : fallback(cards, wordsOf(asked).join('\n'))
}

function endingOf(
  { kind, reply }: Decision,
  failed: boolean,
  say: Wording,
): Pick<Ending, 'parts' | 'outcome'> {
  if (failed) return { parts: [apology(reply)], outcome: 'failed' }
  if (kind === 'question') return { parts: [text(reply)], outcome: 'awaiting_customer' }
  if (kind !== 'handoff') return { parts: [text(reply)], outcome: 'replied' }
  const handoff = { type: 'system' as const, event: 'handoff' as const, text: say.handoff }
  return { parts: [...(reply.trim() === '' ? [] : [text(reply)]), handoff], outcome: 'with_human' }
}

/** What code decides when the model did not. */
function codeDecision({ kind }: { readonly kind: keyof typeof decidedByCode }, say: Wording): Decision {
  const [reason, words] = decidedByCode[kind]
  return { kind: 'reply', reason, tasks: [], reply: say[words] }
}

const decidedByCode = {
  refused: ['the model refused', 'refused'],
  spent: ["the model's spend limit is reached", 'unavailable'],
  // To wait for it would be to wait for nothing, and would hold up the customer's next message in the queue.
  busy: ['the model has no room before the deadline', 'apology'],
} as const
