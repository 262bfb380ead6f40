import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderChanges } from '../../../../functions/agents/order/changes/all-changes.ts'
import type { PlannedChange } from '../../../../functions/core/change.ts'
import type { Customer, Order } from '../../../../functions/core/store.ts'
import { recordFromCustomer, recordFromOrder } from '../../../../functions/core/store-conversion.ts'
import type { MemoryStore } from '../../../doubles/store.ts'
import { randomShop } from './random-shop.ts'
import { elmStreet, oakStreet, orderIn, plan } from './shop.ts'

/** A call of any tool for any customer; numbers choose among what there is. */
const randomCall = fc.record({
  tool: fc.constantFrom(...orderChanges.map(({ name }) => name)),
  customer: fc.nat(1),
  order: fc.nat(7),
  positions: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 4 }),
  variants: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }),
  method: fc.nat(7),
  reason: fc.constantFrom('no longer needed', 'ordered by mistake', 'too expensive'),
  address: fc.constantFrom(elmStreet, oakStreet),
  /** Other calls that happen between planning this change and making it. */
  waits: fc.nat(2),
})
type RandomCall = typeof randomCall extends fc.Arbitrary<infer Call> ? Call : never

const moves: Readonly<Record<Order['status'], readonly Order['status'][]>> = {
  pending: ['pending', 'cancelled', 'pending (item modified)'],
  delivered: ['return requested', 'exchange requested'],
  'pending (item modified)': [],
  processed: [],
  cancelled: [],
  'return requested': [],
  'exchange requested': [],
}

test('whatever is called in whatever order: no money appears or is lost, and nothing else moves', async () => {
  const made = new Map<string, number>()
  const outcomes = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      randomShop,
      fc.array(randomCall, { minLength: 1, maxLength: 25 }),
      async (open, calls) => {
        const store = open()
        const before = moneyOf(store)
        const waiting: { planned: PlannedChange; tool: string; turns: number }[] = []
        for (const call of calls) {
          const seen = contentOf(store)
          const { customerId, input } = argumentsOf(call, store)
          const planned = await plan(store, call.tool, input, customerId)
          expect(contentOf(store)).toEqual(seen)
          if (planned.ok) {
            expect(planned.change.order?.after.customerId ?? customerId).toBe(customerId)
            expectDetailsToFit(planned)
            waiting.push({ planned, tool: call.tool, turns: call.waits })
          } else outcomes.add(planned.code)
          for (const each of waiting) {
            if (each.turns === 0) {
              const outcome = await applyOne(store, each.planned)
              outcomes.add(outcome)
              if (outcome === 'applied') made.set(each.tool, (made.get(each.tool) ?? 0) + 1)
            }
            each.turns -= 1
          }
          expectMoneyToBeSound(store, before)
        }
      },
    ),
    { numRuns: 400 },
  )
  expect([...made.keys()].toSorted()).toEqual(orderChanges.map(({ name }) => name).toSorted())
  expect([...outcomes]).toEqual(
    expect.arrayContaining([
      'applied',
      'changed_meanwhile',
      'INSUFFICIENT_GIFT_CARD_BALANCE',
      'ORDER_NOT_FOUND',
    ]),
  )
})

/** Makes one change: all of it, and nothing but it, happens; or nothing at all. */
async function applyOne(store: MemoryStore, { change, value }: PlannedChange): Promise<string> {
  const seen = contentOf(store)
  const outcome = await store.apply(change)
  const expected = new Map(seen)
  if (outcome === 'applied') {
    if (change.order) expected.set(change.order.after.orderId, change.order.after)
    if (change.customer) expected.set(change.customer.after.customerId, change.customer.after)
    if (change.order) {
      const { before, after } = change.order
      expect(moves[before.record.status]).toContain(after.status)
      expect(value).toEqual(recordFromOrder(after))
    } else if (change.customer) expect(value).toEqual(recordFromCustomer(change.customer.after))
  }
  expect(contentOf(store)).toEqual(expected)
  return outcome
}

/** What is shown to the customer is what happens to their money. */
function expectDetailsToFit({ details, change }: PlannedChange): void {
  const moved = details.movements.reduce((sum, it) => sum + it.amountCents, 0)
  expect(details.movements.every((it) => it.amountCents !== 0)).toBe(true)
  if (!change.order || !details.total) return
  const { before, after } = change.order
  const asked = ['return', 'exchange'].includes(details.kind)
  expect(details.total.afterCents - details.total.beforeCents).toBe(moved)
  expect(asked ? 0 : moved).toBe(held(after) - held(before.record))
  expect(details.movements.every((it) => (it.arrives === 'on_receipt') === asked)).toBe(true)
}

interface Money {
  /** For each gift card: its balance and what the store holds on it for orders, together. */
  readonly giftCards: ReadonlyMap<string, number>
}

function moneyOf(store: MemoryStore): Money {
  const orders = [...store.ordersById.values()]
  const cards = [...store.customers.values()].flatMap(({ paymentMethods }) => paymentMethods)
  return {
    giftCards: new Map(
      cards.flatMap((it) =>
        it.source === 'gift_card'
          ? [[it.id, it.balanceCents + orders.reduce((sum, order) => sum + held(order, it.id), 0)]]
          : [],
      ),
    ),
  }
}

function expectMoneyToBeSound(store: MemoryStore, before: Money): void {
  expect(moneyOf(store)).toEqual(before)
  for (const { paymentMethods } of store.customers.values()) {
    for (const it of paymentMethods)
      if (it.source === 'gift_card') expect(it.balanceCents).toBeGreaterThanOrEqual(0)
  }
  for (const order of store.ordersById.values()) {
    const price = order.items.reduce((sum, it) => sum + it.priceCents, 0)
    expect(held(order)).toBe(order.status === 'cancelled' ? 0 : price)
    expect(order.payments.every((it) => it.amountCents >= 0)).toBe(true)
    if (order.status !== 'pending (item modified)') {
      for (const id of new Set(order.payments.map((it) => it.paymentMethodId))) {
        expect(held(order, id)).toBeGreaterThanOrEqual(0)
      }
    }
  }
}

/** What the store holds for an order, altogether or on one method. */
function held({ payments }: Order, method?: string): number {
  return payments
    .filter((it) => method === undefined || it.paymentMethodId === method)
    .reduce((sum, it) => sum + (it.type === 'payment' ? it.amountCents : -it.amountCents), 0)
}

function contentOf(store: MemoryStore): Map<string, Order | Customer> {
  return new Map<string, Order | Customer>(structuredClone([...store.ordersById, ...store.customers]))
}

function argumentsOf(call: RandomCall, store: MemoryStore): { customerId: string; input: unknown } {
  const customers = [...store.customers.values()]
  const customer = pick(customers, call.customer)
  const order = orderIn(store, pick([...store.ordersById.keys()], call.order))
  const methods = customers.flatMap(({ paymentMethods }) => paymentMethods)
  const pieces = call.positions.flatMap((at) => order.items[at] ?? [])
  const variants = pieces.map((it, at) =>
    pick(store.products.get(it.productId)?.variants ?? [], call.variants[at] ?? 0),
  )
  const items = { item_ids: pieces.map((it) => it.itemId), payment_method_id: pick(methods, call.method).id }
  const swap = { ...items, new_item_ids: variants.map((it) => it.itemId) }
  const order_id = order.orderId
  const inputs: Readonly<Record<string, unknown>> = {
    cancel_pending_order: { order_id, reason: call.reason },
    modify_pending_order_address: { order_id, ...call.address },
    modify_pending_order_payment: { order_id, payment_method_id: items.payment_method_id },
    modify_pending_order_items: { order_id, ...swap },
    return_delivered_order_items: { order_id, ...items },
    exchange_delivered_order_items: { order_id, ...swap },
    modify_user_address: { user_id: customer.customerId, ...call.address },
  }
  return { customerId: customer.customerId, input: inputs[call.tool] }
}

function pick<Of>(all: readonly Of[], number: number): Of {
  const chosen = all[number % all.length]
  if (chosen === undefined) throw new Error('There is nothing to choose from')
  return chosen
}
