/** Words that say nothing about a product. */
const noise = new Set(
  'a an and any are at available buy can do does find for get good have i im in is it item like looking me my need of on one or please product sell shop show some something store that the there this to under want with you your'.split(
    ' ',
  ),
)

const sameWord: Readonly<Record<string, string>> = {
  gray: 'grey',
  colour: 'color',
  coloured: 'color',
  litre: 'l',
  liter: 'l',
  inche: 'inch',
  millilitre: 'ml',
  milliliter: 'ml',
  gigabyte: 'gb',
  terabyte: 'tb',
}

/**
 * The words of a text as the search compares them: lower case, without accents, plurals and units in one form, digits
 * apart from letters ("1.5L", "1.5 litres" are both 1.5, l).
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d),(?=\d)/g, '.')
  const words = plain.match(/(?<![\p{L}\p{N}])-\d+(?:\.\d+)?|\d+(?:\.\d+)?|\p{L}+/gu) ?? []
  return words.map(singular).map((word) => sameWord[word] ?? word)
}

/** `wordsOf` that works out each text once: the same few names and values stand in thousands of variants. */
export function rememberingWordsOf(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (text) => {
    const words = known.get(text) ?? wordsOf(text)
    known.set(text, words)
    return words
  }
}

/** The words of a question that can find something. */
export function searchWordsOf(text: string): string[] {
  return [...new Set(wordsOf(text).filter((word) => !noise.has(word)))]
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
