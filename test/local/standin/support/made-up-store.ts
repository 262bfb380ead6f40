import type { Tool } from '@anthropic-ai/sdk/resources/messages/messages'

/** A store that exists nowhere, in the shape of the store's own files, and the tools that read it. */
export interface ToolOutcome {
  readonly content: string
  readonly isError: boolean
}

export const customerId = 'ida_berg_1001'

const variant = (item_id: string, options: Record<string, string>, price: number, available = true) => ({
  item_id,
  options,
  available,
  price,
})

const product = (product_id: string, name: string, variants: ReturnType<typeof variant>[]) => ({
  name,
  product_id,
  variants: Object.fromEntries(variants.map((it) => [it.item_id, it])),
})

export const products = [
  product('3000000001', 'Stove Kettle', [
    variant('4000000001', { capacity: '1L', material: 'steel', color: 'black' }, 41.5),
    variant('4000000002', { capacity: '2L', material: 'steel', color: 'black' }, 47.25),
    variant('4000000003', { capacity: '2L', material: 'glass', color: 'white' }, 52, false),
    variant('4000000004', { capacity: '1L', material: 'glass', color: 'silver' }, 39.99),
  ]),
  product('3000000002', 'Camping Kettle', [
    variant('4000000011', { capacity: '1L', color: 'green' }, 21),
    variant('4000000012', { capacity: '1L', color: 'orange' }, 22.5, false),
  ]),
  product('3000000003', 'Rain Jacket', [
    variant('4000000021', { size: 'S', color: 'navy' }, 80),
    variant('4000000022', { size: 'M', color: 'navy' }, 82, false),
    variant('4000000023', { size: 'L', color: 'red' }, 85),
    variant('4000000024', { size: 'M', color: 'red' }, 84),
  ]),
  product('3000000004', 'Trail Shoes', [
    variant('4000000031', { size: '9', color: 'gray', waterproof: 'no' }, 110),
    variant('4000000032', { size: '10', color: 'gray', waterproof: 'yes' }, 130),
    variant('4000000033', { size: '10', color: 'black', waterproof: 'no' }, 115, false),
  ]),
  product('3000000005', 'Desk Fan', [variant('4000000041', { color: 'white', speed: 'low' }, 30, false)]),
]

const address = {
  address1: '12 Mill Lane',
  address2: 'Unit 3',
  city: 'Portland',
  country: 'USA',
  state: 'OR',
  zip: '97035',
}

const piece = (item_id: string) => {
  const owner = products.find((it) => item_id in it.variants)
  const found = owner?.variants[item_id]
  if (owner === undefined || found === undefined) throw new Error(`No item ${item_id} in the made-up store`)
  return {
    name: owner.name,
    product_id: owner.product_id,
    item_id,
    price: found.price,
    options: found.options,
  }
}

const order = (
  order_id: string,
  status: string,
  itemIds: string[],
  tracking: string[],
  user_id = customerId,
) => {
  const items = itemIds.map(piece)
  const amount = items.reduce((sum, it) => sum + it.price, 0)
  return {
    order_id,
    user_id,
    address,
    items,
    fulfillments: tracking.length > 0 ? [{ tracking_id: tracking, item_ids: itemIds }] : [],
    status,
    payment_history: [{ transaction_type: 'payment', amount, payment_method_id: 'paypal_7000001' }],
  }
}

export const orders = [
  order('#W1000001', 'delivered', ['4000000001', '4000000023'], ['900000000001']),
  order('#W1000002', 'pending', ['4000000032'], []),
  order('#W1000003', 'processed', ['4000000011', '4000000011'], ['900000000003']),
  order('#W9999999', 'pending', ['4000000021'], [], 'somebody_else_2002'),
]

const user = {
  name: { first_name: 'Ida', last_name: 'Berg' },
  address,
  email: 'ida.berg@example.com',
  payment_methods: {
    paypal_7000001: { source: 'paypal', id: 'paypal_7000001' },
    gift_card_7000002: { source: 'gift_card', balance: 35.5, id: 'gift_card_7000002' },
    credit_card_7000003: {
      source: 'credit_card',
      brand: 'visa',
      last_four: '4242',
      id: 'credit_card_7000003',
    },
  },
  orders: ['#W1000001', '#W1000002', '#W1000003'],
}

const ok = (value: unknown): ToolOutcome => ({ content: JSON.stringify(value), isError: false })
const fail = (content: string): ToolOutcome => ({ content, isError: true })

/** Runs a tool as Switchboard's own do; `ownOrders` limits which of the orders the customer has. */
export function runTool(name: string, input: Record<string, unknown>, ownOrders = orders): ToolOutcome {
  const own = ownOrders.filter((it) => it.user_id === customerId)
  switch (name) {
    case 'get_user_details':
      return input.user_id === customerId ? ok(user) : fail('USER_NOT_FOUND: no such user')
    case 'get_order_details': {
      const found = own.find((it) => it.order_id === input.order_id)
      return found === undefined ? fail('ORDER_NOT_FOUND: no such order') : ok(found)
    }
    case 'list_orders':
      return ok({
        orders: own.map((it) => ({
          order_id: it.order_id,
          status: it.status,
          items: it.items.map(({ name: item, options }) => ({ name: item, options })),
          total: it.items.reduce((sum, piece) => sum + piece.price, 0),
          tracking_ids: it.fulfillments.flatMap((each) => each.tracking_id),
        })),
      })
    case 'calculate': {
      const terms = String(input.expression).split(' + ').map(Number)
      return ok(terms.reduce((sum, it) => sum + it, 0).toFixed(2))
    }
    case 'list_all_product_types':
      return ok(Object.fromEntries(products.map((it) => [it.name, it.product_id])))
    case 'search_products': {
      const words = String(input.query).toLowerCase().split(' ')
      const stems = words.map((it) => it.replace(/s$/, ''))
      const hits = products.filter((it) => stems.some((stem) => it.name.toLowerCase().includes(stem)))
      return ok({
        products: hits.map((it) => ({ ...it, variants: Object.values(it.variants).slice(0, 2) })),
      })
    }
    case 'get_product_details': {
      const found = products.find((it) => it.product_id === input.product_id)
      return found === undefined ? fail('PRODUCT_NOT_FOUND: no such product') : ok(found)
    }
    case 'get_item_details': {
      const found = products
        .flatMap((it) => Object.values(it.variants))
        .find((it) => it.item_id === input.item_id)
      return found === undefined ? fail('ITEM_NOT_FOUND: no such item') : ok(found)
    }
    default:
      return fail(`UNKNOWN_TOOL: there is no tool ${name}`)
  }
}

const tool = (name: string, properties: Record<string, unknown> = {}, optional: string[] = []): Tool => ({
  name,
  description: name.replaceAll('_', ' '),
  input_schema: {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((it) => !optional.includes(it)),
    additionalProperties: false,
  },
})
const text = { type: 'string' }

export const orderTools = [
  tool('get_user_details', { user_id: text }),
  tool('list_orders'),
  tool('get_order_details', { order_id: text }),
  tool('calculate', { expression: text }),
]

export const productTools = [
  tool(
    'search_products',
    { query: text, max_price: { type: 'number' }, available_only: { type: 'boolean' } },
    ['max_price', 'available_only'],
  ),
  tool('get_product_details', { product_id: text }),
  tool('get_item_details', { item_id: text }),
  tool('list_all_product_types'),
]

const texts = { type: 'array', items: text }
const place = { address1: text, address2: text, city: text, state: text, country: text, zip: text }

/** Tools that change the store: not among the built ones yet. */
export const actionTools = [
  tool('cancel_pending_order', { order_id: text, reason: text }),
  tool('modify_pending_order_address', { order_id: text, ...place }),
  tool('modify_pending_order_payment', { order_id: text, payment_method_id: text }),
  tool('modify_pending_order_items', {
    order_id: text,
    item_ids: texts,
    new_item_ids: texts,
    payment_method_id: text,
  }),
  tool('return_delivered_order_items', { order_id: text, item_ids: texts, payment_method_id: text }),
  tool('exchange_delivered_order_items', {
    order_id: text,
    item_ids: texts,
    new_item_ids: texts,
    payment_method_id: text,
  }),
]
