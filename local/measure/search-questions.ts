import { inOptionOrder } from '../../functions/agents/product/option-order.ts'
import type { CatalogueSearch, SearchResult } from '../../functions/agents/product/search.ts'
import type { Product } from '../../functions/core/store.ts'
import { type Random, seededRandom } from '../store/random.ts'
import { thingOf } from './search-catalogue.ts'

export interface Question {
  readonly text: string
  readonly isAnswered: (result: SearchResult) => boolean
}

/** Milliseconds, and the share of questions that found what was meant. */
export interface Answered {
  readonly p50: number
  readonly p99: number
  readonly found: number
}

/** As a shopper asks: a thing and one of its options. Answered if the first product is such a thing and has the option. */
export function typicalQuestions(products: readonly Product[], count: number, seed: number): Question[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const product = random.pick(products)
    const options = Object.entries(inOptionOrder(random.pick(product.variants).options))
    const said = options.filter(([, value]) => /^(?!yes$|none$)[a-z ]{3,}$/.test(value))
    const [name, value] = random.pick(said.length > 0 ? said : options.filter(([, it]) => it !== 'no'))
    const thing = thingOf(product)
    return {
      text: `${value} ${thing}`.toLowerCase(),
      isAnswered: ({ hits: [first] }) =>
        first !== undefined &&
        thingOf(first.product) === thing &&
        first.variants.every(({ options }) => options[name] === value),
    }
  })
}

/** A product by its full name. Answered if it comes first. */
export function knownItemQuestions(products: readonly Product[], count: number, seed: number): Question[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const product = random.pick(products)
    return {
      text: product.name.toLowerCase(),
      isAnswered: ({ hits: [first] }) => first?.product.productId === product.productId,
    }
  })
}

/** The questions with one typing error each, in a word of four letters or more. */
export function withTypingError(questions: readonly Question[], seed: number): Question[] {
  const random = seededRandom(seed)
  return questions.map((question) => {
    const words = question.text.split(' ')
    const long = words.flatMap((word, at) => (/^[a-z]{4,}$/.test(word) ? [at] : []))
    const wrong = long.length > 0 ? random.pick(long) : -1
    const text = words.map((word, at) => (at === wrong ? mistyped(word, random) : word)).join(' ')
    return { ...question, text }
  })
}

/** A letter missing, doubled, wrong, or swapped with the next one; never the first. */
export function mistyped(word: string, random: Random): string {
  const at = random.int(1, word.length - 2)
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  return random.pick([
    `${before}${next}${after}`,
    `${before}${letter}${letter}${next}${after}`,
    `${before}${random.pick('aeiourstn'.split(''))}${next}${after}`,
    `${before}${next}${letter}${after}`,
  ])
}

/** Asks all of them, one after the other. */
export function askAll(search: CatalogueSearch, questions: readonly Question[]): Answered {
  const asked = questions.map(({ text, isAnswered }) => {
    const start = performance.now()
    const result = search.find({ text, options: [], availableOnly: false })
    return { ms: performance.now() - start, isFound: isAnswered(result) }
  })
  const times = asked.map(({ ms }) => ms)
  return {
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    found: asked.filter(({ isFound }) => isFound).length / Math.max(1, asked.length),
  }
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}
