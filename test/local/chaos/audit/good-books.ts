import { keys } from '../../../../functions/adapters/dynamodb-memory-keys.ts'
import { customerItems, orderItems } from '../../../../functions/adapters/dynamodb-store-items.ts'
import { orderChanges } from '../../../../functions/agents/order/changes/all-changes.ts'
import type { Action } from '../../../../functions/core/action.ts'
import { confirmationPart, receiptPart } from '../../../../functions/core/action-parts.ts'
import type { Conversation, Message } from '../../../../functions/core/conversation.ts'
import type { Part } from '../../../../functions/core/parts.ts'
import type { Step, TurnRecord } from '../../../../functions/core/records.ts'
import { customerFromRecord, orderFromRecord } from '../../../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../../../functions/core/store-format.ts'
import { audit, type Estate } from '../../../../local/chaos/audit/audit.ts'
import { readKept } from '../../../../local/chaos/audit/kept.ts'
import { readFinalStore } from '../../../../local/chaos/audit/orders.ts'
import { paperStore } from '../../../../local/chaos/audit/paper-store.ts'
import { modelStep, someTurnRecord, text } from '../../../doubles/samples.ts'

/*
 * Books in which everything is in order: a customer asks for the cancellation of an order that was paid with a gift card,
 * confirms it with the button, and gets the receipt. Each test spoils one thing.
 */
export const conversationId = `cnv_${'1'.repeat(32)}`
export const customerId = 'ada_wells_1000'
export const orderId = '#W1000001'
export const card = 'gift_card_1000003'
const at = Date.parse('2026-11-02T10:00:00.000Z')

export type Item = Record<string, unknown>

/** What a test may spoil before it is audited. */
export interface Books {
  memory: Item[]
  store: Item[]
  estate: Pick<Estate, 'accepted' | 'givenUp' | 'queues' | 'told'>
}

export const seeded: StoreFiles = {
  users: {
    [customerId]: {
      name: { first_name: 'Ada', last_name: 'Wells' },
      address: {
        address1: '1 Elm St',
        address2: '',
        city: 'Boise',
        country: 'USA',
        state: 'ID',
        zip: '83702',
      },
      email: 'ada@example.com',
      payment_methods: { [card]: { source: 'gift_card', balance: 50, id: card } },
      orders: [orderId],
    },
  },
  orders: {
    [orderId]: {
      order_id: orderId,
      user_id: customerId,
      address: {
        address1: '1 Elm St',
        address2: '',
        city: 'Boise',
        country: 'USA',
        state: 'ID',
        zip: '83702',
      },
      items: [
        { name: 'Mug', product_id: '1000000001', item_id: '2000000001', price: 9, options: { color: 'red' } },
      ],
      fulfillments: [],
      status: 'pending',
      payment_history: [{ transaction_type: 'payment', amount: 9, payment_method_id: card }],
    },
  },
  products: {},
}

const action: Action = {
  id: `act_${'2'.repeat(32)}`,
  status: 'executed',
  customerId,
  tool: 'cancel_pending_order',
  input: { order_id: orderId, reason: 'no longer needed' },
  details: {
    kind: 'cancellation',
    orderId,
    title: `Cancel order ${orderId}`,
    lines: ['1 × Mug (color: red), $9.00', 'Reason: no longer needed', 'This cannot be undone.'],
    total: { beforeCents: 900, afterCents: 0 },
    movements: [{ paymentMethodId: card, label: 'gift card', amountCents: -900, arrives: 'at_once' }],
  },
  run: { turn: 1, specialist: 'order', toolUseId: 'toolu_2' },
  proposedAt: at + 2000,
  expiresAt: at + 902_000,
  executedAt: at + 6000,
}

export async function goodBooks(): Promise<Books> {
  const details = await plannedDetails()
  const made: Action = { ...action, details }
  const receipt = receiptPart(made)
  if (!receipt) throw new Error('The good action has no receipt')
  return {
    memory: [
      meta,
      message(1, 'customer', 1, [text('Please cancel it.')]),
      message(2, 'assistant', 1, [text('Please confirm:'), confirmationPart(made)]),
      message(3, 'customer', 2, [
        { type: 'decision', actionId: made.id, decision: 'confirmed', title: details.title },
      ]),
      message(4, 'assistant', 2, [receipt, text('See the receipt.')]),
      turn(1, { outcome: 'awaiting_confirmation', replySeq: 2 }),
      turn(2, { outcome: 'replied', replySeq: 4, resumes: { turn: 1, actionId: made.id } }),
      ...steps.map((step, index) => ({ ...keys.step(conversationId, 1, 'order', index), step })),
      { ...keys.action(conversationId, made.id), action: made },
      { pk: `customer#${customerId}`, sk: 'changes#2026-11-02', changes: 1 },
    ],
    store: finalStore(),
    estate: {
      accepted: [{ conversationId, id: messageId(1), seq: 1, text: 'Please cancel it.' }],
      givenUp: [],
      told: [],
      queues: [{ name: 'Inbound', isDeadLetters: false, visible: 0, inHand: 0, delayed: 0 }],
    },
  }
}

/** The promises that are broken, each once. */
export async function broken({ memory, store, estate }: Books): Promise<string[]> {
  const kept = readKept(memory)
  const found = await audit({ kept, seeded, final: readFinalStore(store), ...estate })
  return [...new Set(found.map(({ check }) => check))].toSorted()
}

export function messageId(seq: number): string {
  return `msg_${String(seq).padStart(32, '0')}`
}

export function message(seq: number, author: Message['author'], turn: number, parts: Part[]): Item {
  const createdAt = new Date(at + seq * 1000).toISOString()
  const own: Message = { id: messageId(seq), seq, author, parts, turn, createdAt }
  return { ...keys.message(conversationId, seq), message: own }
}

export function turn(number: number, changes: Partial<TurnRecord>): Item {
  const record = someTurnRecord({ ...conversation, turn: { ...conversation.turn, number } }, { now: at })
  const asked = number === 1 ? 1 : 3
  return { ...keys.turn(conversationId, number), ...record, fromSeq: asked, untilSeq: asked, ...changes }
}

/** The item with these keys, to be spoiled. */
export function itemAt(items: readonly Item[], sk: string): Item {
  const found = items.find((item) => String(item.sk).startsWith(sk))
  if (!found) throw new Error(`The good books have no ${sk}`)
  return found
}

const conversation: Conversation = {
  id: conversationId,
  version: 9,
  sessionId: `ses_${'3'.repeat(32)}`,
  customerId,
  control: 'bot',
  status: 'open',
  lastSeq: 4,
  answeredSeq: 4,
  turn: {
    number: 2,
    id: `trn_${'4'.repeat(32)}`,
    phase: 'closed',
    outcome: 'replied',
    deadlineAt: at + 90_000,
    working: [],
  },
  createdAt: new Date(at).toISOString(),
}
const meta: Item = { ...keys.conversation(conversationId), ...conversation }

const steps: Step[] = [
  modelStep('', { stop: 'tools', blocks: [use('toolu_1', 'get_order_details')] }),
  { kind: 'tools', results: [result('toolu_1', 'get_order_details')], parts: [], at: at + 1000 },
  modelStep('', { stop: 'tools', blocks: [use('toolu_2', 'cancel_pending_order')] }),
  {
    kind: 'paused',
    results: [],
    parts: [],
    waitsFor: { actionId: action.id, toolUseId: 'toolu_2', name: 'cancel_pending_order' },
    prompt: 'the prompt',
    at: at + 2000,
  },
  { kind: 'tools', results: [result('toolu_2', 'cancel_pending_order')], parts: [], at: at + 6000 },
  modelStep('See the receipt.'),
]

function use(id: string, name: string) {
  return { type: 'tool_use' as const, id, name, input: {} }
}

export function result(toolUseId: string, name: string) {
  return { type: 'tool_result' as const, toolUseId, name, content: '{}', isError: false, ms: 1 }
}

/** In the words that the plan itself uses, so that they may change. */
async function plannedDetails(): Promise<Action['details']> {
  const tool = orderChanges.find(({ name }) => name === action.tool)
  const planned = await tool?.plan(action.input, { customerId, store: paperStore(seeded) })
  if (!planned?.ok) throw new Error('The good change cannot be planned')
  return planned.details
}

function finalStore(): Item[] {
  const [order] = Object.values(seeded.orders).map(orderFromRecord)
  const [customer] = Object.entries(seeded.users).map(([id, user]) => customerFromRecord(id, user))
  if (!order || !customer) throw new Error('The seeded store is empty')
  const refund = { type: 'refund' as const, amountCents: 900, paymentMethodId: card }
  const cancelled = {
    ...order,
    status: 'cancelled' as const,
    cancelReason: 'no longer needed',
    payments: [...order.payments, refund],
  }
  const paymentMethods = customer.paymentMethods.map((it) =>
    it.source === 'gift_card' ? { ...it, balanceCents: it.balanceCents + 900 } : it,
  )
  return [...orderItems(cancelled, 2), ...customerItems({ ...customer, paymentMethods }, 2)]
}
