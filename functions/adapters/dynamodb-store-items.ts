import * as z from 'zod'
import { type Customer, customer, type Order, order, type Product, product } from '../core/store.ts'

/*
 * The store table, one item a line. `record` is the domain's record as it is, money in cents.
 *
 *   pk                        sk                  attributes
 *   customer#<customer id>    customer            version, record
 *   order#<order id>          order               version, record
 *   catalogue                 product#<product>   record
 *   item#<item id>            product             productId            the product that has this variant
 *   email#<e-mail>            customer#<id>       customerId           look-up, lower case
 *   name#<first,last,zip>     customer#<id>       customerId           look-up, lower case, JSON array
 *
 * A customer and an order are one item each, so that both and the customer's look-ups change in one transaction.
 * `version` is 1 at first; every change puts the whole record on condition of the version it read, and adds 1.
 * The id in a look-up's sort key lets two customers share a name and zip without overwriting each other.
 */
export type StoreKey = { readonly pk: string; readonly sk: string }

export const customerItem = z.object({ version: z.int().positive(), record: customer })
export const orderItem = z.object({ version: z.int().positive(), record: order })
export const productItem = z.object({ record: product })
export const itemPointer = z.object({ productId: z.string() })
export const customerPointer = z.object({ customerId: z.string() })

export const customerKey = (customerId: string): StoreKey => ({
  pk: `customer#${customerId}`,
  sk: 'customer',
})
export const orderKey = (orderId: string): StoreKey => ({ pk: `order#${orderId}`, sk: 'order' })
export const cataloguePk = 'catalogue'
export const productKey = (productId: string): StoreKey => ({ pk: cataloguePk, sk: `product#${productId}` })
export const itemKey = (itemId: string): StoreKey => ({ pk: `item#${itemId}`, sk: 'product' })
export const emailPk = (email: string): string => `email#${email.toLowerCase()}`
export const namePk = (first: string, last: string, zip: string): string =>
  `name#${JSON.stringify([first.toLowerCase(), last.toLowerCase(), zip])}`

/** The look-ups by which a customer is found; they change with the customer's e-mail, name or zip. */
export function customerPointers(it: Customer): (StoreKey & z.infer<typeof customerPointer>)[] {
  const sk = `customer#${it.customerId}`
  return [
    { pk: emailPk(it.email), sk, customerId: it.customerId },
    { pk: namePk(it.name.first, it.name.last, it.address.zip), sk, customerId: it.customerId },
  ]
}

export function customerItems(it: Customer, version: number) {
  return [{ ...customerKey(it.customerId), version, record: it }, ...customerPointers(it)]
}

export function orderItems(it: Order, version: number) {
  return [{ ...orderKey(it.orderId), version, record: it }]
}

export function productItems(it: Product) {
  return [
    { ...productKey(it.productId), record: it },
    ...it.variants.map((variant) => ({ ...itemKey(variant.itemId), productId: it.productId })),
  ]
}

/** Reads an item as what it must be. Throws, naming the item, if something else wrote it. */
export function readItem<Schema extends z.ZodType>(schema: Schema, item: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(item)
  if (parsed.success) return parsed.data
  const { pk, sk } = z.object({ pk: z.string(), sk: z.string() }).catch({ pk: '?', sk: '?' }).parse(item)
  throw new Error(
    `The store table's item ${pk} / ${sk} is not of the expected form; load it again or correct it.\n${z.prettifyError(parsed.error)}`,
  )
}

/** Whether DynamoDB can take such a key at all. If not, no record has it, so a look-up by it finds nothing. */
export function fits({ pk, sk }: StoreKey): boolean {
  return (
    pk.isWellFormed() && sk.isWellFormed() && Buffer.byteLength(pk) <= 2048 && Buffer.byteLength(sk) <= 1024
  )
}
