import MiniSearch from 'minisearch'
import type { Product, Variant } from '../../core/store.ts'
import { spelling } from './spelling.ts'
import { searchWordsOf, wordsOf } from './words.ts'

export interface SearchQuery {
  readonly text: string
  /** Each must be fulfilled, as far as words go: "litres 1.5" and "1.5L" agree. */
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly maxPriceCents?: number | undefined
  readonly availableOnly: boolean
}

/** A product that fits, and those of its variants that fit best; the best first, then the available, then the cheap. */
export interface SearchHit {
  readonly product: Product
  readonly variants: readonly Variant[]
}

export type CatalogueSearch = (query: SearchQuery) => SearchHit[]

const mostHits = 5
/** A product that fits this much worse than the best one is noise. */
const noiseShare = 0.45

interface Entry {
  readonly id: string
  readonly product: Product
  readonly variant: Variant
  readonly name: string
  readonly joined: string
  readonly values: string
  readonly optionNames: string
}

/** Builds the index of all variants once; the answer searches it. */
export function catalogueSearch(products: readonly Product[]): CatalogueSearch {
  const entries = new Map(
    products.flatMap((product) => product.variants.map((it) => [it.itemId, entryOf(product, it)])),
  )
  const index = new MiniSearch<Entry>({
    fields: ['name', 'joined', 'values', 'optionNames'],
    tokenize: (text) => text.split(' '),
    processTerm: (word) => word,
    searchOptions: { boost: { name: 4, joined: 4, values: 1.5, optionNames: 0.3 } },
  })
  index.addAll([...entries.values()])
  const readingsOf = spelling({
    all: wordsIn([...entries.values()].flatMap((it) => [it.name, it.values, it.optionNames])),
    inNames: wordsIn(products.map((it) => wordsOf(it.name).join(' '))),
    near: (word, errors) => index.search(word, { fuzzy: errors }).flatMap(({ terms }) => terms),
  })

  return (query) => {
    const asked = searchWordsOf(query.text)
    const single = new Set(asked.flatMap(readingsOf))
    const words = new Set([...single, ...pairsOf(asked)])
    if (words.size === 0) return []
    const found = index.search([...words].join(' '), {
      prefix: (word) => single.has(word) && word.length >= 3 && !/\d/.test(word),
      filter: ({ id }) => fulfils(entries.get(id)?.variant, query),
    })
    return best(
      found.flatMap(({ id, score, queryTerms }) => {
        const entry = entries.get(id)
        return entry
          ? [{ product: entry.product, variant: entry.variant, score, words: queryTerms.length }]
          : []
      }),
    )
  }
}

function entryOf(product: Product, variant: Variant): Entry {
  const name = wordsOf(product.name)
  const options = Object.entries(variant.options)
  const given = options.filter(([, value]) => !/^(no|none|not .*)$/i.test(value))
  return {
    id: variant.itemId,
    product,
    variant,
    name: name.join(' '),
    joined: pairsOf(name).join(' '),
    values: given.flatMap(([option, value]) => wordsOf(isYes(value) ? option : value)).join(' '),
    optionNames: given.flatMap(([option]) => wordsOf(option)).join(' '),
  }
}

/** "smart", "watch" also as "smartwatch", for people write it either way. */
function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, before) => `${words[before]}${word}`)
}

function wordsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.split(' ')))
}

function fulfils(variant: Variant | undefined, query: SearchQuery): boolean {
  if (!variant) return false
  if (query.availableOnly && !variant.available) return false
  if (query.maxPriceCents !== undefined && variant.priceCents > query.maxPriceCents) return false
  return query.options.every((wanted) =>
    Object.entries(variant.options).some(
      ([name, value]) => hasAllWords(name, wanted.name) && hasAllWords(value, wanted.value),
    ),
  )
}

function hasAllWords(text: string, wanted: string): boolean {
  const words = new Set(wordsOf(text))
  return wordsOf(wanted).every((word) => words.has(word))
}

function isYes(value: string): boolean {
  return value.toLowerCase() === 'yes'
}

interface Found {
  readonly product: Product
  readonly variant: Variant
  readonly score: number
  /** How many words of the question it has. */
  readonly words: number
}

function best(found: readonly Found[]): SearchHit[] {
  const top = found[0]?.score ?? 0
  const byProduct = Map.groupBy(found, ({ product }) => product)
  return [...byProduct]
    .filter(([, [first]]) => first !== undefined && first.score >= top * noiseShare)
    .slice(0, mostHits)
    .map(([product, variants]) => {
      const most = Math.max(...variants.map(({ words }) => words))
      return {
        product,
        variants: variants
          .filter(({ words }) => words === most)
          .map(({ variant }) => variant)
          .sort(availableThenCheap),
      }
    })
}

function availableThenCheap(a: Variant, b: Variant): number {
  return Number(b.available) - Number(a.available) || a.priceCents - b.priceCents
}
