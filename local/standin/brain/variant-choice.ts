import type { Product, Variant } from './records.ts'
import { coloursIn, saysValue, wordsOf } from './words.ts'

/** Values that are wanted, by option. */
export type Wanted = ReadonlyMap<string, readonly string[]>

/** The values of the options that the wish names, by option. */
export function wantedOptions(product: Product, wish: string): Map<string, string[]> {
  const wanted = new Map<string, string[]>()
  for (const [option, values] of optionsOf(product)) {
    const said = values.filter((value) => saysValue(option, value, wish))
    // "rose gold" also says "gold": the longest wins.
    const longest = said.filter(
      (it) => !said.some((other) => other !== it && wordsOf(other).join(' ').includes(wordsOf(it).join(' '))),
    )
    if (longest.length > 0) wanted.set(option, longest)
  }
  return wanted
}

export function optionsOf(product: Product): Map<string, string[]> {
  const options = new Map<string, string[]>()
  for (const variant of product.variants) {
    for (const [option, value] of Object.entries(variant.options)) {
      const values = options.get(option) ?? []
      if (!values.includes(value)) options.set(option, [...values, value])
    }
  }
  return options
}

export function fits(variant: Variant, wanted: Wanted): boolean {
  return [...wanted].every(([option, values]) => values.includes(variant.options[option] ?? ''))
}

/** "Which colours …": the option that is asked for, unless a value of it is named already. */
export function optionAsked(product: Product, wish: string): string | undefined {
  if (!/\b(what|which|other|more|all)\b/i.test(wish)) return undefined
  const said = wordsOf(wish)
  return [...optionsOf(product).keys()].find((option) => {
    const words = wordsOf(option)
    return said.includes(words.at(-1) ?? '') || words.every((it) => said.includes(it))
  })
}

export function byPrice(variants: readonly Variant[]): Variant[] {
  return variants.toSorted((left, right) => left.price - right.price)
}

/** Those with most of what is wanted first, then the cheapest. */
export function nearest(variants: readonly Variant[], wanted: Wanted): Variant[] {
  const score = (it: Variant) =>
    [...wanted].filter(([option, values]) => values.includes(it.options[option] ?? '')).length
  return byPrice(variants).toSorted((left, right) => score(right) - score(left))
}

/** Colours that the wish names and the product does not come in. */
export function unknownColours(product: Product, wish: string): string[] {
  const known = [product.name, ...[...optionsOf(product).values()].flat()].flatMap(wordsOf)
  return coloursIn(wish).filter((it) => !known.includes(it))
}

/** The highest price that the words allow, in dollars. */
export function limitIn(wish: string): number | undefined {
  const limit =
    /\b(?:under|below|less than|up to|at most|max(?:imum)?(?: of)?|cheaper than) \$?(\d+(?:\.\d+)?)/i.exec(
      wish,
    )?.[1]
  return limit === undefined ? undefined : Number(limit)
}

export function isAffordable(variant: Variant, wish: string): boolean {
  const limit = limitIn(wish)
  return limit === undefined || variant.price <= limit
}

export function extremeIn(wish: string): 'least' | 'most' | undefined {
  if (/\bcheap(er|est)\b|\blowest price\b|\bleast expensive\b/i.test(wish)) return 'least'
  return /\bmost expensive\b|\bpriciest\b|\bhighest price\b/i.test(wish) ? 'most' : undefined
}
