import type { Customer, Order, PaymentMethod, Product, Variant } from '../../functions/core/store.ts'
import { otherAddress } from './demo-customers.ts'
import type { Random } from './random.ts'

export type OrderItem = Order['items'][number]

/** How often each status occurs, in per cent. */
const shares: readonly (readonly [Order['status'], number])[] = [
  ['pending', 34],
  ['processed', 14],
  ['delivered', 32],
  ['cancelled', 8],
  ['pending (item modified)', 3],
  ['return requested', 5],
  ['exchange requested', 4],
]

/** An order of the customer in some status, its payments and parcels as the store's rules would have left them. */
export function demoOrder(customer: Customer, products: readonly Product[], random: Random): Order {
  const items = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3, 4, 5]) }, () =>
    demoItem(random.pick(products), random),
  )
  const second = items[0]
  if (second && random.chance(0.02)) items.push(second)
  const order = pendingOrder({
    orderId: `#W${random.newDigits(7)}`,
    customer,
    items,
    paidWith: random.pick(customer.paymentMethods),
  })
  const placed = random.chance(0.2) ? { ...order, address: otherAddress(customer, random) } : order
  return inStatus(statusByShare(random), placed, { customer, products, random })
}

export function pendingOrder(it: {
  readonly orderId: string
  readonly customer: Customer
  readonly items: OrderItem[]
  readonly paidWith: PaymentMethod
}): Order {
  return {
    orderId: it.orderId,
    customerId: it.customer.customerId,
    address: it.customer.address,
    items: it.items,
    fulfillments: [],
    status: 'pending',
    payments: [{ type: 'payment', amountCents: total(it.items), paymentMethodId: it.paidWith.id }],
  }
}

export function itemOf(product: Product, variant: Variant): OrderItem {
  return {
    name: product.name,
    productId: product.productId,
    itemId: variant.itemId,
    priceCents: variant.priceCents,
    options: variant.options,
  }
}

interface Surroundings {
  readonly customer: Customer
  readonly products: readonly Product[]
  readonly random: Random
}

/** Takes a pending order to a status, as the store and the tools would have. */
export function inStatus(status: Order['status'], order: Order, around: Surroundings): Order {
  const [paid] = order.payments
  const [item] = order.items
  if (!paid || !item) throw new RangeError(`Order ${order.orderId} needs an item and a payment`)
  switch (status) {
    case 'pending':
      return order
    case 'cancelled':
      return {
        ...order,
        status,
        payments: [paid, { ...paid, type: 'refund' }],
        cancelReason: around.random.pick(['no longer needed', 'ordered by mistake']),
      }
    case 'processed':
    case 'delivered':
      return { ...order, status, fulfillments: [parcel(order, around.random)] }
    case 'return requested':
      return {
        ...inStatus('delivered', order, around),
        status,
        returnRequest: {
          itemIds: (around.random.chance(0.5) ? order.items : [item]).map(({ itemId }) => itemId).sort(),
          paymentMethodId: paid.paymentMethodId,
        },
      }
    case 'exchange requested':
      return exchanged(inStatus('delivered', order, around), item, around)
    case 'pending (item modified)':
      return modified(order, item, around)
  }
}

function exchanged(order: Order, item: OrderItem, around: Surroundings): Order {
  const change = affordableChange(item, around)
  if (!change) return order
  return {
    ...order,
    status: 'exchange requested',
    exchangeRequest: {
      itemIds: [item.itemId],
      newItemIds: [change.variant.itemId],
      paymentMethodId: change.method.id,
      priceDifferenceCents: change.differenceCents,
    },
  }
}

function modified(order: Order, item: OrderItem, around: Surroundings): Order {
  const change = affordableChange(item, around)
  if (!change) return order
  const { itemId, options, priceCents } = change.variant
  return {
    ...order,
    status: 'pending (item modified)',
    items: order.items.map((it, index) => (index === 0 ? { ...it, itemId, options, priceCents } : it)),
    payments: [
      ...order.payments,
      {
        type: change.differenceCents > 0 ? 'payment' : 'refund',
        amountCents: Math.abs(change.differenceCents),
        paymentMethodId: change.method.id,
      },
    ],
  }
}

/** Another available variant of the same product, and a payment method that covers the difference; if there is one. */
function affordableChange(item: OrderItem, { customer, products, random }: Surroundings) {
  const product = products.find(({ productId }) => productId === item.productId)
  const variants = product?.variants.filter((it) => it.available && it.itemId !== item.itemId) ?? []
  if (variants.length === 0) return undefined
  const variant = random.pick(variants)
  const differenceCents = variant.priceCents - item.priceCents
  const method = customer.paymentMethods.find(
    (it) => it.source !== 'gift_card' || it.balanceCents >= differenceCents,
  )
  return method && { variant, method, differenceCents }
}

function parcel(order: Order, random: Random): Order['fulfillments'][number] {
  return { trackingIds: [random.newDigits(12)], itemIds: order.items.map(({ itemId }) => itemId) }
}

function demoItem(product: Product, random: Random): OrderItem {
  return itemOf(product, random.pick(product.variants))
}

function statusByShare(random: Random): Order['status'] {
  let rest = random.int(1, 100)
  for (const [status, share] of shares) {
    rest -= share
    if (rest <= 0) return status
  }
  return 'pending'
}

function total(items: readonly OrderItem[]): number {
  return items.reduce((sum, { priceCents }) => sum + priceCents, 0)
}
