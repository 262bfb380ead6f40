import type { Order, Product } from '../../functions/core/store.ts'

/** Three things that this visitor might ask; the first makes two specialists work at once, if it can. */
export function examplesFor(orders: readonly Order[], products: readonly Product[]): readonly string[] {
  const thing = askedFor(products)
  const pending = orders.find(({ status }) => status === 'pending')
  const delivered = orders.find(({ status }) => status === 'delivered')
  const [item] = delivered?.items ?? []
  if (orders.length === 0) return [`Does the ${thing} come in black?`, ...strangers(products)]
  return [
    `Where is my order, and does the ${thing} come in black?`,
    pending ? `Please cancel order ${pending.orderId}. I no longer need it.` : 'What have I ordered so far?',
    delivered && item
      ? `I would like to return the ${item.name} of order ${delivered.orderId}.`
      : `What is the cheapest ${thing} that you have?`,
  ]
}

/** What to ask about one order, by where it stands. */
export function questionsAbout({ orderId, status, items }: Order): readonly string[] {
  const [item] = items
  const name = item?.name ?? 'item'
  switch (status) {
    case 'pending':
      return [`Where is order ${orderId}?`, `Please cancel order ${orderId}. I no longer need it.`]
    case 'processed':
      return [`Where is order ${orderId}?`, `When can I return something of order ${orderId}?`]
    case 'delivered':
      return [
        `I would like to return the ${name} of order ${orderId}.`,
        `Can I exchange the ${name} of order ${orderId} for another one?`,
      ]
    default:
      return [`Where does order ${orderId} stand?`]
  }
}

function strangers(products: readonly Product[]): string[] {
  const headphones = products.find(({ name }) => /headphone/i.test(name))
  const other = headphones ?? products[0]
  return [`What is the cheapest ${other?.name ?? 'product'} that you have?`, 'Where is my order?']
}

function askedFor(products: readonly Product[]): string {
  const kettle = products.find(({ name }) => /kettle/i.test(name))
  return kettle ? 'kettle' : (products[0]?.name ?? 'kettle')
}
