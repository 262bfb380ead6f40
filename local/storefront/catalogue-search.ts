/** What the shopper looks for; the server and the page find the same. */
export interface Search {
  readonly words: string
  /** The key of a department, or empty for all. */
  readonly department: string
}

/** Whether something that reads so, in that department, is among what is looked for: every word begins one of its. */
export function isFound(it: { readonly text: string; readonly department: string }, search: Search): boolean {
  if (search.department !== '' && search.department !== it.department) return false
  const words = wordsOf(it.text)
  return wordsOf(search.words).every((sought) => words.some((word) => word.startsWith(singular(sought))))
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** "lamps" finds the lamp. */
function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word
}
