import type { Movement } from '../../../functions/core/change.ts'
import type { Customer, Order } from '../../../functions/core/store.ts'
import { customerFromRecord, orderFromRecord } from '../../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'
import type { Executed, FinalStore } from './orders.ts'
import type { Violation } from './violation.ts'

const check = 'money is conserved'

/**
 * What the store holds on each payment method (payments less refunds of all orders) has changed by exactly what the
 * receipts say; and what went onto a gift card or left it is on its balance.
 */
export function auditMoney(
  seeded: StoreFiles,
  executed: readonly Executed[],
  { orders, customers }: FinalStore,
): Violation[] {
  const before = heldOn(Object.values(seeded.orders).map(orderFromRecord))
  const after = heldOn([...orders.values()].map(({ record }) => record))
  const cardsBefore = balances(Object.entries(seeded.users).map(([id, user]) => customerFromRecord(id, user)))
  const cardsAfter = balances([...customers.values()].map(({ record }) => record))
  const moved = movedOn(executed.flatMap(({ action }) => action.details.movements))
  const methods = new Set([...before.keys(), ...after.keys(), ...moved.keys(), ...cardsBefore.keys()])
  return [...methods].flatMap((method): Violation[] => {
    const expected = moved.get(method) ?? 0
    const held = (after.get(method) ?? 0) - (before.get(method) ?? 0)
    const spent = (cardsBefore.get(method) ?? 0) - (cardsAfter.get(method) ?? 0)
    const isCard = cardsBefore.has(method)
    const whose = executed.find(({ action }) =>
      action.details.movements.some(({ paymentMethodId }) => paymentMethodId === method),
    )
    const of = whose ? { conversationId: whose.conversationId } : {}
    return [
      ...(held === expected
        ? []
        : [{ check, ...of, says: `${method}: the receipts move ${expected} cents, the orders ${held}` }]),
      ...(!isCard || spent === expected
        ? []
        : [{ check, ...of, says: `${method}: the receipts move ${expected} cents, the gift card ${spent}` }]),
    ]
  })
}

function heldOn(orders: readonly Order[]): Map<string, number> {
  return sums(
    orders.flatMap(({ payments }) =>
      payments.map(
        ({ type, amountCents, paymentMethodId }) =>
          [paymentMethodId, type === 'payment' ? amountCents : -amountCents] as const,
      ),
    ),
  )
}

/** What waits for returned items has not moved yet. */
function movedOn(movements: readonly Movement[]): Map<string, number> {
  const done = movements.filter(({ arrives }) => arrives !== 'on_receipt')
  return sums(done.map(({ paymentMethodId, amountCents }) => [paymentMethodId, amountCents] as const))
}

function balances(customers: readonly Customer[]): Map<string, number> {
  return sums(
    customers.flatMap(({ paymentMethods }) =>
      paymentMethods.flatMap((method) =>
        method.source === 'gift_card' ? [[method.id, method.balanceCents] as const] : [],
      ),
    ),
  )
}

function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const total = new Map<string, number>()
  for (const [name, amount] of entries) total.set(name, (total.get(name) ?? 0) + amount)
  return total
}
