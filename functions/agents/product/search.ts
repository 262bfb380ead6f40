import type { Product, Variant } from '../../core/store.ts'
import { catalogueIndex, givenOptions, pairsOf, valueWords } from './catalogue-index.ts'
import { kindOf } from './kinds.ts'
import { spelling } from './spelling.ts'
import { optionFilter, type WantedOption } from './wanted-options.ts'
import { rememberingWordsOf, searchWordsOf } from './words.ts'

export interface SearchQuery {
  readonly text: string
  /** Each must be fulfilled. */
  readonly options: readonly WantedOption[]
  readonly minPriceCents?: number | undefined
  readonly maxPriceCents?: number | undefined
  readonly availableOnly: boolean
}

/** A product that fits, and those of its variants that fit best; the best first, then the available, then the cheap. */
export interface SearchHit {
  readonly product: Product
  readonly variants: readonly Variant[]
}

/** The best hits, and how many products more fit about as well. */
export interface SearchResult {
  readonly hits: readonly SearchHit[]
  readonly further: number
}

export interface CatalogueSearch {
  find(query: SearchQuery): SearchResult
  /** The variants of a product that fit best, as in a hit: for a product that has been read again since. */
  fitting(product: Product, query: SearchQuery): readonly Variant[]
}

const mostHits = 5
/** A product that fits this much worse than the best one is noise; not so if it is of its kind and the best too dear. */
const noiseShare = 0.45
/** Of so many products, the best by words, it is looked up which variant has the words. */
const mostWeighed = 60

/** Builds the index of all products once; the answer searches it. */
export function catalogueSearch(products: readonly Product[]): CatalogueSearch {
  const wordsOf = rememberingWordsOf()
  const { index, entries } = catalogueIndex(products, wordsOf)
  const kinds = products.map(({ name }) => kindOf(name))
  const readingsOf = spelling({
    all: wordsIn(entries.flatMap((it) => [it.name, it.values, it.optionNames])),
    inNames: wordsIn(entries.map(({ name }) => name)),
    near: (word, errors) => [...new Set(index.search(word, { fuzzy: errors }).flatMap(({ terms }) => terms))],
  })

  return {
    find(query) {
      const asked = searchWordsOf(query.text)
      const readings = asked.map(readingsOf)
      const single = new Set(readings.flat())
      const words = new Set([...single, ...pairsOf(asked)])
      if (words.size === 0) return { hits: [], further: 0 }
      const byWords = index.search([...words].join(' '), {
        prefix: (word) => single.has(word) && isPrefix(word),
      })
      const found = productsWith(byWords, variantFilter(query, readingsOf))
      const weighed = found.slice(0, mostWeighed).map((it) => weigh(it, readings))
      const most = Math.max(...weighed.map(({ score }) => score))
      const clear = weighed.filter(({ score }) => score >= most * noiseShare)
      return {
        hits: clear
          .toSorted((a, b) => b.score - a.score)
          .slice(0, mostHits)
          .map(({ product, variants }) => ({ product, variants: variants.toSorted(availableThenCheap) })),
        further: Math.max(0, clear.length - mostHits) + found.length - weighed.length,
      }
    },
    fitting(product, query) {
      const readings = searchWordsOf(query.text).map(readingsOf)
      const variants = product.variants.filter(variantFilter(query, readingsOf))
      return weigh({ product, variants, score: 1 }, readings).variants.toSorted(availableThenCheap)
    },
  }

  /** The products that have the words and a variant that fits, the best by words first. */
  function productsWith(
    byWords: readonly { readonly id: number; readonly score: number }[],
    isFitting: (variant: Variant) => boolean,
  ): Found[] {
    const [best] = byWords
    const found: Found[] = []
    for (const { id, score } of byWords) {
      if (score < noiseShare * (found[0]?.score ?? 0)) break
      const isNoise = score < noiseShare * (best?.score ?? 0)
      if (isNoise && kinds[id] !== kinds[best?.id ?? id]) continue
      const product = products[id]
      const variants = product?.variants.filter(isFitting) ?? []
      if (product && variants.length > 0) found.push({ product, variants, score })
    }
    return found
  }

  /** Leaves the variants with most of the words, and takes off the score for words that no single variant has. */
  function weigh({ product, variants, score }: Found, readings: readonly (readonly string[])[]): Found {
    const name = wordsOf(product.name)
    const named = [...name, ...pairsOf(name)]
    const all = new Set([...named, ...product.variants.flatMap(wordsOfVariant)])
    // A word that the product has as it is, is not the beginning of another: "firm" is not every "firmness".
    const meant = readings.map((each) => {
      const exact = each.filter((word) => all.has(word))
      return exact.length > 0
        ? (word: string) => exact.includes(word)
        : (word: string) => each.some((it) => isSaidBy(it, word))
    })
    const has = (words: Iterable<string>) => {
      const said = [...words]
      return meant.filter((isMeant) => said.some(isMeant)).length
    }
    const counted = variants.map((variant) => ({
      variant,
      words: has([...named, ...wordsOfVariant(variant)]),
    }))
    const most = Math.max(...counted.map(({ words }) => words))
    const together = has(all)
    return {
      product,
      variants: counted.filter(({ words }) => words === most).map(({ variant }) => variant),
      score: together === 0 ? score : score * (most / together),
    }
  }

  function wordsOfVariant({ options }: Variant): readonly string[] {
    return givenOptions(options).flatMap((option) => [...valueWords(option, wordsOf), ...wordsOf(option[0])])
  }
}

interface Found {
  readonly product: Product
  readonly variants: readonly Variant[]
  readonly score: number
}

/** Numbers and the shortest words are taken as a whole: 1 is not 1000. */
function isPrefix(word: string): boolean {
  return word.length >= 3 && !/\d/.test(word)
}

function isSaidBy(asked: string, word: string): boolean {
  return isPrefix(asked) ? word.startsWith(asked) : word === asked
}

function variantFilter(
  { options, minPriceCents = 0, maxPriceCents = Infinity, availableOnly }: SearchQuery,
  readingsOf: (word: string) => readonly string[],
): (variant: Variant) => boolean {
  const hasOptions = optionFilter(options, readingsOf)
  return (variant) =>
    (variant.available || !availableOnly) &&
    variant.priceCents >= minPriceCents &&
    variant.priceCents <= maxPriceCents &&
    hasOptions(variant)
}

function wordsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.split(' ')))
}

function availableThenCheap(a: Variant, b: Variant): number {
  return Number(b.available) - Number(a.available) || a.priceCents - b.priceCents
}
