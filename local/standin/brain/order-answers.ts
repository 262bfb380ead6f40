import { totalOf } from './order-lookups.ts'
import type { Address, Order, OrderItem, User } from './records.ts'
import { listed, mentioned, mentionOf, money, optionsText } from './words.ts'

const mostListed = 6

/** An answer about the orders that are meant, from their records alone. */
export function answerAboutOrders(
  orders: readonly Order[],
  wish: string,
  notFound: readonly string[],
  sum: number | undefined,
): string {
  const facts = factsAboutOrders(orders, wish, notFound, sum)
  return isComplaint(wish)
    ? `I am sorry about that. ${facts}\nIf you would like a person from our team to look into it, just say so.`
    : facts
}

function isComplaint(wish: string): boolean {
  return /\b(damaged|broken|defective|faulty|missing|wrong (item|size|colou?r|product|thing))\b|(\bnever|\bnot|n['’]t) (yet )?(received?|got|arrived?|come)\b/i.test(
    wish,
  )
}

function factsAboutOrders(
  orders: readonly Order[],
  wish: string,
  notFound: readonly string[],
  sum: number | undefined,
): string {
  const sorry = notFound.map(
    (it) => `I could not find an order ${it} in your account; please check the number.`,
  )
  if (orders.length === 0) return sorry.join('\n') || 'There are no orders in your account.'
  if (sum !== undefined)
    return [`Your ${orders.length} orders come to ${money(sum)} altogether.`, ...orders.map(line)].join('\n')
  if (/\bhow many\b.{0,20}\borders?\b/i.test(wish))
    return [`You have ${count(orders.length, 'order')}:`, ...orders.map(line)].join('\n')
  if (orders.length <= 2 && (orders.length === 1 || notFound.length > 0 || namesAll(orders, wish))) {
    return [...orders.map((it) => aboutOne(it, wish)), ...sorry].join('\n\n')
  }
  return [...several(orders, wish), ...sorry].join('\n')
}

export function answerAboutProfile(user: User | undefined, wish: string): string {
  if (user === undefined) return 'I could not read your profile at the moment.'
  const facts = [
    { asked: /\baddress\b/i, text: `Your default address is ${addressText(user.address)}.` },
    { asked: /\be-?mail\b/i, text: `Your e-mail address is ${user.email}.` },
    { asked: /\b(pay|card|gift|balance|credit)/i, text: paymentMethods(user, wish) },
    { asked: /\bname\b/i, text: `Your name here is ${user.name.first_name} ${user.name.last_name}.` },
  ]
  const asked = facts.filter((it) => it.asked.test(wish.replace(/e-?mail address/i, 'e-mail')))
  return (asked.length > 0 ? asked : facts).map((it) => it.text).join(' ')
}

export function addressText(address: Address): string {
  const { address1, address2, city, state, zip, country } = address
  return [address1, address2, city, `${state} ${zip}`.trim(), country].filter((it) => it !== '').join(', ')
}

export function itemText(item: OrderItem): string {
  const options = optionsText(item.options)
  return options === '' ? item.name : `${item.name} (${options})`
}

function namesAll(orders: readonly Order[], wish: string): boolean {
  return orders.every((it) => wish.toUpperCase().includes(it.order_id))
}

/** What still moves comes first. */
function several(orders: readonly Order[], wish: string): string[] {
  const closed = ['delivered', 'cancelled']
  const sorted = orders.toSorted(
    (left, right) => Number(closed.includes(left.status)) - Number(closed.includes(right.status)),
  )
  const rest = sorted.length - mostListed
  const isLatest = /\b(last|latest|newest|recent)\b/i.test(wish)
  return [
    isLatest
      ? 'I cannot see which of your orders is the newest. These are your orders:'
      : `You have ${count(orders.length, 'order')} that this could be:`,
    ...sorted.slice(0, mostListed).map(line),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    'Which one do you mean?',
  ]
}

function line(order: Order): string {
  const total = totalOf(order)
  const tracking = trackingOf(order)
  const items = counted(order.items.map((it) => it.name))
  return `- ${order.order_id}: ${order.status}, ${items}${total === undefined ? '' : `, ${money(total)}`}${tracking.length > 0 ? `, tracking ${tracking.join(', ')}` : ''}`
}

function aboutOne(order: Order, wish: string): string {
  const status = `Order ${order.order_id} is ${order.status}.`
  const facts = aspects.filter((it) => it.asked.test(wish)).flatMap((it) => it.say(order, wish))
  const asked = facts.length > 0 ? facts : [itemsFact(order), totalFact(order), trackingFact(order)]
  return [status, ...new Set(asked)].filter((it) => it !== '').join(' ')
}

const aspects: readonly { readonly asked: RegExp; say(order: Order, wish: string): string[] }[] = [
  { asked: /\bstatus\b/i, say: (order) => [itemsFact(order), totalFact(order), trackingFact(order)] },
  {
    asked: /\b(track\w*|where|package|parcel|shipment|ship\w*|deliver\w*|arriv\w*|when)\b/i,
    say: (order) => [trackingFact(order), itemsFact(order)],
  },
  {
    asked: /\b(total|cost|price|how much|paid|pay|spen[dt]|charged?)\b/i,
    say: (order, wish) => [pricesFact(order, wish)],
  },
  {
    asked: /\b(payment|paid|pay|card|paypal|refund\w*|money|charged?)\b/i,
    say: (order) => [paymentsFact(order)],
  },
  {
    asked: /\b(address|going to|sent to|shipped to|ship to)\b/i,
    say: (order) => [order.address === undefined ? '' : `It goes to ${addressText(order.address)}.`],
  },
  {
    asked: /\b(items?|what('s| is| was) in|what did|contents?|products?|things|in it|colou?r|size|which)\b/i,
    say: (order, wish) => [wantedItems(order, wish)],
  },
]

function itemsFact(order: Order): string {
  return order.items.length === 0 ? '' : `It contains ${counted(order.items.map(itemText))}.`
}

function wantedItems(order: Order, wish: string): string {
  const named = mentioned(order.items, (it) => it.name, wish).filter((it) => mentionOf(it.name, wish) >= 0.5)
  return named.length === 0 ? itemsFact(order) : `You ordered ${counted(named.map(itemText))}.`
}

function totalFact(order: Order): string {
  const total = totalOf(order)
  return total === undefined ? '' : `The total is ${money(total)}.`
}

function pricesFact(order: Order, wish: string): string {
  const named = mentioned(order.items, (it) => it.name, wish).filter(
    (it) => mentionOf(it.name, wish) >= 0.5 && it.price !== undefined,
  )
  const prices = named.map((it) => `The ${itemText(it)} was ${money(it.price ?? 0)}.`)
  return [...prices, totalFact(order)].filter((it) => it !== '').join(' ')
}

function trackingFact(order: Order): string {
  const ids = trackingOf(order)
  if (ids.length === 0) return 'There is no tracking number for it.'
  return `The tracking number${ids.length > 1 ? 's are' : ' is'} ${listed(ids)}.`
}

function trackingOf(order: Order): string[] {
  return [...new Set([...order.tracking_ids, ...order.fulfillments.flatMap((it) => it.tracking_id)])]
}

function paymentsFact(order: Order): string {
  const entries = order.payment_history ?? []
  if (entries.length === 0) return ''
  const said = entries.map(
    (it) => `${it.transaction_type} of ${money(it.amount)} (${methodText(it.payment_method_id)})`,
  )
  const refund = entries.some((it) => it.transaction_type === 'refund') ? '' : ' No refund is recorded.'
  return `Recorded payments: ${listed(said)}.${refund}`
}

function methodText(id: string): string {
  return id.replace(/_\d+$/, '').replaceAll('_', ' ').replace('paypal', 'PayPal')
}

function paymentMethods(user: User, wish: string): string {
  const all = Object.values(user.payment_methods)
  const gifts = all.filter((it) => it.source === 'gift_card')
  const methods = (/\b(gift|balance)/i.test(wish) ? gifts : all).map((it) => {
    if (it.balance !== undefined) return `a gift card with ${money(it.balance)} left`
    return it.last_four === undefined
      ? methodText(it.source)
      : `a ${it.brand ?? ''} card ending in ${it.last_four}`.replace('  ', ' ')
  })
  return methods.length === 0 ? 'There is none in your account.' : `In your account I see ${listed(methods)}.`
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return listed([...counts].map(([name, times]) => `${times} × ${name}`))
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
