import type { Conversation, Message } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Part } from '../../functions/core/parts.ts'
import type { ModelCall, Step, Summary, TurnRecord } from '../../functions/core/records.ts'
import type { Card } from '../../functions/core/specialist.ts'
import { accept, assign, type Minting, newConversation } from '../../functions/core/turn.ts'
import { fixedClock } from './clock.ts'
import { countingIds } from './ids.ts'
import { someUsage } from './model.ts'

/** Records and short ways to put them into a memory. */

export const deadlineMs = 60_000

export function someMinting(): Minting & { advance(milliseconds: number): void } {
  return { ...fixedClock(), newId: countingIds() }
}

export function text(words: string): Part {
  return { type: 'text', text: words }
}

export const someCards: readonly Card[] = ['order', 'product'].map((name) => ({
  name,
  activity: { en: `working on the ${name}` },
  does: `does ${name}s`,
  changesStore: false,
  gap: { en: `look at the ${name}` },
}))

/** A conversation that is in this memory. */
export async function begin(
  memory: Memory,
  minting: Minting,
  owner: { sessionId?: string; customerId?: string } = {},
): Promise<Conversation> {
  const created = newConversation({ sessionId: 'ses_1', ...owner }, minting)
  await memory.create(created)
  return created
}

/** The conversation after one more message of the customer. */
export async function say(
  memory: Memory,
  before: Conversation,
  words: string,
  minting: Minting,
): Promise<Conversation> {
  const { after, message } = accept(before, { parts: [text(words)] }, deadlineMs, minting)
  await mustCommit(memory.commit({ before, after, message }))
  return after
}

/** The conversation with its open turn given to these specialists. */
export async function give(
  memory: Memory,
  before: Conversation,
  specialists: readonly string[],
  minting: Minting,
): Promise<Conversation> {
  const after = assign(before, specialists, before.lastSeq)
  await mustCommit(
    memory.commit({ before, after, turn: someTurnRecord(before, { now: minting.now() }, specialists) }),
  )
  return after
}

async function mustCommit(result: ReturnType<Memory['commit']>): Promise<void> {
  const { kind } = await result
  if (kind !== 'committed') throw new Error(`The sample could not be written: ${kind}`)
}

export function someTurnRecord(
  { turn, answeredSeq, lastSeq }: Conversation,
  { now }: { now: number },
  specialists: readonly string[] = ['order'],
): TurnRecord {
  return {
    number: turn.number,
    id: turn.id ?? `trn_${'0'.repeat(32)}`,
    fromSeq: answeredSeq + 1,
    untilSeq: lastSeq,
    decision: {
      kind: 'delegate',
      reason: 'it is about an order',
      tasks: specialists.map((specialist) => ({ specialist, task: `${specialist} task`, reason: 'fits' })),
      reply: '',
    },
    calls: [someCall({ purpose: 'route' })],
    routedAt: now,
  }
}

export function someMessage(changes: Partial<Message> & { readonly seq: number }): Message {
  return {
    id: `msg_${String(changes.seq).padStart(32, '0')}`,
    author: 'customer',
    parts: [text(`message ${changes.seq}`)],
    turn: changes.seq,
    createdAt: '2026-11-02T10:00:00.000Z',
    ...changes,
  }
}

export function someCall(changes: Partial<ModelCall> = {}): ModelCall {
  return {
    purpose: 'run',
    model: 'claude-haiku-5-5',
    usage: someUsage,
    ms: 12,
    at: 1_800_000_000_000,
    ...changes,
  }
}

export function modelStep(words: string, changes: Partial<Extract<Step, { kind: 'model' }>> = {}): Step {
  return {
    kind: 'model',
    stop: 'complete',
    blocks: [{ type: 'text', text: words }],
    call: someCall(),
    ...changes,
  }
}

export function someSummary(untilSeq: number, words = `all until ${untilSeq}`): Summary {
  return { text: words, untilSeq, call: someCall({ purpose: 'summarise' }) }
}
