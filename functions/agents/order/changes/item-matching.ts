import * as z from 'zod'
import { type ChangeRefusal, refuse } from '../../../core/change.ts'
import type { Order, Variant } from '../../../core/store.ts'

/** One id per piece. Empty lists are refused, for nothing would happen but a status that allows no second try. */
export const itemIds = z
  .array(z.string())
  .refine((ids) => ids.length > 0, 'must name at least one item')
  .describe('Item ids of the order, one per piece: an item that is in the order twice is named twice.')

/** An item of the order, at its place in the list. */
export interface Matched {
  readonly position: number
  readonly item: Order['items'][number]
}

/** An item and the variant that takes its place. */
export interface Pair extends Matched {
  readonly variant: Variant
}

/**
 * For each id an entry of the order as it is before the change: the first that no id before it has taken, so that two
 * ids never mean the same piece.
 */
export function matchItems(
  order: Order,
  ids: readonly string[],
): { readonly ok: true; readonly matched: readonly Matched[] } | ChangeRefusal {
  const taken = new Set<number>()
  const matched: Matched[] = []
  for (const id of ids) {
    const position = order.items.findIndex((it, at) => it.itemId === id && !taken.has(at))
    const item = order.items[position]
    if (!item) return notInOrder(order, id)
    taken.add(position)
    matched.push({ position, item })
  }
  return { ok: true, matched }
}

function notInOrder(order: Order, id: string): ChangeRefusal {
  const times = order.items.filter((it) => it.itemId === id).length
  const found = times === 0 ? 'is not in it' : `is in it only ${times === 1 ? 'once' : `${times} times`}`
  const items = order.items.map((it) => `${it.itemId} (${it.name})`).join(', ')
  return refuse('ITEM_NOT_IN_ORDER', `Order ${order.orderId} has: ${items}. Item ${id} ${found}.`)
}
