import * as z from 'zod'
import { parsedImageUrl } from './image-url.ts'
import { cents } from './money.ts'

/** The store's own records: its customers, orders and products. Money is integer cents. */
export const address = z.strictObject({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
})
export type Address = z.infer<typeof address>

/** Sorted by name, since a table keeps no order of its own: the same variant always reads the same. */
export const optionValues = z
  .record(z.string(), z.string())
  .transform((options) =>
    Object.fromEntries(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )

export const paymentMethod = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('credit_card'),
    id: z.string(),
    brand: z.string(),
    lastFour: z.string(),
  }),
  z.strictObject({ source: z.literal('paypal'), id: z.string() }),
  z.strictObject({ source: z.literal('gift_card'), id: z.string(), balanceCents: cents.nonnegative() }),
])
export type PaymentMethod = z.infer<typeof paymentMethod>

export const customer = z.strictObject({
  customerId: z.string(),
  name: z.strictObject({ first: z.string(), last: z.string() }),
  address,
  email: z.string(),
  paymentMethods: z.array(paymentMethod),
  orderIds: z.array(z.string()),
})
export type Customer = z.infer<typeof customer>

export const variant = z.strictObject({
  itemId: z.string(),
  options: optionValues,
  available: z.boolean(),
  priceCents: cents,
  /** If it looks different from the product's picture. */
  imageUrl: parsedImageUrl.optional(),
})
export type Variant = z.infer<typeof variant>

/** A type of thing; customers buy its variants. */
export const product = z.strictObject({
  productId: z.string(),
  name: z.string(),
  variants: z.array(variant),
  imageUrl: parsedImageUrl.optional(),
})
export type Product = z.infer<typeof product>

export const order = z.strictObject({
  orderId: z.string(),
  customerId: z.string(),
  address,
  /** One entry per piece; the order of the list matters. */
  items: z.array(
    z.strictObject({
      name: z.string(),
      productId: z.string(),
      itemId: z.string(),
      priceCents: cents,
      options: optionValues,
    }),
  ),
  fulfillments: z.array(z.strictObject({ trackingIds: z.array(z.string()), itemIds: z.array(z.string()) })),
  status: z.enum([
    'pending',
    'pending (item modified)',
    'processed',
    'delivered',
    'cancelled',
    'return requested',
    'exchange requested',
  ]),
  /** In time order; amounts are never negative. */
  payments: z.array(
    z.strictObject({
      type: z.enum(['payment', 'refund']),
      amountCents: cents.nonnegative(),
      paymentMethodId: z.string(),
    }),
  ),
  cancelReason: z.string().optional(),
  returnRequest: z.strictObject({ itemIds: z.array(z.string()), paymentMethodId: z.string() }).optional(),
  exchangeRequest: z
    .strictObject({
      itemIds: z.array(z.string()),
      newItemIds: z.array(z.string()),
      paymentMethodId: z.string(),
      priceDifferenceCents: cents,
    })
    .optional(),
})
export type Order = z.infer<typeof order>

/** The store's data, behind a port: the built-in tables by default, a real shop system in their place. */
export interface Store {
  customer(customerId: string): Promise<Customer | undefined>
  /** Ignores case. */
  customerIdByEmail(email: string): Promise<string | undefined>
  /** Names ignore case; the zip is that of the current default address. */
  customerIdByNameAndZip(first: string, last: string, zip: string): Promise<string | undefined>
  order(orderId: string): Promise<Order | undefined>
  /** In the order asked for; unknown ids are left out. */
  orders(orderIds: readonly string[]): Promise<Order[]>
  product(productId: string): Promise<Product | undefined>
  /** The product that has this variant. */
  productOfItem(itemId: string): Promise<Product | undefined>
  /** All products, by name. */
  catalogue(): Promise<Product[]>
}
