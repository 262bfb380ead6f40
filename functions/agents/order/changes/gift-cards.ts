import { type ChangeRefusal, type Movement, refuse } from '../../../core/change.ts'
import type { Customer } from '../../../core/store.ts'

/**
 * The customer after these movements: what they pay leaves their gift cards and what they get back goes onto them, at
 * once. The same object if no gift card's balance changes.
 */
export function settleGiftCards(customer: Customer, movements: readonly Movement[]): Customer {
  const paid = (id: string) =>
    movements.reduce((sum, it) => (it.paymentMethodId === id ? sum + it.amountCents : sum), 0)
  const changes = customer.paymentMethods.some((it) => it.source === 'gift_card' && paid(it.id) !== 0)
  if (!changes) return customer
  return {
    ...customer,
    paymentMethods: customer.paymentMethods.map((it) =>
      it.source === 'gift_card' ? { ...it, balanceCents: it.balanceCents - paid(it.id) } : it,
    ),
  }
}

/** A refund to a gift card that is no longer in the profile would be lost, so it is refused. */
export function lostGiftCard(customer: Customer, refundedTo: readonly string[]): ChangeRefusal | undefined {
  const lost = refundedTo.find(
    (id) => id.startsWith('gift_card') && !customer.paymentMethods.some((it) => it.id === id),
  )
  if (lost === undefined) return undefined
  return refuse(
    'PAYMENT_METHOD_NOT_FOUND',
    `The order was paid with ${lost}, which is no longer in the customer's profile, so it cannot be refunded there. A person from the team must do this.`,
  )
}
