import type { Product } from '../../core/store.ts'
import { wordsOf } from './words.ts'

/** The products by what kind of thing they are, as far as their names tell. */
export type ProductsByKind = ReadonlyMap<string, readonly Product[]>

export function productsByKind(products: readonly Product[]): ProductsByKind {
  return Map.groupBy(products, ({ name }) => kindOf(name))
}

/**
 * The word of a name that says what kind of thing it is: the last one of "Electric Kettle", "Kettle, electric",
 * "Kettle 2000" and "Kettle with whistle" is kettle. A set is a set of something. A name without words is its own kind.
 */
export function kindOf(name: string): string {
  const [thing = ''] = name.split(/[,;:(|–—]| - | (?:for|with|without|in|from|by) /i)
  const words = wordsOf(thing).filter((word) => /^\p{L}{2,}$/u.test(word))
  const last = words.at(-1) ?? name
  return /^(set|kit|pack|box|bundle|collection)$/.test(last) ? words.slice(-2).join(' ') : last
}
