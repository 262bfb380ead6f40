import { dollarsFromCents } from '../../core/money.ts'
import type { Part } from '../../core/parts.ts'
import type { Order } from '../../core/store.ts'

/** The card of an order, from its record: pieces of the same name are counted together. */
export function orderCardPart(order: Order): Part {
  const quantities = new Map<string, number>()
  for (const { name } of order.items) quantities.set(name, (quantities.get(name) ?? 0) + 1)
  return {
    type: 'order_card',
    orderId: order.orderId,
    status: order.status,
    totalCents: totalCents(order),
    items: [...quantities].map(([name, quantity]) => ({ name, quantity })),
    trackingIds: trackingIds(order),
  }
}

/** An order as `list_orders` shows it to the model; the total is in dollars. */
export function shortOrder(order: Order) {
  return {
    order_id: order.orderId,
    status: order.status,
    items: order.items.map(({ name, options }) => ({ name, options })),
    total: dollarsFromCents(totalCents(order)),
    tracking_ids: trackingIds(order),
  }
}

function totalCents(order: Order): number {
  return order.items.reduce((sum, item) => sum + item.priceCents, 0)
}

function trackingIds(order: Order): string[] {
  return order.fulfillments.flatMap((fulfillment) => fulfillment.trackingIds)
}
