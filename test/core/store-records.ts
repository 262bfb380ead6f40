import fc from 'fast-check'
import { parsedImageUrl } from '../../functions/core/image-url.ts'
import type { OrderRecord, ProductRecord, UserRecord } from '../../functions/core/store-format.ts'

/** Any text, and any record of the store's format. JSON's `__proto__` key is left out: no store has such a name. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const record = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc.record(model, { noNullPrototype: true })
const name = text.filter((it) => it !== '__proto__')
const dollars = fc.integer({ min: 0, max: 100_000_000 }).map((cents) => cents / 100)
const signedDollars = fc.integer({ min: -100_000_000, max: 100_000_000 }).map((cents) => cents / 100)
const ids = fc.array(text, { maxLength: 3 })
const options = fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true })
const address = record({
  address1: text,
  address2: text,
  city: text,
  country: text,
  state: text,
  zip: text,
})

const paymentMethod = fc.oneof(
  record({ source: fc.constant('credit_card' as const), brand: text, last_four: text, id: name }),
  record({ source: fc.constant('paypal' as const), id: name }),
  record({ source: fc.constant('gift_card' as const), balance: dollars, id: name }),
)

export const anyUser: fc.Arbitrary<UserRecord> = record({
  name: record({ first_name: text, last_name: text }),
  address,
  email: text,
  payment_methods: fc
    .array(paymentMethod, { maxLength: 4 })
    .map((methods) => Object.fromEntries(methods.map((it) => [it.id, it]))),
  orders: ids,
})

const picture = fc.oneof(
  fc.constant({}),
  record({ image_url: fc.webUrl({ validSchemes: ['https'] }).map((it) => parsedImageUrl.parse(it)) }),
)
const variant = fc
  .tuple(record({ item_id: name, options, available: fc.boolean(), price: dollars }), picture)
  .map(([base, pictured]) => ({ ...base, ...pictured }))

export const anyProduct: fc.Arbitrary<ProductRecord> = fc
  .tuple(
    record({
      name: text,
      product_id: text,
      variants: fc
        .array(variant, { maxLength: 4 })
        .map((variants) => Object.fromEntries(variants.map((it) => [it.item_id, it]))),
    }),
    picture,
  )
  .map(([base, pictured]) => ({ ...base, ...pictured }))

const orderBase = record({
  order_id: text,
  user_id: text,
  address,
  items: fc.array(record({ name: text, product_id: text, item_id: text, price: dollars, options }), {
    maxLength: 4,
  }),
  fulfillments: fc.array(record({ tracking_id: ids, item_ids: ids }), { maxLength: 2 }),
  status: fc.constantFrom('pending' as const, 'delivered' as const, 'exchange requested' as const),
  payment_history: fc.array(
    record({
      transaction_type: fc.constantFrom('payment' as const, 'refund' as const),
      amount: dollars,
      payment_method_id: text,
    }),
    { maxLength: 3 },
  ),
})
const nothing = fc.constant({})

export const anyOrder: fc.Arbitrary<OrderRecord> = fc
  .tuple(
    orderBase,
    fc.oneof(nothing, record({ cancel_reason: text })),
    fc.oneof(nothing, record({ return_items: ids, return_payment_method_id: text })),
    fc.oneof(
      nothing,
      record({
        exchange_items: ids,
        exchange_new_items: ids,
        exchange_payment_method_id: text,
        exchange_price_difference: signedDollars,
      }),
    ),
  )
  .map(([base, ...requests]) => Object.assign({}, base, ...requests))
