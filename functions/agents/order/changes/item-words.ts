import { moneyIn } from '../../../core/money.ts'
import type { Address, Order } from '../../../core/store.ts'
import type { Pair } from './item-matching.ts'
import type { ChangeWording } from './wording/change-wording.ts'

/** "T-Shirt (color navy, size M), $19.99" */
export function itemWords({ name, options, priceCents }: Order['items'][number], say: ChangeWording): string {
  const chosen = optionWords(options)
  return `${chosen === '' ? name : `${name} (${chosen})`}, ${moneyIn(say, priceCents)}`
}

/** "T-Shirt (color navy, size M), $19.99 → color black, size M, $21.50" */
export function pairWords({ item, variant }: Pair, say: ChangeWording): string {
  if (item.itemId === variant.itemId && item.priceCents === variant.priceCents) {
    return `${itemWords(item, say)} → ${say.sameAgain}`
  }
  const chosen = optionWords(variant.options)
  const price = moneyIn(say, variant.priceCents)
  return `${itemWords(item, say)} → ${chosen === '' ? price : `${chosen}, ${price}`}`
}

/** "color navy, size M" */
export function optionWords(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

/** "418 Juniper Lane, Apt 12, Seattle, WA 98109, USA" */
export function addressWords({ address1, address2, city, state, zip, country }: Address): string {
  return [address1, address2, city, `${state} ${zip}`.trim(), country].filter((it) => it !== '').join(', ')
}

export function itemsTotal(items: Order['items']): number {
  return items.reduce((sum, { priceCents }) => sum + priceCents, 0)
}
