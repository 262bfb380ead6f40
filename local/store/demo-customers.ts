import type { Address, Customer, PaymentMethod } from '../../functions/core/store.ts'
import { type Region, regions } from './demo-people.ts'
import type { Random } from './random.ts'

/** A customer without orders yet. About a third live in the USA; most have a card, some PayPal or a gift card. */
export function demoCustomer(random: Random): Customer {
  const region = random.pick(random.chance(0.25) ? regions.slice(0, 1) : regions)
  const name = { first: random.pick(region.first), last: random.pick(region.last) }
  const number = random.newDigits(4)
  return {
    customerId: `${plain(name.first)}_${plain(name.last)}_${number}`,
    name,
    address: demoAddress(region, random),
    email: `${plain(name.first)}.${plain(name.last)}${number}@example.com`,
    paymentMethods: paymentMethods(random),
    orderIds: [],
  }
}

/** An address in the same country, as for a present or a new flat. */
export function otherAddress(customer: Customer, random: Random): Address {
  const region = regions.find(({ country }) => country === customer.address.country)
  return region ? demoAddress(region, random) : customer.address
}

function demoAddress(region: Region, random: Random): Address {
  const { city, state, zip } = random.pick(region.cities)
  return {
    address1: region.address1(random.pick(region.streets), random.int(1, 180)),
    address2: random.chance(0.4) ? `${region.address2} ${random.int(1, 48)}` : '',
    city,
    country: region.country,
    state,
    zip: zip.replace(/#/g, () => String(random.int(0, 9))).replace(/@/g, () => letter(random)),
  }
}

function paymentMethods(random: Random): PaymentMethod[] {
  const sources: readonly PaymentMethod['source'][] = ['credit_card', 'paypal', 'gift_card']
  return random.sample(sources, random.pick([1, 1, 2, 2, 3])).map((source) => paymentMethod(source, random))
}

function paymentMethod(source: PaymentMethod['source'], random: Random): PaymentMethod {
  const id = `${source}_${random.newDigits(7)}`
  switch (source) {
    case 'credit_card':
      return { source, id, brand: random.pick(['visa', 'mastercard']), lastFour: lastFour(random) }
    case 'paypal':
      return { source, id }
    case 'gift_card':
      return { source, id, balanceCents: random.pick([500, 1500, 2500, 5000, 10000]) - random.int(0, 499) }
  }
}

/** Lower case ASCII letters, for ids and e-mail addresses: "Weiß" is "weiss", "O'Connor" is "oconnor". */
function plain(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}

function lastFour(random: Random): string {
  return String(random.int(0, 9999)).padStart(4, '0')
}

function letter(random: Random): string {
  return random.pick('ABCEGHJKLMNPRSTVWXYZ'.split(''))
}
