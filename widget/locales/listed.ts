import { en } from './en.ts'

/*
 * A locale travels without its names, as a list in the order of the English words: a quarter of its bytes are names.
 * So the file of a locale belongs to the panel that it was built with.
 */

/** What the API says in English, the other locales say by themselves. */
export const english = { ...en, working: undefined, status: undefined }

/** The words of a locale without their names; those of a group are a list in the list. */
export function listed(words: object, like: object = english): unknown[] {
  return Object.entries(like).map(([name, it]) => {
    const word: unknown = Reflect.get(words, name)
    return isGroup(it) && isGroup(word) ? listed(word, it) : word
  })
}

/** The words by their names again. */
export function named(list: readonly unknown[], like: object = english): object {
  const words = Object.entries(like).map(([name, it], index) => {
    const word = list[index] ?? undefined
    return [name, isGroup(it) && Array.isArray(word) ? named(word, it) : word]
  })
  return Object.fromEntries(words)
}

/** Neither a word, nor several, nor one with its plurals, of which each language has its own. */
function isGroup(it: unknown): it is object {
  return typeof it === 'object' && it !== null && !Array.isArray(it) && !('other' in it)
}
