import type { Card } from '../../core/specialist.ts'

export const orderCard: Card = {
  name: 'order',
  activity: 'checking your orders',
  does: "Looks up the verified customer's own profile and orders: status, items, prices, payments, refunds, addresses, tracking numbers. Knows the store's rules for cancelling, changing, returning and exchanging orders. Knows nothing about products that are not in an order.",
  gap: 'look into your orders',
}
