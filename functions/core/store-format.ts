import * as z from 'zod'
import { parsedImageUrl } from './image-url.ts'
import { centsFromDollars } from './money.ts'
import { address, order } from './store.ts'

/*
 * The store's own file format: snake_case names, dollars, objects keyed by id, optional fields absent until set.
 * The files, the tools and the replay speak it; the domain speaks `store.ts`; `store-conversion.ts` translates.
 */
const dollars = z.number().check((amount) => {
  try {
    centsFromDollars(amount.value)
  } catch (error) {
    amount.issues.push({ code: 'custom', input: amount.value, message: String(error) })
  }
})
const price = dollars.check(z.nonnegative())

const paymentMethodRecord = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('credit_card'),
    brand: z.string(),
    last_four: z.string(),
    id: z.string(),
  }),
  z.strictObject({ source: z.literal('paypal'), id: z.string() }),
  z.strictObject({ source: z.literal('gift_card'), balance: price, id: z.string() }),
])
export type PaymentMethodRecord = z.infer<typeof paymentMethodRecord>

/** A customer. The record does not repeat the id under which it stands in users.json. */
export const userRecord = z.strictObject({
  name: z.strictObject({ first_name: z.string(), last_name: z.string() }),
  address,
  email: z.string(),
  payment_methods: keyedBy('id', paymentMethodRecord),
  orders: z.array(z.string()),
})
export type UserRecord = z.infer<typeof userRecord>

export const variantRecord = z.strictObject({
  item_id: z.string(),
  options: z.record(z.string(), z.string()),
  available: z.boolean(),
  price: price,
  image_url: parsedImageUrl.optional(),
})
export type VariantRecord = z.infer<typeof variantRecord>

export const productRecord = z.strictObject({
  name: z.string(),
  product_id: z.string(),
  variants: keyedBy('item_id', variantRecord),
  image_url: parsedImageUrl.optional(),
})
export type ProductRecord = z.infer<typeof productRecord>

export const orderRecord = z
  .strictObject({
    order_id: z.string(),
    user_id: z.string(),
    address,
    items: z.array(
      z.strictObject({
        name: z.string(),
        product_id: z.string(),
        item_id: z.string(),
        price: price,
        options: z.record(z.string(), z.string()),
      }),
    ),
    fulfillments: z.array(
      z.strictObject({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) }),
    ),
    status: order.shape.status,
    payment_history: z.array(
      z.strictObject({
        transaction_type: z.enum(['payment', 'refund']),
        amount: price,
        payment_method_id: z.string(),
      }),
    ),
    cancel_reason: z.string().optional(),
    return_items: z.array(z.string()).optional(),
    return_payment_method_id: z.string().optional(),
    exchange_items: z.array(z.string()).optional(),
    exchange_new_items: z.array(z.string()).optional(),
    exchange_payment_method_id: z.string().optional(),
    exchange_price_difference: dollars.optional(),
  })
  .refine((it) => allOrNone([it.return_items, it.return_payment_method_id]), {
    error: 'return_items and return_payment_method_id belong together',
  })
  .refine(
    (it) =>
      allOrNone([
        it.exchange_items,
        it.exchange_new_items,
        it.exchange_payment_method_id,
        it.exchange_price_difference,
      ]),
    { error: 'the four exchange_ fields belong together' },
  )
export type OrderRecord = z.infer<typeof orderRecord>

/** The content of users.json, orders.json and products.json. */
export interface StoreFiles {
  readonly users: Readonly<Record<string, UserRecord>>
  readonly orders: Readonly<Record<string, OrderRecord>>
  readonly products: Readonly<Record<string, ProductRecord>>
}

/** An object whose keys repeat an id inside its values, so that neither can be lost. */
function keyedBy<Field extends string, Value extends z.ZodType<Record<Field, string>>>(
  field: Field,
  value: Value,
) {
  return z.record(z.string(), value).check((entries) => {
    for (const [key, each] of Object.entries<Record<Field, string>>(entries.value)) {
      if (each[field] === key) continue
      entries.issues.push({
        code: 'custom',
        input: each,
        path: [key, field],
        message: `must be its key, ${key}, and is ${each[field]}`,
      })
    }
  })
}

function allOrNone(fields: readonly unknown[]): boolean {
  return fields.every((it) => it === undefined) || fields.every((it) => it !== undefined)
}
