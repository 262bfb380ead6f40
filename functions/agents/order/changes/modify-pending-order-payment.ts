import * as z from 'zod'
import { type ChangeRefusal, defineChange, refuse } from '../../../core/change.ts'
import type { Order } from '../../../core/store.ts'
import { lostGiftCard, settleGiftCards } from './gift-cards.ts'
import { itemsTotal } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { labelOf, movementNow, ownMethod, uncovered } from './payment-methods.ts'
import { plannedOrderChange } from './planned-change.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const modifyPendingOrderPayment = defineChange({
  name: 'modify_pending_order_payment',
  description:
    "Moves the whole payment of a pending order to another of the customer's payment methods; it cannot be split, and it can be done once per order. A gift card must hold the whole amount. The old payment goes back: to a gift card at once, to a credit card or PayPal in 5 to 7 business days. payment_method_id comes from get_user_details. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_PENDING, PAYMENT_METHOD_NOT_FOUND, NOT_SINGLE_PAYMENT, SAME_PAYMENT_METHOD, INSUFFICIENT_GIFT_CARD_BALANCE.",
  input: z.strictObject({ order_id: z.string(), payment_method_id: z.string() }),
  async plan({ order_id, payment_method_id }, context) {
    const own = await ownOrder(order_id, 'pending', context)
    if (!own.ok) return own
    const before = own.order.record
    const customer = own.customer.record
    const chosen = ownMethod(customer, payment_method_id)
    if (!chosen.ok) return chosen
    const [paid, ...more] = before.payments
    if (paid?.type !== 'payment' || more.length > 0) return notSinglePayment(before)
    if (paid.paymentMethodId === payment_method_id) return samePaymentMethod(before)
    const refused =
      uncovered(customer, chosen.method, paid.amountCents) ?? lostGiftCard(customer, [paid.paymentMethodId])
    if (refused) return refused
    const { amountCents } = paid
    const say = changeWordingFor(context)
    const after: Order = {
      ...before,
      payments: [
        paid,
        { type: 'payment', amountCents, paymentMethodId: payment_method_id },
        { type: 'refund', amountCents, paymentMethodId: paid.paymentMethodId },
      ],
    }
    const movements =
      amountCents === 0
        ? []
        : [
            movementNow(customer, payment_method_id, amountCents, say),
            movementNow(customer, paid.paymentMethodId, -amountCents, say),
          ]
    const total = itemsTotal(before.items)
    return plannedOrderChange(
      own,
      { order: after, customer: settleGiftCards(customer, movements) },
      {
        kind: 'payment',
        title: say.title.payment(before.orderId),
        lines: [
          say.newPayment(labelOf(payment_method_id, customer, say)),
          say.paymentUntilNow(labelOf(paid.paymentMethodId, customer, say)),
          say.paymentOnce,
        ],
        total: { beforeCents: total, afterCents: total },
        movements,
      },
    )
  },
})

function notSinglePayment({ orderId }: Order): ChangeRefusal {
  return refuse(
    'NOT_SINGLE_PAYMENT',
    `The payment of order ${orderId} has been changed before, and it can be changed only once.`,
  )
}

function samePaymentMethod({ orderId }: Order): ChangeRefusal {
  return refuse(
    'SAME_PAYMENT_METHOD',
    `Order ${orderId} is paid with this method already. Ask for another one.`,
  )
}
