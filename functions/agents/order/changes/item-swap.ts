import { type ChangeRefusal, type Planning, refuse } from '../../../core/change.ts'
import { formatCents } from '../../../core/money.ts'
import type { Customer, Order, PaymentMethod, Product } from '../../../core/store.ts'
import { type Matched, matchItems, type Pair } from './item-matching.ts'
import { optionWords } from './item-words.ts'
import type { OwnOrder } from './own-order.ts'
import { ownMethod, uncovered } from './payment-methods.ts'

/** Items of an order and the variants that take their place. */
export interface Swap {
  readonly ok: true
  readonly pairs: readonly Pair[]
  /** Current prices of the new variants less the prices in the order: positive if the customer pays. */
  readonly differenceCents: number
  readonly method: PaymentMethod
}

/** What an item change and an exchange check alike: items, count, new items, method, balance, in this order. */
export async function planSwap(
  { order, customer }: OwnOrder,
  wanted: {
    readonly item_ids: readonly string[]
    readonly new_item_ids: readonly string[]
    readonly payment_method_id: string
  },
  store: Planning['store'],
): Promise<Swap | ChangeRefusal> {
  const found = matchItems(order.record, wanted.item_ids)
  if (!found.ok) return found
  if (wanted.item_ids.length !== wanted.new_item_ids.length) return countMismatch(wanted)
  const paired = await pairUp(found.matched, wanted.new_item_ids, store)
  if (!paired.ok) return paired
  const { pairs } = paired
  const differenceCents = pairs.reduce((sum, it) => sum + it.variant.priceCents - it.item.priceCents, 0)
  return withMethod(customer.record, wanted.payment_method_id, { ok: true, pairs, differenceCents })
}

function withMethod(customer: Customer, methodId: string, swap: Omit<Swap, 'method'>): Swap | ChangeRefusal {
  const own = ownMethod(customer, methodId)
  if (!own.ok) return own
  return uncovered(customer, own.method, swap.differenceCents) ?? { ...swap, method: own.method }
}

/** The products are read now, for prices and availability change. */
async function pairUp(
  matched: readonly Matched[],
  newIds: readonly string[],
  store: Planning['store'],
): Promise<{ readonly ok: true; readonly pairs: Pair[] } | ChangeRefusal> {
  const productIds = [...new Set(matched.map(({ item }) => item.productId))]
  const products = new Map(
    await Promise.all(productIds.map(async (id) => [id, await store.product(id)] as const)),
  )
  const pairs: Pair[] = []
  for (const [at, each] of matched.entries()) {
    const product = products.get(each.item.productId)
    const newId = newIds[at] ?? ''
    const variant = product?.variants.find((it) => it.itemId === newId)
    if (!variant?.available) return unavailable(newId, each.item, product)
    pairs.push({ ...each, variant })
  }
  return { ok: true, pairs }
}

function countMismatch(wanted: {
  readonly item_ids: readonly string[]
  readonly new_item_ids: readonly string[]
}): ChangeRefusal {
  return refuse(
    'ITEM_COUNT_MISMATCH',
    `${wanted.item_ids.length} item(s) and ${wanted.new_item_ids.length} new item(s) were named. Name one new item for each item, in the same order.`,
  )
}

function unavailable(newId: string, old: Order['items'][number], product?: Product): ChangeRefusal {
  const why = product?.variants.some((it) => it.itemId === newId)
    ? 'is not available now'
    : `is no variant of ${old.name}, and an item stays within its product`
  const available = (product?.variants ?? [])
    .filter((it) => it.available)
    .map((it) => `${it.itemId} (${optionWords(it.options)}, ${formatCents(it.priceCents)})`)
    .join('; ')
  return refuse(
    'NEW_ITEM_UNAVAILABLE',
    `New item ${newId} ${why}. Available for ${old.itemId}: ${available === '' ? 'none' : available}.`,
  )
}
