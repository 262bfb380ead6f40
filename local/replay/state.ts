import { isDeepStrictEqual } from 'node:util'
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
import type { ItemChange, StoredItem } from './watched-table.ts'

/** The records that differ, as they are now, in the store's own format; `null` for one that is gone. */
export interface ReplayState {
  readonly orders: Readonly<Record<string, unknown>>
  readonly users: Readonly<Record<string, unknown>>
  readonly products?: Readonly<Record<string, unknown>>
}

/** What differs in the records that these items hold. A new version with the same content is no difference. */
export function stateOf(changes: readonly ItemChange[]): ReplayState {
  const products = recordsOf('products', changes)
  return {
    orders: recordsOf('orders', changes),
    users: recordsOf('users', changes),
    ...(Object.keys(products).length > 0 && { products }),
  }
}

const kinds = {
  orders: {
    idOf: ({ key }: ItemChange) => (key.sk === 'order' ? after('order#', key.pk) : undefined),
    read: (item: StoredItem) => recordFromOrder(readItem(orderItem, item).record),
  },
  users: {
    idOf: ({ key }: ItemChange) => (key.sk === 'customer' ? after('customer#', key.pk) : undefined),
    read: (item: StoredItem) => recordFromCustomer(readItem(customerItem, item).record),
  },
  products: {
    idOf: ({ key }: ItemChange) => (key.pk === cataloguePk ? after('product#', key.sk) : undefined),
    read: (item: StoredItem) => recordFromProduct(readItem(productItem, item).record),
  },
} as const

function recordsOf(kind: keyof typeof kinds, changes: readonly ItemChange[]): Record<string, unknown> {
  const { idOf, read } = kinds[kind]
  return Object.fromEntries(
    changes.flatMap((change) => {
      const id = idOf(change)
      if (id === undefined) return []
      const [before, now] = [change.before && read(change.before), change.after && read(change.after)]
      return isDeepStrictEqual(before, now) ? [] : [[id, now ?? null]]
    }),
  )
}

function after(prefix: string, text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined
}
