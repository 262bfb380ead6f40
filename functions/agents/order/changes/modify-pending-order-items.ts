import * as z from 'zod'
import { defineChange } from '../../../core/change.ts'
import type { Order } from '../../../core/store.ts'
import { settleGiftCards } from './gift-cards.ts'
import { itemIds } from './item-matching.ts'
import { planSwap } from './item-swap.ts'
import { itemsTotal, pairWords } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { movementNow } from './payment-methods.ts'
import { plannedOrderChange } from './planned-change.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const modifyPendingOrderItems = defineChange({
  name: 'modify_pending_order_items',
  description:
    "Changes items of a pending order to other available variants of the same product (another color or size, never another product). It can be done ONCE per order, and afterwards the order cannot be cancelled or changed in any way: ask the customer whether these are all items before calling it. The price difference is paid with, or refunded to, payment_method_id (any of the customer's methods; a gift card must hold the difference). new_item_ids stand in the same order as item_ids; they come from get_product_details. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_PENDING, ITEM_NOT_IN_ORDER, ITEM_COUNT_MISMATCH, NEW_ITEM_UNAVAILABLE, PAYMENT_METHOD_NOT_FOUND, INSUFFICIENT_GIFT_CARD_BALANCE.",
  input: z.strictObject({
    order_id: z.string(),
    item_ids: itemIds,
    new_item_ids: z
      .array(z.string())
      .describe('The new item ids, one for each of item_ids, in the same order.'),
    payment_method_id: z.string(),
  }),
  async plan({ order_id, ...wanted }, context) {
    const own = await ownOrder(order_id, 'pending', context)
    if (!own.ok) return own
    const swap = await planSwap(own, wanted, context.store)
    if (!swap.ok) return swap
    const { pairs, differenceCents, method } = swap
    const before = own.order.record
    const say = changeWordingFor(context)
    const variants = new Map(pairs.map(({ position, variant }) => [position, variant]))
    const after: Order = {
      ...before,
      status: 'pending (item modified)',
      items: before.items.map((item, position) => {
        const variant = variants.get(position)
        if (!variant) return item
        return { ...item, itemId: variant.itemId, priceCents: variant.priceCents, options: variant.options }
      }),
      payments: [
        ...before.payments,
        {
          type: differenceCents > 0 ? 'payment' : 'refund',
          amountCents: Math.abs(differenceCents),
          paymentMethodId: method.id,
        },
      ],
    }
    const movements =
      differenceCents === 0 ? [] : [movementNow(own.customer.record, method.id, differenceCents, say)]
    return plannedOrderChange(
      own,
      { order: after, customer: settleGiftCards(own.customer.record, movements) },
      {
        kind: 'items',
        title: say.title.items(before.orderId),
        lines: [
          ...pairs.map((it) => pairWords(it, say)),
          ...(differenceCents === 0 ? [say.samePrice] : []),
          say.itemsOnce,
        ],
        total: { beforeCents: itemsTotal(before.items), afterCents: itemsTotal(after.items) },
        movements,
      },
    )
  },
})
