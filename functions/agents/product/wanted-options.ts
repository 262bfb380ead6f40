import * as z from 'zod'
import type { Product, Variant } from '../../core/store.ts'
import { optionNamesOf } from './differences.ts'
import { wordsOf } from './words.ts'

const mostOptions = 10
const mostValuesNamed = 12

const wantedOption = z.strictObject({ name: z.string(), value: z.string() })
export type WantedOption = Readonly<z.infer<typeof wantedOption>>

/** Options as a tool takes them: a list, since a strict schema knows no records. */
export const wantedOptions = z.array(wantedOption)

/** Bounds are checked here: strict tool schemas cannot express them. */
export function problemOfOptions(
  argument: string,
  options: readonly WantedOption[] = [],
): string | undefined {
  if (options.length > mostOptions) return `${argument} has more than ${mostOptions} entries: name fewer.`
  if (options.some(({ name, value }) => name.trim() === '' || value.trim() === '')) {
    return `${argument} has an entry with an empty name or value: leave it out or fill it in.`
  }
  return undefined
}

/**
 * Whether a variant has all the wanted options, as far as words go: "litres 1.5" and "1.5L" agree. `readingsOf` are the
 * words that may be meant by a word.
 */
export function optionFilter(
  wanted: readonly WantedOption[],
  readingsOf: (word: string) => readonly string[] = (word) => [word],
): (variant: Variant) => boolean {
  const checks = wanted.map(({ name, value }) => {
    const [isName, isValue] = [hasWordsOf(name, readingsOf), hasWordsOf(value, readingsOf)]
    return (variant: Variant) =>
      Object.entries(variant.options).some(([option, has]) => isName(option) && isValue(has))
  })
  return (variant) => checks.every((check) => check(variant))
}

/** What the product has in place of the wanted options that none of its variants has. */
export function optionsInstead(product: Product, wanted: readonly WantedOption[]): string[] {
  return wanted.flatMap(({ name, value }) => {
    if (product.variants.some(optionFilter([{ name, value }]))) return []
    const isName = hasWordsOf(name, (word) => [word])
    const named = optionNamesOf(product.variants)
    const [option] = named.filter(isName)
    if (option === undefined) return [`no option ${name} (the options are ${named.join(', ')})`]
    const values = [...new Set(product.variants.flatMap(({ options }) => options[option] ?? []))].sort()
    return [`no ${option} ${value} (there is ${values.slice(0, mostValuesNamed).join(', ')})`]
  })
}

/** Answers for the few distinct names and values of a catalogue once, not for each of its variants. */
function hasWordsOf(
  wanted: string,
  readingsOf: (word: string) => readonly string[],
): (text: string) => boolean {
  const readings = wordsOf(wanted).map(readingsOf)
  const answers = new Map<string, boolean>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const words = new Set(wordsOf(text))
    const answer = readings.every((each) => each.some((word) => words.has(word)))
    answers.set(text, answer)
    return answer
  }
}
