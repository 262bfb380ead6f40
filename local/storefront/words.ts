import type { Order, PaymentMethod, Variant } from '../../functions/core/store.ts'

/** "temperature control" is "Temperature control". */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** "black · 1 L · milk frother: no": a yes or no says nothing without its question. */
export function optionsLine(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .toSorted(([a], [b]) => Number(b === 'color') - Number(a === 'color'))
    .map(([name, value]) => (/^(yes|no|none|\d+|XS|S|M|L|XL)$/i.test(value) ? `${name}: ${value}` : value))
    .join(' · ')
}

/** "Visa ending in 4417" */
export function paymentMethodName(id: string, methods: readonly PaymentMethod[]): string {
  const method = methods.find((it) => it.id === id)
  switch (method?.source) {
    case 'credit_card':
      return `${capitalised(method.brand)} ending in ${method.lastFour}`
    case 'paypal':
      return 'PayPal'
    case 'gift_card':
      return 'Gift card'
    case undefined:
      return capitalised(id.replace(/_\d+$/, '').replaceAll('_', ' '))
  }
}

export function totalOf({ items }: Order): number {
  return items.reduce((sum, { priceCents }) => sum + priceCents, 0)
}

/** What a status means for the customer, and how its mark is coloured. */
export function statusOf({ status, cancelReason }: Order): { tone: 'open' | 'good' | 'ended'; says: string } {
  switch (status) {
    case 'pending':
      return { tone: 'open', says: 'We have your order. It can still be changed or cancelled.' }
    case 'pending (item modified)':
      return { tone: 'open', says: 'You have changed an item. We are preparing the new choice.' }
    case 'processed':
      return { tone: 'open', says: 'Packed and handed to the carrier.' }
    case 'delivered':
      return { tone: 'good', says: 'It has arrived. To return or exchange something, ask in the chat.' }
    case 'cancelled':
      return {
        tone: 'ended',
        says: `Cancelled${cancelReason ? `: ${cancelReason}` : ''}. Your money goes back.`,
      }
    case 'return requested':
      return { tone: 'open', says: 'You have asked to return items. How to send them is in your mail.' }
    case 'exchange requested':
      return { tone: 'open', says: 'You have asked for an exchange. How to send it back is in your mail.' }
  }
}

/** How far the order has come; nothing for one that is cancelled. */
export function progressOf({ status }: Order): { step: string; done: boolean }[] {
  if (status === 'cancelled') return []
  const last = status.startsWith('pending') ? 0 : status === 'processed' ? 1 : 2
  return ['Placed', 'On its way', 'Delivered'].map((step, index) => ({ step, done: index <= last }))
}

export function stockOf({ available }: Variant): string {
  return available ? 'In stock' : 'Sold out'
}

/** What the button puts into the chat. */
export function askAbout(name: string, { itemId }: Variant): string {
  return `Tell me about the ${name}, item ${itemId}. Is it available?`
}

export function countOf(count: number): string {
  return count === 1 ? '1 product' : `${count} products`
}
