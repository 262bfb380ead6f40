import * as z from 'zod'

/** The store's records as tools give them, wherever in a result they are. Unknown fields do not matter. */
const options = z.record(z.string(), z.string())

const variant = z.object({ item_id: z.string(), options, available: z.boolean(), price: z.number() })
export type Variant = z.infer<typeof variant>

const product = z.object({
  name: z.string(),
  product_id: z.string(),
  variants: z
    .union([z.record(z.string(), variant), z.array(variant)])
    .transform((it) => (Array.isArray(it) ? it : Object.values(it)))
    .default([]),
})
export type Product = z.infer<typeof product>

const address = z.object({
  address1: z.string(),
  address2: z.string().default(''),
  city: z.string(),
  state: z.string().default(''),
  zip: z.string().default(''),
  country: z.string().default(''),
})
export type Address = z.infer<typeof address>

const orderItem = z.object({
  name: z.string(),
  product_id: z.string().optional(),
  item_id: z.string().optional(),
  price: z.number().optional(),
  options: options.default({}),
  quantity: z.number().optional(),
})
export type OrderItem = z.infer<typeof orderItem>

const order = z.object({
  order_id: z.string(),
  status: z.string(),
  items: z.array(orderItem).default([]),
  total: z.number().optional(),
  tracking_ids: z.array(z.string()).default([]),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()) })).default([]),
  address: address.optional(),
  payment_history: z
    .array(z.object({ transaction_type: z.string(), amount: z.number(), payment_method_id: z.string() }))
    .optional(),
  cancel_reason: z.string().optional(),
})
export type Order = z.infer<typeof order>

const user = z.object({
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  email: z.string(),
  address,
  payment_methods: z.record(
    z.string(),
    z.object({
      id: z.string(),
      source: z.string(),
      brand: z.string().optional(),
      last_four: z.string().optional(),
      balance: z.number().optional(),
    }),
  ),
  orders: z.array(z.string()).default([]),
})
export type User = z.infer<typeof user>

export const ordersIn = (value: unknown): Order[] => unique(find(order, value), (it) => it.order_id)
export const productsIn = (value: unknown): Product[] => unique(find(product, value), (it) => it.product_id)
export const variantsIn = (value: unknown): Variant[] => unique(find(variant, value), (it) => it.item_id)
export const userIn = (value: unknown): User | undefined => find(user, value)[0]

/** The names of `list_all_product_types`: {name: product id}. */
export function catalogueIn(value: unknown): Product[] {
  const listed = z.record(z.string(), z.string().regex(/^\d+$/)).safeParse(value)
  if (!listed.success) return []
  return Object.entries(listed.data).map(([name, id]) => ({ name, product_id: id, variants: [] }))
}

/** Everything of a kind in a value, outermost first; what is inside a match is not searched again. */
function find<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema>[] {
  if (value === null || typeof value !== 'object') return []
  const match = schema.safeParse(value)
  return match.success ? [match.data] : Object.values(value).flatMap((it) => find(schema, it))
}

/** The last of each id wins, in the place of the first: later results are newer. */
function unique<Item>(items: readonly Item[], idOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((it) => [idOf(it), it])).values()]
}
