import type { ChangingStore, Versioned } from '../../functions/core/change.ts'
import type { Customer, Order, Product } from '../../functions/core/store.ts'
import {
  customerFromRecord,
  orderFromRecord,
  productFromRecord,
} from '../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'

/** A store in memory that passes the port's suite. The maps may be changed, to play what happened meanwhile. */
export interface MemoryStore extends ChangingStore {
  readonly customers: Map<string, Customer>
  readonly ordersById: Map<string, Order>
  readonly products: Map<string, Product>
}

export function memoryStore(files: StoreFiles): MemoryStore {
  const customers = new Map(
    Object.entries(files.users).map(([id, user]) => [id, customerFromRecord(id, user)]),
  )
  const ordersById = new Map(Object.entries(files.orders).map(([id, it]) => [id, orderFromRecord(it)]))
  const products = new Map(Object.entries(files.products).map(([id, it]) => [id, productFromRecord(it)]))
  const only = (fits: (it: Customer) => boolean) => {
    const [first, second] = [...customers.values()].filter(fits)
    return second ? undefined : first?.customerId
  }
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const versionedCustomer = versions(customers)
  const versionedOrder = versions(ordersById)
  return {
    customers,
    ordersById,
    products,
    versionedCustomer: async (id) => versionedCustomer(id),
    versionedOrder: async (id) => versionedOrder(id),
    async apply({ order, customer }) {
      const current =
        (!order || versionedOrder(order.after.orderId)?.version === order.before.version) &&
        (!customer || versionedCustomer(customer.after.customerId)?.version === customer.before.version)
      if (!current) return 'changed_meanwhile'
      if (order) ordersById.set(order.after.orderId, { ...order.after })
      if (customer) customers.set(customer.after.customerId, { ...customer.after })
      return 'applied'
    },
    customer: async (id) => customers.get(id),
    customerIdByEmail: async (email) => only((it) => same(it.email, email)),
    customerIdByNameAndZip: async (first, last, zip) =>
      only((it) => same(it.name.first, first) && same(it.name.last, last) && it.address.zip === zip),
    order: async (id) => ordersById.get(id),
    orders: async (ids) => ids.flatMap((id) => ordersById.get(id) ?? []),
    product: async (id) => products.get(id),
    productOfItem: async (itemId) =>
      [...products.values()].find(({ variants }) => variants.some((it) => it.itemId === itemId)),
    catalogue: async () => [...products.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** A record has a new version whenever it is another object than before, whoever has put it into the map. */
function versions<Of>(records: ReadonlyMap<string, Of>): (id: string) => Versioned<Of> | undefined {
  const seen = new Map([...records].map(([id, record]) => [id, { record, version: 1 }]))
  return (id) => {
    const record = records.get(id)
    if (record === undefined) return undefined
    const last = seen.get(id)
    if (last?.record === record) return last
    const next = { record, version: (last?.version ?? 0) + 1 }
    seen.set(id, next)
    return next
  }
}
