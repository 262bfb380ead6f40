import type { Customer, Order, Product } from '../../../functions/core/store.ts'
import {
  recordFromCustomer,
  recordFromOrder,
  recordFromProduct,
} from '../../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'
import { demoCatalogue } from '../../store/demo-catalogue.ts'
import { demoCustomer } from '../../store/demo-customers.ts'
import { inStatus, itemOf, type OrderItem, pendingOrder } from '../../store/demo-orders.ts'
import { type Random, seededRandom } from '../../store/random.ts'

/** The shop of a fault run: so many customers, each with enough orders to change for a whole conversation. */
export interface Shop {
  readonly files: StoreFiles
  readonly customers: readonly ShopCustomer[]
  readonly products: readonly Product[]
}

export interface ShopCustomer {
  readonly customer: Customer
  readonly orders: readonly Order[]
}

const statuses = ['pending', 'pending', 'pending', 'pending', 'delivered', 'delivered', 'processed'] as const

/** Of all orders, so many are so dear that an operator has to look at a refund. */
const dear = 0.3

export function chaosShop(seed: number, customers: number): Shop {
  const random = seededRandom(seed)
  const products = demoCatalogue(random)
  const all = Array.from({ length: customers }, (): ShopCustomer => {
    const customer = demoCustomer(random)
    const orders = statuses.map((status) => orderIn(status, customer, products, random))
    return { customer: { ...customer, orderIds: orders.map(({ orderId }) => orderId) }, orders }
  })
  return {
    products,
    customers: all,
    files: {
      users: Object.fromEntries(
        all.map(({ customer }) => [customer.customerId, recordFromCustomer(customer)]),
      ),
      orders: Object.fromEntries(
        all.flatMap(({ orders }) => orders.map((order) => [order.orderId, recordFromOrder(order)])),
      ),
      products: Object.fromEntries(
        products.map((product) => [product.productId, recordFromProduct(product)]),
      ),
    },
  }
}

function orderIn(
  status: Order['status'],
  customer: Customer,
  products: readonly Product[],
  random: Random,
): Order {
  const isDear = random.chance(dear)
  const count = isDear ? 6 : random.int(1, 3)
  const range = isDear ? products.filter(({ variants }) => dearest(variants) > 20_000) : products
  const items = Array.from({ length: count }, () => pick(random.pick(range), random))
  const paidWith = random.pick(customer.paymentMethods)
  const order = pendingOrder({ orderId: `#W${random.newDigits(7)}`, customer, items, paidWith })
  return inStatus(status, order, { customer, products, random })
}

function pick(product: Product, random: Random): OrderItem {
  return itemOf(product, random.pick(product.variants))
}

function dearest(variants: Product['variants']): number {
  return Math.max(...variants.map(({ priceCents }) => priceCents))
}
