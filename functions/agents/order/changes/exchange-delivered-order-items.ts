import * as z from 'zod'
import { defineChange } from '../../../core/change.ts'
import type { Order } from '../../../core/store.ts'
import { itemIds } from './item-matching.ts'
import { planSwap } from './item-swap.ts'
import { itemsTotal, pairWords } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { movementOnReceipt } from './payment-methods.ts'
import { plannedOrderChange } from './planned-change.ts'
import { sendingBackWords } from './sending-back.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const exchangeDeliveredOrderItems = defineChange({
  name: 'exchange_delivered_order_items',
  description:
    "Requests the exchange of items of a delivered order for other available variants of the same product (another color or size, never another product). An order is returned or exchanged ONCE: ask the customer whether these are all items before calling it. The price difference is paid with, or refunded to, payment_method_id (any of the customer's methods; a gift card must hold the difference) when the items have arrived; an e-mail tells the customer how to send them back, and no new order is needed. new_item_ids stand in the same order as item_ids; they come from get_product_details. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_DELIVERED, ITEM_NOT_IN_ORDER, ITEM_COUNT_MISMATCH, NEW_ITEM_UNAVAILABLE, PAYMENT_METHOD_NOT_FOUND, INSUFFICIENT_GIFT_CARD_BALANCE.",
  input: z.strictObject({
    order_id: z.string(),
    item_ids: itemIds,
    new_item_ids: z
      .array(z.string())
      .describe('The new item ids, one for each of item_ids, in the same order.'),
    payment_method_id: z.string(),
  }),
  async plan({ order_id, ...wanted }, context) {
    const own = await ownOrder(order_id, 'delivered', context)
    if (!own.ok) return own
    const swap = await planSwap(own, wanted, context.store)
    if (!swap.ok) return swap
    const { pairs, differenceCents, method } = swap
    const before = own.order.record
    const say = changeWordingFor(context)
    const after: Order = {
      ...before,
      status: 'exchange requested',
      exchangeRequest: {
        itemIds: wanted.item_ids.toSorted(),
        newItemIds: wanted.new_item_ids.toSorted(),
        paymentMethodId: method.id,
        priceDifferenceCents: differenceCents,
      },
    }
    const total = itemsTotal(before.items)
    return plannedOrderChange(
      own,
      { order: after },
      {
        kind: 'exchange',
        title: say.title.exchange(before.orderId),
        lines: [...pairs.map((it) => pairWords(it, say)), ...sendingBackWords(method, differenceCents, say)],
        total: { beforeCents: total, afterCents: total + differenceCents },
        movements:
          differenceCents === 0 ? [] : [movementOnReceipt(own.customer.record, method, differenceCents, say)],
      },
    )
  },
})
