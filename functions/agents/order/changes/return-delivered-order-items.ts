import * as z from 'zod'
import { type ChangeRefusal, defineChange, refuse } from '../../../core/change.ts'
import type { Customer, Order, PaymentMethod } from '../../../core/store.ts'
import { itemIds, matchItems } from './item-matching.ts'
import { itemsTotal, itemWords } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { labelOf, movementOnReceipt, ownMethod } from './payment-methods.ts'
import { plannedOrderChange } from './planned-change.ts'
import { sendingBackWords } from './sending-back.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const returnDeliveredOrderItems = defineChange({
  name: 'return_delivered_order_items',
  description:
    'Requests the return of some or all items of a delivered order. An order is returned or exchanged ONCE: ask the customer whether these are all items before calling it. The refund goes to the method the order was paid with or to a gift card the customer has (payment_method_id), after the items have arrived; an e-mail tells the customer how to send them back. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_DELIVERED, PAYMENT_METHOD_NOT_FOUND, PAYMENT_METHOD_NOT_ALLOWED, ITEM_NOT_IN_ORDER.',
  input: z.strictObject({ order_id: z.string(), item_ids: itemIds, payment_method_id: z.string() }),
  async plan({ order_id, item_ids, payment_method_id }, context) {
    const own = await ownOrder(order_id, 'delivered', context)
    if (!own.ok) return own
    const before = own.order.record
    const customer = own.customer.record
    const chosen = ownMethod(customer, payment_method_id)
    if (!chosen.ok) return chosen
    const { method } = chosen
    if (!mayReceive(method, before)) return notAllowed(before, customer)
    const found = matchItems(before, item_ids)
    if (!found.ok) return found
    const items = found.matched.map(({ item }) => item)
    const after: Order = {
      ...before,
      status: 'return requested',
      returnRequest: { itemIds: item_ids.toSorted(), paymentMethodId: method.id },
    }
    const say = changeWordingFor(context)
    const [total, refund] = [itemsTotal(before.items), itemsTotal(items)]
    return plannedOrderChange(
      own,
      { order: after },
      {
        kind: 'return',
        title: say.title.return(before.orderId),
        lines: [...items.map((it) => itemWords(it, say)), ...sendingBackWords(method, -refund, say)],
        total: { beforeCents: total, afterCents: total - refund },
        movements: refund === 0 ? [] : [movementOnReceipt(customer, method, -refund, say)],
      },
    )
  },
})

function mayReceive(method: PaymentMethod, { payments }: Order): boolean {
  return method.source === 'gift_card' || method.id === payments[0]?.paymentMethodId
}

function notAllowed({ payments }: Order, customer: Customer): ChangeRefusal {
  const original = payments[0]?.paymentMethodId
  const paidWith = original === undefined ? 'unknown' : `${original}, ${labelOf(original, customer)}`
  return refuse(
    'PAYMENT_METHOD_NOT_ALLOWED',
    `A return is refunded to the method the order was paid with (${paidWith}) or to a gift card of the customer. Ask which of these it shall be.`,
  )
}
