import { operatorSays } from './change-control.ts'
import type { Conversation, Message } from './conversation.ts'
import type { IdempotencyRecord, Memory } from './memory.ts'
import type { Part } from './parts.ts'
import type { Inbound } from './queues.ts'
import { languageOf } from './spoken-language.ts'
import { accept, type Change, type Minting } from './turn.ts'

/** Who is speaking: an anonymous session, a verified customer's, or an operator's. */
export interface Session {
  readonly sessionId: string
  readonly customerId: string | undefined
  readonly operator: boolean
}

export interface IntakePorts extends Minting {
  readonly memory: Memory
  readonly inbound: Inbound
  /** Told when the message could not be sent at once; the relay sends it. */
  readonly onSendFailed: (error: unknown) => void
}

/** What a client gets to know of an accepted message; a repeated request gets the same. */
export interface Accepted {
  readonly message: { readonly id: string; readonly seq: number }
  readonly turn: { readonly id: string | undefined; readonly number: number }
  readonly withHuman: boolean
}

export type Intake =
  | { readonly kind: 'accepted' | 'replayed'; readonly response: string }
  /** `bot_in_control`: an operator writes only after taking the conversation over. */
  | { readonly kind: 'not_found' | 'closed' | 'bot_in_control' | 'key_reused' | 'too_busy' }

/** Times that one request tries again when others change the conversation first. */
const attempts = 100

/** Whether a session may see a conversation. Everything else is the same 404 as an unknown one. */
export function mayAccess(
  session: Session,
  conversation: Pick<Conversation, 'sessionId' | 'customerId'>,
): boolean {
  if (session.operator) return true
  return conversation.customerId === undefined
    ? conversation.sessionId === session.sessionId
    : conversation.customerId === session.customerId
}

/**
 * Takes a customer's message: the message, the turn it opens or joins and what must be sent for it are one
 * transaction. After it the message cannot be lost: it is sent at once, and the relay sends it again from the outbox.
 * While a human holds the conversation it begins no turn, and operators write too.
 */
export async function takeMessage(
  input: {
    readonly conversationId: string
    readonly session: Session
    readonly parts: readonly Part[]
    readonly deadlineMs: number
    readonly idempotency?: { readonly key: string; readonly requestHash: string }
    /** The response's body, as it is kept for a repeated request. */
    readonly respond: (accepted: Accepted) => string
  },
  ports: IntakePorts,
): Promise<Intake> {
  const found = await ports.memory.conversation(input.conversationId)
  if (!found) return { kind: 'not_found' }
  let before = found
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!mayAccess(input.session, before)) return { kind: 'not_found' }
    if (before.status === 'closed') return { kind: 'closed' }
    if (input.session.operator && before.control === 'bot') return { kind: 'bot_in_control' }
    const { after, message, opensTurn, supersedes } = said(before, input, ports)
    const routes = after.turn.phase === 'open'
    const response = input.respond({
      message: { id: message.id, seq: message.seq },
      turn: { id: after.turn.id, number: after.turn.number },
      withHuman: after.control === 'human',
    })
    const result = await ports.memory.commit({
      before,
      after,
      message,
      outbox: opensTurn ? ['customer-message', 'deadline'] : routes ? ['customer-message'] : [],
      ...(supersedes === undefined
        ? {}
        : { ends: { turn: supersedes, outcome: 'superseded', at: ports.now() } }),
      ...(input.idempotency ? { idempotency: { ...input.idempotency, response } } : {}),
    })
    if (result.kind === 'replayed') return replay(result.earlier, input.idempotency)
    if (result.kind === 'committed') {
      if (routes) await sendAtOnce(after, message, ports)
      return { kind: 'accepted', response }
    }
    if (result.kind === 'conflict') before = result.conversation
  }
  return { kind: 'too_busy' }
}

function said(
  before: Conversation,
  { session, parts, deadlineMs }: Parameters<typeof takeMessage>[0],
  minting: Minting,
): Change & { readonly opensTurn: boolean; readonly supersedes: number | undefined } {
  if (session.operator) {
    return { ...operatorSays(before, parts, minting), opensTurn: false, supersedes: undefined }
  }
  const customerId = before.customerId ?? session.customerId
  const words = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
  return accept(before, { parts, customerId, language: languageOf(words) }, deadlineMs, minting)
}

function replay(earlier: IdempotencyRecord, request: { readonly requestHash: string } | undefined): Intake {
  if (earlier.requestHash !== request?.requestHash) return { kind: 'key_reused' }
  return { kind: 'replayed', response: earlier.response }
}

/** The fast path. If it fails the relay sends the message a moment later, so the customer need not know. */
export async function sendAtOnce(
  { id, turn }: Conversation,
  message: Message,
  ports: IntakePorts,
): Promise<void> {
  const sent = {
    type: 'customer-message.v1',
    conversationId: id,
    turn: turn.number,
    seq: message.seq,
  } as const
  await ports.inbound.customerMessage(sent, message.id).catch(ports.onSendFailed)
}
