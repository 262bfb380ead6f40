import fc from 'fast-check'
import type { Customer, Order, PaymentMethod, Product } from '../../../../functions/core/store.ts'
import { type MemoryStore, memoryStore } from '../../../doubles/store.ts'
import { elmStreet } from './shop.ts'

/** A shop with any customers, payment methods, prices and orders, each order paid at once as the store's data are. */
export const randomShop: fc.Arbitrary<() => MemoryStore> = fc
  .record({
    prices: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 8, maxLength: 8 }),
    available: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    customers: fc.array(
      fc.record({
        methods: fc.array(
          fc.record({
            source: fc.constantFrom('credit_card', 'paypal', 'gift_card', 'gift_card'),
            balanceCents: fc.oneof(fc.nat(300), fc.nat(9000)),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        orders: fc.array(
          fc.record({
            status: fc.constantFrom('pending', 'pending', 'pending', 'delivered', 'delivered', 'processed'),
            items: fc.array(
              fc.record({ variant: fc.nat(7), priceCents: fc.integer({ min: 1, max: 3000 }) }),
              {
                minLength: 1,
                maxLength: 4,
              },
            ),
            paidWith: fc.nat(3),
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map((drawn) => () => {
    const store = memoryStore({ users: {}, orders: {}, products: {} })
    const products = [0, 1].map((number) =>
      product(number, drawn.prices.slice(number * 4, number * 4 + 4), drawn.available.slice(number * 4)),
    )
    for (const it of products) store.products.set(it.productId, it)
    for (const [number, it] of drawn.customers.entries()) {
      const paymentMethods = it.methods.map((each, at) =>
        method(each.source, `${each.source}_${number}${at}`, each.balanceCents),
      )
      const orders = it.orders.map((each, at) => {
        const items = each.items.map(({ variant, priceCents }) =>
          item(products, Math.floor(variant / 4), variant % 4, priceCents),
        )
        const paidWith = paymentMethods[each.paidWith % paymentMethods.length]?.id ?? ''
        return order(`#W${number}${at}`, `customer_${number}`, each.status, items, paidWith)
      })
      for (const each of orders) store.ordersById.set(each.orderId, each)
      store.customers.set(`customer_${number}`, customer(`customer_${number}`, paymentMethods, orders))
    }
    return store
  })

function method(
  source: 'credit_card' | 'paypal' | 'gift_card',
  id: string,
  balanceCents: number,
): PaymentMethod {
  switch (source) {
    case 'credit_card':
      return { source, id, brand: 'visa', lastFour: '4242' }
    case 'paypal':
      return { source, id }
    case 'gift_card':
      return { source, id, balanceCents }
  }
}

function product(number: number, prices: readonly number[], available: readonly boolean[]): Product {
  return {
    productId: `product-${number}`,
    name: `Product ${number}`,
    variants: prices.map((priceCents, at) => ({
      itemId: `item-${number}${at}`,
      options: { kind: String(at) },
      available: available[at] ?? true,
      priceCents,
    })),
  }
}

function item(
  products: readonly Product[],
  productNumber: number,
  variant: number,
  priceCents: number,
): Order['items'][number] {
  const of = products[productNumber]
  const chosen = of?.variants[variant]
  if (!of || !chosen) throw new Error('The random shop drew an item that it does not sell')
  const { itemId, options } = chosen
  return { name: of.name, productId: of.productId, itemId, priceCents, options }
}

function order(
  orderId: string,
  customerId: string,
  status: 'pending' | 'delivered' | 'processed',
  items: Order['items'],
  paymentMethodId: string,
): Order {
  const amountCents = items.reduce((sum, it) => sum + it.priceCents, 0)
  return {
    orderId,
    customerId,
    address: elmStreet,
    items,
    fulfillments: [],
    status,
    payments: [{ type: 'payment', amountCents, paymentMethodId }],
  }
}

function customer(customerId: string, paymentMethods: PaymentMethod[], orders: readonly Order[]): Customer {
  return {
    customerId,
    name: { first: 'Ada', last: customerId },
    address: elmStreet,
    email: `${customerId}@example.com`,
    paymentMethods,
    orderIds: orders.map(({ orderId }) => orderId),
  }
}
