import { type ChangeRefusal, type Movement, refuse } from '../../../core/change.ts'
import { formatCents } from '../../../core/money.ts'
import type { Customer, PaymentMethod } from '../../../core/store.ts'
import { type ChangeWording, changeWordingFor } from './wording/change-wording.ts'

/** A payment method of this customer, or the refusal that they have none with this id. */
export function ownMethod(
  customer: Customer,
  id: string,
): { readonly ok: true; readonly method: PaymentMethod } | ChangeRefusal {
  const method = customer.paymentMethods.find((it) => it.id === id)
  if (method) return { ok: true, method }
  const own = customer.paymentMethods.map((it) => `${it.id} (${labelOf(it.id, customer)})`).join(', ')
  return refuse(
    'PAYMENT_METHOD_NOT_FOUND',
    `The customer has no payment method ${id}. They have: ${own === '' ? 'none' : own}.`,
  )
}

/** A payment (positive) or a refund (negative) that happens with the change itself. */
export function movementNow(
  customer: Customer,
  paymentMethodId: string,
  amountCents: number,
  say: ChangeWording,
): Movement {
  const slow = amountCents < 0 && sourceOf(paymentMethodId, customer) !== 'gift_card'
  return {
    paymentMethodId,
    label: labelOf(paymentMethodId, customer, say),
    amountCents,
    arrives: slow ? 'in_5_to_7_business_days' : 'at_once',
  }
}

/** A payment (positive) or a refund (negative) that waits for the returned items. */
export function movementOnReceipt(
  customer: Customer,
  method: PaymentMethod,
  amountCents: number,
  say: ChangeWording,
): Movement {
  return {
    paymentMethodId: method.id,
    label: labelOf(method.id, customer, say),
    amountCents,
    arrives: 'on_receipt',
  }
}

/** "Visa ending in 4242", "PayPal", "gift card"; with its id where the customer has two that read the same. */
export function labelOf(id: string, customer: Customer, say: ChangeWording = english): string {
  const method = customer.paymentMethods.find((it) => it.id === id)
  if (!method) return removedLabel(sourceOf(id, customer), say)
  const label = plainLabel(method, say)
  const alike = customer.paymentMethods.filter((it) => plainLabel(it, say) === label)
  return alike.length > 1 ? `${label} (${id})` : label
}

/** For refusals, which a model reads. */
const english = changeWordingFor({})

/** The refusal of a payment or a price difference that a gift card cannot cover. */
export function uncovered(
  customer: Customer,
  method: PaymentMethod,
  amountCents: number,
): ChangeRefusal | undefined {
  if (method.source !== 'gift_card' || method.balanceCents >= amountCents) return undefined
  return refuse(
    'INSUFFICIENT_GIFT_CARD_BALANCE',
    `The ${labelOf(method.id, customer)} holds ${formatCents(method.balanceCents)}, and ${formatCents(amountCents)} is needed. Use another payment method; an amount cannot be split.`,
  )
}

function removedLabel(source: PaymentMethod['source'], say: ChangeWording): string {
  return { credit_card: say.removedCard, paypal: 'PayPal', gift_card: say.removedGiftCard }[source]
}

function plainLabel(method: PaymentMethod, say: ChangeWording): string {
  switch (method.source) {
    case 'credit_card':
      return say.card(`${method.brand.charAt(0).toUpperCase()}${method.brand.slice(1)}`, method.lastFour)
    case 'paypal':
      return 'PayPal'
    case 'gift_card':
      return say.giftCard
  }
}

/** A method that was removed from the profile is known by its id, which begins with its source. */
function sourceOf(id: string, customer: Customer): PaymentMethod['source'] {
  const method = customer.paymentMethods.find((it) => it.id === id)
  if (method) return method.source
  if (id.startsWith('gift_card')) return 'gift_card'
  return id.startsWith('paypal') ? 'paypal' : 'credit_card'
}
