import type { Card } from '../../core/specialist.ts'

export const orderCard: Card = {
  name: 'order',
  activity: 'checking your orders',
  does: "Looks up the verified customer's own profile and orders: status, items, prices, payments, refunds, addresses, tracking numbers. Cancels and changes pending orders, returns and exchanges delivered ones, changes addresses; each only after the customer has confirmed it. Knows nothing about products that are not in an order.",
  changesStore: true,
  gap: 'look into your orders',
}
