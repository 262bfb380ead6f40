import type { ChangingStore, StoreChange, Versioned } from '../../../functions/core/change.ts'
import { type Customer, type Order, order, type Product, product } from '../../../functions/core/store.ts'
import {
  customerFromRecord,
  orderFromRecord,
  productFromRecord,
} from '../../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'

/** The store's records in memory, as a table gives them back, to work out what they must have become. */
export interface PaperStore extends ChangingStore {
  readonly versionedOrders: ReadonlyMap<string, Versioned<Order>>
  readonly versionedCustomers: ReadonlyMap<string, Versioned<Customer>>
}

export function paperStore(files: StoreFiles): PaperStore {
  const orders = new Map<string, Versioned<Order>>()
  const customers = new Map<string, Versioned<Customer>>()
  const products = new Map<string, Product>()
  for (const each of Object.values(files.orders)) {
    const record = order.parse(orderFromRecord(each))
    orders.set(record.orderId, { record, version: 1 })
  }
  for (const [id, each] of Object.entries(files.users)) {
    customers.set(id, { record: customerFromRecord(id, each), version: 1 })
  }
  for (const each of Object.values(files.products)) {
    const made = product.parse(productFromRecord(each))
    products.set(made.productId, made)
  }
  const all = (): Product[] => [...products.values()]
  return {
    versionedOrders: orders,
    versionedCustomers: customers,
    versionedOrder: async (id) => orders.get(id),
    versionedCustomer: async (id) => customers.get(id),
    order: async (id) => orders.get(id)?.record,
    orders: async (ids) => ids.flatMap((id) => orders.get(id)?.record ?? []),
    customer: async (id) => customers.get(id)?.record,
    customerIdByEmail: async () => undefined,
    customerIdByNameAndZip: async () => undefined,
    product: async (id) => products.get(id),
    productOfItem: async (id) => all().find(({ variants }) => variants.some(({ itemId }) => itemId === id)),
    catalogue: async () => all(),
    apply: async (change: StoreChange) => {
      if (change.order) orders.set(change.order.after.orderId, next(change.order))
      if (change.customer) customers.set(change.customer.after.customerId, next(change.customer))
      return 'applied'
    },
  }
}

function next<Of>({ before, after }: { readonly before: Versioned<Of>; readonly after: Of }): Versioned<Of> {
  return { record: after, version: before.version + 1 }
}
