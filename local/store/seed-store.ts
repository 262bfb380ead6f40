import { isDeepStrictEqual } from 'node:util'
import {
  customerItems,
  orderItems,
  productItems,
  type StoreKey,
} from '../../functions/adapters/dynamodb-store-items.ts'
import {
  customerFromRecord,
  orderFromRecord,
  productFromRecord,
} from '../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { type StoreTable, scanItems, writeAll } from './store-table.ts'

/** What is in the files, and what it took to make the table the same. */
export interface Seeding {
  readonly users: number
  readonly orders: number
  readonly products: number
  readonly written: number
  readonly deleted: number
}

/**
 * Makes the store table hold exactly these records, as version 1: writes what differs and deletes whatever else is
 * there. Doing it again writes nothing.
 */
export async function seedStore(store: StoreTable, files: StoreFiles): Promise<Seeding> {
  const wanted = new Map(itemsOf(files).map((it) => [address(it), it]))
  const stored = new Map((await scanItems(store)).map((it) => [address(it), it]))
  const changed = [...wanted].filter(([at, item]) => !isDeepStrictEqual(stored.get(at), item))
  const stale = [...stored].filter(([at]) => !wanted.has(at))
  await writeAll(store, [
    ...changed.map(([, Item]) => ({ PutRequest: { Item } })),
    ...stale.map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ])
  return {
    users: Object.keys(files.users).length,
    orders: Object.keys(files.orders).length,
    products: Object.keys(files.products).length,
    written: changed.length,
    deleted: stale.length,
  }
}

/** The items of the table that stand for these records. */
export function itemsOf(files: StoreFiles): (StoreKey & Record<string, unknown>)[] {
  return [
    ...Object.entries(files.users).flatMap(([id, user]) => customerItems(customerFromRecord(id, user), 1)),
    ...Object.values(files.orders).flatMap((order) => orderItems(orderFromRecord(order), 1)),
    ...Object.values(files.products).flatMap((product) => productItems(productFromRecord(product))),
  ]
}

function address({ pk, sk }: Record<string, unknown>): string {
  return JSON.stringify([pk, sk])
}
