import { isDeepStrictEqual } from 'node:util'
import type { OrderRecord, ProductRecord, StoreFiles, UserRecord } from '../../functions/core/store-format.ts'

/**
 * What records of the right form say against each other, one line each; nothing if the data is sound. Two customers
 * may share a name and zip: looking them up by these finds nobody.
 */
export function contradictions(files: StoreFiles): string[] {
  return [
    ...Object.entries(files.users).flatMap(([id, user]) => againstUser(id, user, files)),
    ...repeated(
      'users.json',
      'e-mail',
      Object.entries(files.users).map(([id, { email }]) => [id, email.toLowerCase()]),
    ),
    ...repeated(
      'users.json',
      'payment method',
      Object.entries(files.users).flatMap(([id, user]) =>
        Object.keys(user.payment_methods).map((method): Owned => [id, method]),
      ),
    ),
    ...Object.entries(files.orders).flatMap(([id, order]) => againstOrder(id, order, files)),
    ...Object.entries(files.products).flatMap(([id, product]) => againstProduct(id, product, files)),
    ...repeated(
      'products.json',
      'name',
      Object.entries(files.products).map(([id, { name }]) => [id, name]),
    ),
    ...repeated(
      'products.json',
      'item id',
      Object.entries(files.products).flatMap(([id, product]) =>
        Object.keys(product.variants).map((item): Owned => [id, item]),
      ),
    ),
  ]
}

type Owned = readonly [owner: string, value: string]

function againstUser(id: string, user: UserRecord, { orders }: StoreFiles): string[] {
  return user.orders
    .filter((orderId) => orders[orderId]?.user_id !== id)
    .map((orderId) => `users.json, ${id}: order ${orderId} is not an order of this user in orders.json`)
}

function againstOrder(id: string, order: OrderRecord, { users }: StoreFiles): string[] {
  const user = users[order.user_id]
  const problems: string[] = []
  if (order.order_id !== id) problems.push(`order_id must be its key, and is ${order.order_id}`)
  if (!user) problems.push(`user ${order.user_id} is not in users.json`)
  else if (user.orders.filter((it) => it === id).length !== 1) {
    problems.push(`user ${order.user_id} must list this order once in users.json`)
  }
  return problems.map((it) => `orders.json, ${id}: ${it}`)
}

function againstProduct(id: string, product: ProductRecord, { products }: StoreFiles): string[] {
  const variants = Object.values(product.variants)
  const names = variants.map(({ options }) => Object.keys(options).sort())
  const problems: string[] = []
  if (product.product_id !== id) problems.push(`product_id must be its key, and is ${product.product_id}`)
  if (names.some((it) => !isDeepStrictEqual(it, names[0]))) {
    problems.push('its variants must all have the same option names')
  }
  for (const { item_id } of variants) {
    if (products[item_id]) problems.push(`item id ${item_id} is also a product id`)
  }
  return problems.map((it) => `products.json, ${id}: ${it}`)
}

function repeated(file: string, what: string, values: readonly Owned[]): string[] {
  const first = new Map<string, string>()
  return values.flatMap(([owner, value]) => {
    const other = first.get(value)
    if (other !== undefined) return [`${file}, ${owner}: ${what} ${value} is also that of ${other}`]
    first.set(value, owner)
    return []
  })
}
