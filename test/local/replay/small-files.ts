import type { StoreFiles } from '../../../functions/core/store-format.ts'
import { demoStore } from '../../../local/store/demo-store.ts'

const { users, orders, products } = demoStore(1)
const customers = ['mina_okafor_4821', 'jonas_lindqvist_2764']

/** Two customers of the demo store with their orders, and the products of these. */
export const smallFiles: StoreFiles = smaller()

function smaller(): StoreFiles {
  const own = Object.values(orders).filter((it) => customers.includes(it.user_id))
  const sold = new Set(own.flatMap(({ items }) => items.map((it) => it.product_id)))
  return {
    users: Object.fromEntries(Object.entries(users).filter(([id]) => customers.includes(id))),
    orders: Object.fromEntries(own.map((it) => [it.order_id, it])),
    products: Object.fromEntries(Object.entries(products).filter(([id]) => sold.has(id))),
  }
}
