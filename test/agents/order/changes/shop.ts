import { orderChanges } from '../../../../functions/agents/order/changes/all-changes.ts'
import type { ChangeRefusal, PlannedChange } from '../../../../functions/core/change.ts'
import type { Language } from '../../../../functions/core/language.ts'
import type { Customer, Order } from '../../../../functions/core/store.ts'
import type {
  OrderRecord,
  ProductRecord,
  StoreFiles,
  UserRecord,
} from '../../../../functions/core/store-format.ts'
import { type MemoryStore, memoryStore } from '../../../doubles/store.ts'

/* A shop small enough to reckon in the head. */
export const ada = 'ada_wells_1000'
export const ben = 'ben_ruiz_2000'

export const visa = 'credit_card_1000001'
export const paypal = 'paypal_1000002'
/** Holds $50.00. */
export const gift = 'gift_card_1000003'
/** Holds $0.50. */
export const smallGift = 'gift_card_1000004'
export const bensVisa = 'credit_card_2000001'

export const mug = {
  /** $10.00 now; Ada's orders have it for $9.00. */
  red: '2000000001',
  /** $12.50 */
  blue: '2000000002',
  /** $8.00 */
  green: '2000000003',
  /** $11.00, not available. */
  black: '2000000004',
} as const
export const shirt = {
  /** $20.00 */
  small: '3000000001',
  /** $20.00 */
  large: '3000000002',
} as const

/** Two red mugs at $9.00 and a small shirt at $20.00, for $38.00 by Visa. */
export const pending = '#W1000001'
/** A green mug at $8.00, paid with the gift card. */
export const pendingByGift = '#W1000002'
/** Two red mugs at $9.00 and a small shirt at $20.00, for $38.00 by Visa. */
export const delivered = '#W1000003'
export const bensPending = '#W2000001'
export const bensDelivered = '#W2000002'

export const elmStreet = {
  address1: '1 Elm St',
  address2: 'Apt 4',
  city: 'Boise',
  country: 'USA',
  state: 'ID',
  zip: '83702',
}
export const oakStreet = {
  address1: '22 Oak St',
  address2: '',
  city: 'Salem',
  country: 'USA',
  state: 'OR',
  zip: '97301',
}

export function shop(): MemoryStore {
  return memoryStore(files())
}

export type Answer = PlannedChange | ChangeRefusal

export async function plan(
  store: MemoryStore,
  name: string,
  input: unknown,
  customerId: string = ada,
  language?: Language,
): Promise<Answer> {
  const tool = orderChanges.find((it) => it.name === name)
  if (!tool) throw new Error(`There is no change ${name}`)
  return await tool.plan(input, { customerId, store, language })
}

/** Plans and applies; throws if it is refused. */
export async function make(store: MemoryStore, name: string, input: unknown): Promise<PlannedChange> {
  const planned = await plan(store, name, input)
  if (!planned.ok) throw new Error(`${name} was refused: ${planned.code}: ${planned.message}`)
  const outcome = await store.apply(planned.change)
  if (outcome !== 'applied') throw new Error(`${name}: ${outcome}`)
  return planned
}

export function orderIn(store: MemoryStore, orderId: string): Order {
  const order = store.ordersById.get(orderId)
  if (!order) throw new Error(`The shop lacks order ${orderId}`)
  return order
}

export function customerIn(store: MemoryStore, customerId: string): Customer {
  const customer = store.customers.get(customerId)
  if (!customer) throw new Error(`The shop lacks customer ${customerId}`)
  return customer
}

/** Cents on one of a customer's gift cards. */
export function balance(store: MemoryStore, id: string): number {
  const method = [...store.customers.values()].flatMap((it) => it.paymentMethods).find((it) => it.id === id)
  if (method?.source !== 'gift_card') throw new Error(`${id} is not a gift card`)
  return method.balanceCents
}

function files(): StoreFiles {
  const redMug = {
    name: 'Mug',
    product_id: '1000000001',
    item_id: mug.red,
    price: 9,
    options: { color: 'red' },
  }
  const greenMug = { ...redMug, item_id: mug.green, price: 8, options: { color: 'green' } }
  const smallShirt = {
    name: 'Shirt',
    product_id: '1000000002',
    item_id: shirt.small,
    price: 20,
    options: { color: 'white', size: 'S' },
  }
  const three = [redMug, smallShirt, redMug]
  return {
    users: {
      [ada]: user('Ada', 'Wells', [pending, pendingByGift, delivered], {
        [visa]: { source: 'credit_card', brand: 'visa', last_four: '4242', id: visa },
        [paypal]: { source: 'paypal', id: paypal },
        [gift]: { source: 'gift_card', balance: 50, id: gift },
        [smallGift]: { source: 'gift_card', balance: 0.5, id: smallGift },
      }),
      [ben]: user('Ben', 'Ruiz', [bensPending, bensDelivered], {
        [bensVisa]: { source: 'credit_card', brand: 'mastercard', last_four: '1881', id: bensVisa },
      }),
    },
    orders: {
      [pending]: order(pending, ada, 'pending', three, visa),
      [pendingByGift]: order(pendingByGift, ada, 'pending', [greenMug], gift),
      [delivered]: order(delivered, ada, 'delivered', three, visa),
      [bensPending]: order(bensPending, ben, 'pending', three, bensVisa),
      [bensDelivered]: order(bensDelivered, ben, 'delivered', three, bensVisa),
    },
    products: {
      '1000000001': product('1000000001', 'Mug', [
        [mug.red, { color: 'red' }, 10, true],
        [mug.blue, { color: 'blue' }, 12.5, true],
        [mug.green, { color: 'green' }, 8, true],
        [mug.black, { color: 'black' }, 11, false],
      ]),
      '1000000002': product('1000000002', 'Shirt', [
        [shirt.small, { color: 'white', size: 'S' }, 20, true],
        [shirt.large, { color: 'white', size: 'L' }, 20, true],
      ]),
    },
  }
}

function user(
  first: string,
  last: string,
  orders: string[],
  payment_methods: UserRecord['payment_methods'],
): UserRecord {
  return {
    name: { first_name: first, last_name: last },
    address: elmStreet,
    email: `${first}.${last}@example.com`.toLowerCase(),
    payment_methods,
    orders,
  }
}

function order(
  order_id: string,
  user_id: string,
  status: OrderRecord['status'],
  items: OrderRecord['items'],
  paidWith: string,
): OrderRecord {
  const amount = items.reduce((sum, { price }) => sum + price, 0)
  const fulfillment = { tracking_id: ['123456789012'], item_ids: items.map(({ item_id }) => item_id) }
  return {
    order_id,
    user_id,
    address: elmStreet,
    items,
    fulfillments: status === 'pending' ? [] : [fulfillment],
    status,
    payment_history: [{ transaction_type: 'payment', amount, payment_method_id: paidWith }],
  }
}

function product(
  product_id: string,
  name: string,
  variants: readonly (readonly [string, Record<string, string>, number, boolean])[],
): ProductRecord {
  return {
    product_id,
    name,
    variants: Object.fromEntries(
      variants.map(([item_id, options, price, available]) => [
        item_id,
        { item_id, options, price, available },
      ]),
    ),
  }
}
