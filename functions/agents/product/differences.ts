import { formatCents } from '../../core/money.ts'
import type { Variant } from '../../core/store.ts'
import { wordsOf } from './words.ts'

/** What a variant has in place of another's options, and by how much its price differs: one line of plain words. */
export function differencesFrom(original: Variant, other: Variant): string {
  const options = optionNamesOf([original, other]).flatMap((name) => {
    const [before, after] = [original.options[name], other.options[name]]
    if (before === undefined) return `${name} ${after}`
    if (after === undefined) return `no ${name} stated`
    return plain(before) === plain(after) ? [] : `${name} ${after} instead of ${before}`
  })
  return [...options, priceDifference(original, other)].join('; ')
}

/** How many options of the original another variant has with the same value; "1.5L" and "1.5 l" are the same. */
export function agreementWith(original: Variant): (other: Variant) => number {
  const known = new Map<string, string>()
  const own = Object.entries(original.options).map(([name, value]) => [name, plain(value)] as const)
  return ({ options }) =>
    own.filter(([name, value]) => {
      const has = options[name]
      if (has === undefined) return false
      const words = known.get(has) ?? plain(has)
      known.set(has, words)
      return words === value
    }).length
}

/** The names of all options that the variants have, in option order. */
export function optionNamesOf(variants: readonly Variant[]): string[] {
  return [...new Set(variants.flatMap(({ options }) => Object.keys(options)))].sort()
}

/** A value as it is compared. One without words, "★★★", is compared as it is. */
function plain(value: string): string {
  return wordsOf(value).join(' ') || value
}

function priceDifference(original: Variant, other: Variant): string {
  const cents = other.priceCents - original.priceCents
  if (cents === 0) return 'same price'
  return `${formatCents(Math.abs(cents))} ${cents > 0 ? 'more' : 'less'}`
}
