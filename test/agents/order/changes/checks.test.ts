import { describe, expect, test } from 'vitest'
import { orderChanges } from '../../../../functions/agents/order/changes/all-changes.ts'
import { orderTools } from '../../../../functions/agents/order/tools.ts'
import type { Order } from '../../../../functions/core/store.ts'
import type { MemoryStore } from '../../../doubles/store.ts'
import {
  ada,
  ben,
  bensDelivered,
  bensPending,
  bensVisa,
  delivered,
  mug,
  oakStreet,
  orderIn,
  paypal,
  pending,
  plan,
  shirt,
  shop,
  smallGift,
  visa,
} from './shop.ts'

type Input = Record<string, unknown>

/** One thing that is wrong: with the arguments, with the store's records, or with both. */
interface Fault {
  readonly what: string
  readonly code: string
  readonly inject: (input: Input, store: MemoryStore) => Input
}

const set = (what: string, code: string, wrong: Input): Fault => ({
  what,
  code,
  inject: (input) => ({ ...input, ...wrong }),
})
const status = (orderId: string, now: Order['status'], code: string): Fault => ({
  what: `the order is "${now}"`,
  code,
  inject(input, store) {
    edit(store, orderId, { status: now })
    return input
  },
})
const at = (field: string, position: number, id: string, what: string, code: string): Fault => ({
  what,
  code,
  inject: (input) => ({ ...input, [field]: list(input[field]).with(position, id) }),
})

const unknownArgument = set('an argument is unknown', 'INVALID_ARGUMENTS', { note: 'please' })
const notPending = status(pending, 'processed', 'ORDER_NOT_PENDING')
const notDelivered = status(delivered, 'processed', 'ORDER_NOT_DELIVERED')
const foreign = (order_id: string) => set("it is somebody else's order", 'ORDER_NOT_FOUND', { order_id })
const foreignMethod = set("the method is somebody else's", 'PAYMENT_METHOD_NOT_FOUND', {
  payment_method_id: bensVisa,
})
const swapFaults: readonly Fault[] = [
  at('item_ids', 1, shirt.large, 'an item is not in the order', 'ITEM_NOT_IN_ORDER'),
  {
    what: 'a new item too many',
    code: 'ITEM_COUNT_MISMATCH',
    inject: (input) => ({ ...input, new_item_ids: [...list(input.new_item_ids), mug.blue] }),
  },
  at('new_item_ids', 0, mug.black, 'a new item is not available', 'NEW_ITEM_UNAVAILABLE'),
  foreignMethod,
  set('the gift card is short', 'INSUFFICIENT_GIFT_CARD_BALANCE', { payment_method_id: smallGift }),
]
const swap = {
  item_ids: [mug.red, shirt.small],
  new_item_ids: [mug.blue, shirt.large],
  payment_method_id: visa,
}

/** A good call of each tool, and what can be wrong with it in the order in which it must be noticed. */
const calls: Readonly<Record<string, { readonly good: Input; readonly faults: readonly Fault[] }>> = {
  cancel_pending_order: {
    good: { order_id: pending, reason: 'no longer needed' },
    faults: [
      unknownArgument,
      foreign(bensPending),
      notPending,
      set('another reason', 'INVALID_REASON', { reason: 'too expensive' }),
    ],
  },
  modify_pending_order_address: {
    good: { order_id: pending, ...oakStreet },
    faults: [unknownArgument, foreign(bensPending), notPending],
  },
  modify_pending_order_payment: {
    good: { order_id: pending, payment_method_id: paypal },
    faults: [
      unknownArgument,
      foreign(bensPending),
      notPending,
      foreignMethod,
      {
        what: 'the payment was changed before',
        code: 'NOT_SINGLE_PAYMENT',
        inject: (input, store) => {
          const { payments } = orderIn(store, pending)
          edit(store, pending, { payments: [...payments, ...payments] })
          return input
        },
      },
      {
        what: 'it is paid with this method already',
        code: 'SAME_PAYMENT_METHOD',
        inject: (input, store) => {
          const [paid, ...more] = orderIn(store, pending).payments
          const paymentMethodId = String(input.payment_method_id)
          if (paid) edit(store, pending, { payments: [{ ...paid, paymentMethodId }, ...more] })
          return input
        },
      },
      set('the gift card is short', 'INSUFFICIENT_GIFT_CARD_BALANCE', { payment_method_id: smallGift }),
    ],
  },
  modify_pending_order_items: {
    good: { order_id: pending, ...swap },
    faults: [unknownArgument, foreign(bensPending), notPending, ...swapFaults],
  },
  return_delivered_order_items: {
    good: { order_id: delivered, item_ids: [mug.red, shirt.small], payment_method_id: visa },
    faults: [
      unknownArgument,
      foreign(bensDelivered),
      notDelivered,
      foreignMethod,
      set('the method is neither the first nor a gift card', 'PAYMENT_METHOD_NOT_ALLOWED', {
        payment_method_id: paypal,
      }),
      at('item_ids', 1, shirt.large, 'an item is not in the order', 'ITEM_NOT_IN_ORDER'),
    ],
  },
  exchange_delivered_order_items: {
    good: { order_id: delivered, ...swap },
    faults: [unknownArgument, foreign(bensDelivered), notDelivered, ...swapFaults],
  },
  modify_user_address: {
    good: { user_id: ada, ...oakStreet },
    faults: [unknownArgument, set("it is somebody else's profile", 'USER_NOT_FOUND', { user_id: ben })],
  },
}
const tools = Object.entries(calls).map(([name, it]) => ({ name, ...it }))
const single = tools.flatMap(({ name, good, faults }) => faults.map((fault) => ({ name, good, ...fault })))
const pairs = tools.flatMap(({ name, good, faults }) =>
  faults.flatMap((first, at) =>
    faults
      .slice(at + 1)
      .map((second) => ({ name, good, first, second, what: first.what, later: second.what })),
  ),
)

test('every change is in the table', () => {
  expect(orderChanges.map(({ name }) => name).toSorted()).toEqual(Object.keys(calls).toSorted())
})

test.each(tools)('$name accepts the good call', async ({ name, good }) => {
  expect(await plan(shop(), name, good)).toMatchObject({ ok: true })
})

test.each(single)('$name says $code if $what, and changes nothing', async ({ name, good, code, inject }) => {
  const store = shop()
  const input = inject(good, store)
  const before = structuredClone([...store.ordersById, ...store.customers])
  expect(await plan(store, name, input)).toMatchObject({
    ok: false,
    code,
    message: expect.stringMatching(/.{20}/),
  })
  expect([...store.ordersById, ...store.customers]).toEqual(before)
})

test.each(pairs)('$name: if $what and $later, the first is said', async ({ name, good, first, second }) => {
  const store = shop()
  const input = first.inject(second.inject(good, store), store)
  expect(await plan(store, name, input)).toMatchObject({ ok: false, code: first.code })
})

describe('whose records', () => {
  test.each(tools.filter(({ good }) => 'order_id' in good))(
    '$name answers the same for a foreign order as for an unknown one, and as the look-up does',
    async ({ name, good }) => {
      const ids = [
        bensPending,
        bensDelivered,
        '#W9999999',
        '#w1000001',
        pending.slice(1),
        '',
        '\ud800',
        '__proto__',
      ]
      const answers = await Promise.all(ids.map((order_id) => plan(shop(), name, { ...good, order_id })))
      const lookUp = await orderTools
        .find((it) => it.name === 'get_order_details')
        ?.execute(
          { order_id: bensPending },
          { customerId: ada, store: shop(), signal: new AbortController().signal },
        )
      for (const answer of answers) expect(answer).toEqual(lookUp)
    },
  )

  test.each(tools.filter(({ good }) => 'order_id' in good))(
    '$name says that the profile is missing if it is',
    async ({ name, good }) => {
      const store = shop()
      store.customers.delete(ada)
      expect(await plan(store, name, good)).toMatchObject({ code: 'USER_NOT_FOUND' })
    },
  )

  test('modify_user_address answers the same for a foreign profile as for an unknown one', async () => {
    const answers = await Promise.all(
      [ben, 'nobody_0000', '', 'ADA_WELLS_1000'].map((user_id) =>
        plan(shop(), 'modify_user_address', { user_id, ...oakStreet }),
      ),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})

describe('the arguments', () => {
  const missing = tools.flatMap(({ name, good }) => Object.keys(good).map((field) => ({ name, good, field })))
  test.each(missing)('$name needs $field', async ({ name, good, field }) => {
    const { [field]: _, ...rest } = good
    expect(await plan(shop(), name, rest)).toMatchObject({ code: 'INVALID_ARGUMENTS' })
  })

  test.each(missing)('$name refuses $field of another type', async ({ name, good, field }) => {
    for (const wrong of [null, 7, {}, [7], Array.isArray(good[field]) ? mug.red : [pending]]) {
      const answer = await plan(shop(), name, { ...good, [field]: wrong })
      expect(answer).toMatchObject({ code: 'INVALID_ARGUMENTS' })
    }
  })

  test.each(tools.filter(({ good }) => 'item_ids' in good))(
    '$name refuses an empty list of items, whatever else is empty',
    async ({ name, good }) => {
      const more = 'new_item_ids' in good ? { new_item_ids: [] } : {}
      const answer = await plan(shop(), name, { ...good, item_ids: [], ...more })
      expect(answer).toMatchObject({ code: 'INVALID_ARGUMENTS' })
    },
  )

  test.each(tools.filter(({ good }) => 'address1' in good))(
    '$name takes an empty second line, state and zip, but no address without street, city or country',
    async ({ name, good }) => {
      expect(await plan(shop(), name, { ...good, address2: '', state: '', zip: '' })).toMatchObject({
        ok: true,
      })
      for (const wrong of [
        { address1: '' },
        { city: ' ' },
        { country: '' },
        { zip: '9'.repeat(201) },
        { city: '\ud800' },
      ]) {
        expect(await plan(shop(), name, { ...good, ...wrong })).toMatchObject({ code: 'INVALID_ARGUMENTS' })
      }
    },
  )

  test.each(orderChanges.map(({ name, inputSchema }) => ({ name, inputSchema })))(
    '$name has a schema that strict tools accept',
    ({ inputSchema }) => {
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
      expect(inputSchema.required).toEqual(Object.keys(Object(inputSchema.properties)))
      expect(JSON.stringify(inputSchema)).not.toMatch(/"(min|max)(imum|Length|Items)"|oneOf/)
    },
  )

  test('the model sees which reasons there are', () => {
    const schema = orderChanges.find(({ name }) => name === 'cancel_pending_order')?.inputSchema
    expect(schema).toMatchObject({
      properties: { reason: { type: 'string', enum: ['no longer needed', 'ordered by mistake'] } },
    })
  })
})

describe('the status', () => {
  const statuses: readonly Order['status'][] = [
    'pending',
    'pending (item modified)',
    'processed',
    'delivered',
    'cancelled',
    'return requested',
    'exchange requested',
  ]
  const combinations = tools
    .filter(({ good }) => 'order_id' in good)
    .flatMap(({ name, good }) => statuses.map((now) => ({ name, good, now })))
  test.each(combinations)('$name with an order that is "$now"', async ({ name, good, now }) => {
    const store = shop()
    edit(store, String(good.order_id), { status: now })
    const needed = name.includes('pending') ? 'pending' : 'delivered'
    const code = needed === 'pending' ? 'ORDER_NOT_PENDING' : 'ORDER_NOT_DELIVERED'
    expect(await plan(store, name, good)).toMatchObject(now === needed ? { ok: true } : { ok: false, code })
  })
})

function edit(store: MemoryStore, orderId: string, changes: Partial<Order>): void {
  store.ordersById.set(orderId, { ...orderIn(store, orderId), ...changes })
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
