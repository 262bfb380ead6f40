import type { Order } from '../../../core/store.ts'

/**
 * What the store still holds for an order on each method (payments less refunds), in the order of the payments;
 * methods on which nothing is held are left out. A single payment counts as it is, also one of $0.00.
 */
export function heldMoney(
  payments: Order['payments'],
): { readonly paymentMethodId: string; readonly amountCents: number }[] {
  const held = new Map<string, number>()
  for (const { type, amountCents, paymentMethodId } of payments) {
    const sign = type === 'payment' ? 1 : -1
    held.set(paymentMethodId, (held.get(paymentMethodId) ?? 0) + sign * amountCents)
  }
  return [...held]
    .map(([paymentMethodId, amountCents]) => ({ paymentMethodId, amountCents }))
    .filter(({ amountCents }) => amountCents > 0 || payments.length === 1)
}
