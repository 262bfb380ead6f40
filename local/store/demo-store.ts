import { parsedImageUrl } from '../../functions/core/image-url.ts'
import type { Order, Product } from '../../functions/core/store.ts'
import {
  recordFromCustomer,
  recordFromOrder,
  recordFromProduct,
} from '../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { castRecords } from './demo-cast.ts'
import { demoCatalogue } from './demo-catalogue.ts'
import { demoCustomer } from './demo-customers.ts'
import { demoOrder } from './demo-orders.ts'
import { seededRandom } from './random.ts'

export { demoCustomers } from './demo-cast.ts'

const otherCustomers = 330
const otherOrders = 900
const mostOrders = 8

/**
 * Invented data of a home and outdoor shop: 60 products, more than 300 customers, more than 900 orders. `pictures` is
 * where the demo storefront shows its drawings of the products; left out, they have none.
 */
export function demoStore(seed: number, pictures?: string): StoreFiles {
  const random = seededRandom(seed)
  const products = demoCatalogue(random)
  const cast = castRecords(products, random)
  const others = Array.from({ length: otherCustomers }, () => demoCustomer(random))
  const orders: Order[] = []
  while (orders.length < otherOrders) {
    const customer = random.pick(others)
    if (customer.orderIds.length >= mostOrders) continue
    const order = demoOrder(customer, products, random)
    customer.orderIds.push(order.orderId)
    orders.push(order)
  }
  return {
    users: keyed([...cast.customers, ...others], (it) => it.customerId, recordFromCustomer),
    orders: keyed([...cast.orders, ...orders], (it) => it.orderId, recordFromOrder),
    products: keyed(
      pictures === undefined ? products : products.map((it) => pictured(it, pictures)),
      (it) => it.productId,
      recordFromProduct,
    ),
  }
}

/** With a picture of each variant, since they differ in colour. */
function pictured(product: Product, pictures: string): Product {
  const address = `${pictures}/${product.productId}.svg`
  return {
    ...product,
    imageUrl: parsedImageUrl.parse(address),
    variants: product.variants.map((it) => ({
      ...it,
      imageUrl: parsedImageUrl.parse(`${address}?item=${it.itemId}`),
    })),
  }
}

function keyed<Value, Made>(
  values: readonly Value[],
  key: (value: Value) => string,
  make: (value: Value) => Made,
): Record<string, Made> {
  return Object.fromEntries(values.map((value) => [key(value), make(value)]))
}
