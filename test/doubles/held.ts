import * as z from 'zod'
import type { Action } from '../../functions/core/action.ts'
import { defineChange, refuse } from '../../functions/core/change.ts'
import { type ControlChanged, giveBack, handOff } from '../../functions/core/control.ts'
import type { Conversation, Message } from '../../functions/core/conversation.ts'
import { type ActionDecision, type Decided, decideAction } from '../../functions/core/decide-action.ts'
import { type Intake, type Session, takeMessage } from '../../functions/core/intake.ts'
import { phraseFor } from '../../functions/core/language.ts'
import { meetDeadline } from '../../functions/core/meet-deadline.ts'
import type { Commit, Memory } from '../../functions/core/memory.ts'
import type { Model } from '../../functions/core/model.ts'
import type { CustomerMessage } from '../../functions/core/queue-messages.ts'
import { routeTurn } from '../../functions/core/route-turn.ts'
import { workOnTask } from '../../functions/core/work-on-task.ts'
import { inMemoryMemory } from './memory.ts'
import { begin, deadlineMs, someCards, someMinting, text } from './samples.ts'
import { someSpecialist } from './specialist.ts'
import { memoryStore } from './store.ts'
import type { QueueMessage } from './whole.ts'

export const sessions = {
  customer: { sessionId: 'ses_1', customerId: 'noah_1', operator: false },
  operator: { sessionId: 'ses_9', customerId: undefined, operator: true },
} as const satisfies Record<string, Session>

/**
 * One conversation with a customer, an operator and the whole bot, whose order specialist can move an order. Nothing
 * moves by itself: a test delivers what waits, in any order.
 */
export interface Held {
  readonly id: string
  readonly memory: Memory
  /** What has been committed, in order. */
  readonly commits: readonly Commit[]
  /** What has been sent and not been acknowledged. */
  readonly waiting: QueueMessage[]
  say(words: string, who?: keyof typeof sessions): Promise<Intake>
  handOff(who?: keyof typeof sessions, reason?: string): Promise<ControlChanged>
  giveBack(who?: keyof typeof sessions): Promise<ControlChanged>
  /** Decides the newest action that is in this status; `undefined`: there is none. */
  decide(decision: ActionDecision): Promise<Decided | undefined>
  deliver(message: QueueMessage): Promise<void>
  /** Delivers all that waits, but deadlines only when nothing else does, at their time. */
  drain(): Promise<void>
  advance(milliseconds: number): void
  conversation(): Promise<Conversation>
  messages(): Promise<Message[]>
  /** How often the order has been moved. */
  moves(): number
  /** Somebody else has changed the order. */
  changeStore(): void
}

/** `around` stands between the code and its memory, `before` an effect and its transaction. */
export async function held(
  model: Model,
  options: {
    readonly around?: (memory: Memory) => Memory
    readonly beforeEffect?: () => Promise<unknown>
    readonly needsApproval?: (action: Action) => boolean
    /** Whether the relay's copy of a message comes through, as it does when it is late. */
    readonly isRelayLate?: boolean
  } = {},
): Promise<Held> {
  const minting = someMinting()
  const kept = inMemoryMemory({ now: minting.now })
  const commits: Commit[] = []
  const waiting: QueueMessage[] = []
  const { id } = await begin(kept, minting, { customerId: 'noah_1' })
  const copies = new Set<number>()
  /** The queue takes a message once, be it sent at once or by the relay. */
  const enqueue = (message: CustomerMessage) => {
    if (!copies.has(message.seq) || options.isRelayLate) waiting.push(message)
    copies.add(message.seq)
  }
  const relayed: Memory = {
    ...kept,
    /** The relay, right behind the transaction. */
    async commit(commit) {
      const result = await kept.commit(commit)
      if (result.kind !== 'committed') return result
      commits.push(commit)
      const place = { conversationId: id, turn: commit.message?.turn ?? 0 }
      for (const entry of commit.outbox ?? []) {
        if (entry === 'deadline') waiting.push({ type: 'deadline.v1', ...place })
        else enqueue({ type: 'customer-message.v1', ...place, seq: commit.message?.seq ?? 0 })
      }
      return result
    },
  }
  const memory = options.around?.(relayed) ?? relayed
  const store = memoryStore({ users: {}, orders: {}, products: {} })
  const order = () => store.ordersById.get('#W1') ?? someOrder
  store.ordersById.set('#W1', someOrder)
  const send = async (message: QueueMessage) => void waiting.push(message)
  const ports = {
    ...minting,
    memory,
    model,
    store,
    signal: new AbortController().signal,
    effects: {
      async execute(effect: Parameters<typeof kept.execute>[0]) {
        await options.beforeEffect?.()
        return await kept.execute(effect, store)
      },
    },
    needsApproval: async (action: Action) => (options.needsApproval?.(action) ? ['it is far'] : []),
    jitter: () => 0,
    cards: someCards,
    tasks: { task: send },
    merging: { deadline: send },
    inbound: { customerMessage: async (message: CustomerMessage) => enqueue(message), again: send },
    onSendFailed() {},
  }
  const specialists = someCards.map(({ name }) => ({
    ...someSpecialist([], {}, name),
    ...(name === 'order' ? { changes: [moveOrder] } : {}),
  }))

  async function handle(message: QueueMessage): Promise<void> {
    if (message.type === 'deadline.v1') return void (await meetDeadline(message, someCards, ports))
    if (message.type === 'customer-message.v1') {
      const settings = { model: 'm', instructions: 'Route.', cards: someCards }
      return void (await routeTurn(message, settings, ports))
    }
    const specialist = specialists.find(({ card }) => card.name === message.specialist)
    if (!specialist) throw new Error(`Nobody is called ${message.specialist}`)
    await workOnTask(message, specialist, 'm', ports)
  }

  const conversation = async () => {
    const found = await kept.conversation(id)
    if (!found) throw new Error('The conversation is gone')
    return found
  }
  const deliver = async (message: QueueMessage) => {
    const place = waiting.indexOf(message)
    if (place >= 0) waiting.splice(place, 1)
    await handle(message)
  }
  return {
    id,
    memory: kept,
    commits,
    waiting,
    deliver,
    conversation,
    advance: minting.advance,
    messages: () => kept.messages(id, 0, 1_000),
    moves: () => Number(order().address.zip),
    changeStore: () => void store.ordersById.set('#W1', { ...order(), status: 'processed' }),
    say: (words, who = 'customer') =>
      takeMessage(
        {
          conversationId: id,
          session: sessions[who],
          parts: [text(words)],
          deadlineMs,
          respond: () => '',
        },
        ports,
      ),
    handOff: (who = 'customer', reason) =>
      handOff({ conversationId: id, session: sessions[who], reason }, ports),
    giveBack: (who = 'operator') =>
      giveBack({ conversationId: id, session: sessions[who], deadlineMs }, ports),
    async decide(decision) {
      const byOperator = decision === 'approved' || decision === 'rejected'
      const actions = await kept.actions(id)
      const waits = actions.findLast(
        ({ status }) => status === (byOperator ? 'awaiting_approval' : 'pending'),
      )
      if (!waits) return undefined
      const session = byOperator ? sessions.operator : sessions.customer
      const input = { conversationId: id, actionId: waits.id, session, decision, deadlineMs }
      return await decideAction(input, ports)
    },
    async drain() {
      for (let rest = 0; waiting.length > 0; rest++) {
        if (rest > 1_000) throw new Error('There is no end to the messages')
        const next = waiting.find(({ type }) => type !== 'deadline.v1')
        const { turn } = await conversation()
        if (!next && turn.phase !== 'closed') minting.advance(30_000)
        const due = next ?? waiting[0]
        if (due) await deliver(due)
      }
    },
  }
}

const someOrder = {
  orderId: '#W1',
  customerId: 'noah_1',
  address: { address1: 'A 1', address2: '', city: 'B', country: 'C', state: '', zip: '0' },
  items: [],
  fulfillments: [],
  status: 'pending' as const,
  payments: [],
}

/** Counts in the zip code how often the order was moved; what is shown says whether the order is still pending. */
const moveOrder = defineChange({
  name: 'move_order',
  description: 'Sends the order to the next town.',
  input: z.strictObject({}),
  async plan(_, { store, ...spoken }) {
    const before = await store.versionedOrder('#W1')
    if (!before) return refuse('ORDER_NOT_FOUND', 'No such order.')
    const { address, status } = before.record
    const zip = String(Number(address.zip) + 1)
    return {
      ok: true,
      change: { order: { before, after: { ...before.record, address: { ...address, zip } } } },
      details: {
        kind: 'address',
        orderId: '#W1',
        title: phraseFor({ en: 'Move order #W1', es: 'Mover el pedido #W1' }, spoken),
        lines: [`The order is ${status}`],
        movements: [],
      },
      value: {},
    }
  },
})
