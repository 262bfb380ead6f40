import * as z from 'zod'
import { defineChange, refuse } from '../../../core/change.ts'
import type { Order } from '../../../core/store.ts'
import { lostGiftCard, settleGiftCards } from './gift-cards.ts'
import { heldMoney } from './held-money.ts'
import { itemsTotal, itemWords } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { movementNow } from './payment-methods.ts'
import { plannedOrderChange } from './planned-change.ts'
import { changeWordingFor } from './wording/change-wording.ts'

const reasons = z.enum(['no longer needed', 'ordered by mistake'])

export const cancelPendingOrder = defineChange({
  name: 'cancel_pending_order',
  description:
    'Cancels a whole pending order; single items cannot be cancelled. What was paid goes back to the method it was paid with: to a gift card at once, to a credit card or PayPal in 5 to 7 business days. It cannot be undone. Ask the customer which of the two reasons it is if they have not said. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_PENDING, INVALID_REASON.',
  input: z.strictObject({
    order_id: z.string(),
    // Any text is taken here, for an unknown reason is told only after the order's status.
    reason: z.string().meta({ enum: reasons.options }),
  }),
  async plan({ order_id, reason }, context) {
    const own = await ownOrder(order_id, 'pending', context)
    if (!own.ok) return own
    const named = reasons.safeParse(reason)
    if (!named.success) return invalidReason
    const say = changeWordingFor(context)
    const before = own.order.record
    const customer = own.customer.record
    const held = heldMoney(before.payments)
    const lost = lostGiftCard(
      customer,
      held.map((it) => it.paymentMethodId),
    )
    if (lost) return lost
    const refunds: Order['payments'] = held.map((it) => ({ type: 'refund', ...it }))
    const movements = held
      .filter(({ amountCents }) => amountCents !== 0)
      .map((it) => movementNow(customer, it.paymentMethodId, -it.amountCents, say))
    const after: Order = {
      ...before,
      status: 'cancelled',
      cancelReason: reason,
      payments: [...before.payments, ...refunds],
    }
    return plannedOrderChange(
      own,
      { order: after, customer: settleGiftCards(customer, movements) },
      {
        kind: 'cancellation',
        title: say.title.cancel(before.orderId),
        lines: [...before.items.map((it) => itemWords(it, say)), say.reason(named.data), say.cannotBeUndone],
        total: { beforeCents: itemsTotal(before.items), afterCents: 0 },
        movements,
      },
    )
  },
})

const invalidReason = refuse(
  'INVALID_REASON',
  'The reason must be exactly "no longer needed" or "ordered by mistake". Ask the customer which one it is; no other reason is accepted.',
)
