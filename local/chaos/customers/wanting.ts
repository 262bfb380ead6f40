import type { Order } from '../../../functions/core/store.ts'
import type { Random } from '../../store/random.ts'
import { type ChangeWish, sentenceOf, type Wish } from '../brain/wishes.ts'
import type { Shop, ShopCustomer } from './shop.ts'

/** What somebody writes next when nothing is open: one wish, or two in one message. */
export function nextWords(who: ShopCustomer | undefined, shop: Shop, random: Random): string {
  const wishes = random.chance(0.2)
    ? [wishAboutOrders(who, shop, random), stock(shop, random)]
    : [oneWish(who, shop, random)]
  return wishes.map(sentenceOf).join(' ')
}

function oneWish(who: ShopCustomer | undefined, shop: Shop, random: Random): Wish {
  const dice = random.int(1, 100)
  if (dice <= 4) return { kind: 'hello' }
  if (dice <= 6) return { kind: 'riddle' }
  if (dice <= 8) return { kind: 'person' }
  if (dice <= 25) return stock(shop, random)
  return wishAboutOrders(who, shop, random)
}

function stock({ products }: Shop, random: Random): Wish {
  return { kind: 'stock', product: random.pick(products).name }
}

/** Somebody who has not signed in asks about an order all the same. */
function wishAboutOrders(who: ShopCustomer | undefined, shop: Shop, random: Random): Wish {
  if (!who) return { kind: 'status', orderId: random.pick(random.pick(shop.customers).orders).orderId }
  return random.chance(0.3)
    ? { kind: 'status', orderId: random.pick(who.orders).orderId }
    : changeWish(who, random)
}

const changes: readonly (readonly [ChangeWish['kind'], Order['status'] | undefined])[] = [
  ['cancel', 'pending'],
  ['cancel', 'pending'],
  ['return', 'delivered'],
  ['swap', 'pending'],
  ['swap', 'delivered'],
  ['address', 'pending'],
  ['payment', 'pending'],
  ['profile', undefined],
]

/** Mostly of an order whose status allows it; now and then of any, which is refused. */
function changeWish({ customer, orders }: ShopCustomer, random: Random): ChangeWish {
  const [kind, status] = random.pick(changes)
  const fitting = random.chance(0.9) ? orders.filter((each) => each.status === status) : orders
  const order = random.pick(fitting.length > 0 ? fitting : orders)
  const item = random.pick(order.items)
  const method = random.pick(customer.paymentMethods).id
  const paid = order.payments[0]?.paymentMethodId ?? method
  const street = `${random.int(1, 999)} ${random.pick(['Elm', 'Oak', 'Pine', 'Birch'])} Street`
  const { orderId } = order
  const { itemId, productId } = item
  switch (kind) {
    case 'cancel':
      return { kind, orderId }
    case 'return':
      return { kind, orderId, itemId, paymentMethodId: paid }
    case 'swap':
      return { kind, orderId, itemId, productId, paymentMethodId: method }
    case 'address':
      return { kind, orderId, street }
    case 'payment':
      return { kind, orderId, paymentMethodId: method }
    case 'profile':
      return { kind, street }
  }
}
