import MiniSearch, { type Options } from 'minisearch'
import type { Product } from '../../core/store.ts'

/** What the index knows of a product: words, separated by spaces. `id` is its place in the list of products. */
export interface IndexEntry {
  readonly id: number
  readonly name: string
  readonly joined: string
  readonly values: string
  readonly optionNames: string
}

/** To load a stored index again, the same are needed. */
export const indexOptions: Options<IndexEntry> = {
  fields: ['name', 'joined', 'values', 'optionNames'],
  tokenize: (text) => text.split(' '),
  processTerm: (word) => word,
  searchOptions: { boost: { name: 4, joined: 4, values: 1.5, optionNames: 0.3 } },
}

/**
 * One entry a product, with the words of all its variants: a tenth of the entries, the memory and the time that one a
 * variant would take. Which variant has the words is looked up in the products that are found.
 */
export function catalogueIndex(
  products: readonly Product[],
  wordsOf: (text: string) => readonly string[],
): { readonly index: MiniSearch<IndexEntry>; readonly entries: readonly IndexEntry[] } {
  const entries = products.map((product, id) => entryOf(product, id, wordsOf))
  const index = new MiniSearch<IndexEntry>(indexOptions)
  index.addAll(entries)
  return { index, entries }
}

/** The options that say what a variant has; "no" and "none" say what it has not. */
export function givenOptions(options: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(options).filter(([, value]) => !/^(no|none|not .*)$/i.test(value))
}

/** The words of an option's value; a yes is the option's name. */
export function valueWords(
  [name, value]: readonly [string, string],
  wordsOf: (text: string) => readonly string[],
): readonly string[] {
  return wordsOf(value.toLowerCase() === 'yes' ? name : value)
}

/** "smart", "watch" also as "smartwatch", for people write it either way. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, before) => `${words[before]}${word}`)
}

function entryOf(product: Product, id: number, wordsOf: (text: string) => readonly string[]): IndexEntry {
  const name = wordsOf(product.name)
  const given = product.variants.flatMap(({ options }) => givenOptions(options))
  return {
    id,
    name: name.join(' '),
    joined: pairsOf(name).join(' '),
    values: distinct(given.flatMap((option) => valueWords(option, wordsOf))),
    optionNames: distinct(given.flatMap(([option]) => wordsOf(option))),
  }
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(' ')
}
