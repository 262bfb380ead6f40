import {
  cataloguePk,
  customerItem,
  orderItem,
  productItem,
  readItem,
} from '../../functions/adapters/dynamodb-store-items.ts'
import {
  recordFromCustomer,
  recordFromOrder,
  recordFromProduct,
} from '../../functions/core/store-conversion.ts'
import type { OrderRecord, ProductRecord, StoreFiles, UserRecord } from '../../functions/core/store-format.ts'
import { type StoreTable, scanItems } from './store-table.ts'

/** Reads the whole store table back into the store's file format; look-up items are left out. */
export async function readStore(store: StoreTable): Promise<StoreFiles> {
  const users: Record<string, UserRecord> = {}
  const orders: Record<string, OrderRecord> = {}
  const products: Record<string, ProductRecord> = {}
  for (const item of await scanItems(store)) {
    if (item.sk === 'customer') {
      const { record } = readItem(customerItem, item)
      users[record.customerId] = recordFromCustomer(record)
    } else if (item.sk === 'order') {
      const { record } = readItem(orderItem, item)
      orders[record.orderId] = recordFromOrder(record)
    } else if (item.pk === cataloguePk) {
      const { record } = readItem(productItem, item)
      products[record.productId] = recordFromProduct(record)
    }
  }
  return { users, orders, products }
}
