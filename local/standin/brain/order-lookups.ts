import type { Desk, ToolCall } from './desk.ts'
import { type Order, ordersIn, userIn } from './records.ts'
import { mentioned, mentionOf } from './words.ts'

export const mostOrders = 6

/** Every order that a tool has shown. */
export function knownOrders(desk: Desk): Order[] {
  return ordersIn(desk.done.map((it) => it.value))
}

/** The calls that show which orders there are. */
export function listCalls(desk: Desk): ToolCall[] {
  if (desk.tool('list_orders') !== undefined) return [{ name: 'list_orders', input: {} }]
  const user = userIn(desk.done.map((it) => it.value))
  if (user !== undefined) return user.orders.slice(0, mostOrders).map(detailsOf)
  return desk.done.length > 0
    ? []
    : [{ name: 'get_user_details', input: { user_id: desk.reading.customerId ?? '' } }]
}

export function detailsOf(orderId: string): ToolCall {
  return { name: 'get_order_details', input: { order_id: orderId } }
}

/** Those of the orders that the words can mean: by an item, by a status; all of them if the words do not say. */
export function narrowed(orders: readonly Order[], wish: string): Order[] {
  const statuses = [...new Set(orders.map((it) => it.status))].filter((status) =>
    new RegExp(`\\b${status.split(' ')[0]}\\b`, 'i').test(wish),
  )
  // "Was my order delivered?" asks for the status; "my delivered orders" names it.
  const isNamed =
    statuses.length > 0 &&
    /\b(pending|processed|delivered|cancelled) (orders?|ones?)\b|\borders? (that|which) (is|are|was|were)\b/i.test(
      wish,
    )
  const ofStatus = isNamed ? orders.filter((it) => statuses.includes(it.status)) : orders
  const pieces = ofStatus.flatMap((order) => order.items.map((item) => ({ order, name: item.name })))
  const named = mentioned(pieces, (it) => it.name, wish).filter((it) => mentionOf(it.name, wish) >= 0.5)
  return named.length > 0 ? [...new Set(named.map((it) => it.order))] : [...ofStatus]
}

/** Dollars; undefined where prices are not known. Summed in cents. */
export function totalOf(order: Order): number | undefined {
  if (order.total !== undefined) return order.total
  const prices = order.items.flatMap((it) => it.price ?? [])
  if (prices.length === 0 || prices.length < order.items.length) return undefined
  return prices.reduce((sum, it) => sum + Math.round(it * 100), 0) / 100
}
