/** The words of the catalogue, and those among them that are up to so many letters away from a word. */
export interface Vocabulary {
  readonly all: ReadonlySet<string>
  readonly inNames: ReadonlySet<string>
  readonly near: (word: string, errors: number) => readonly string[]
}

/**
 * Which words of the catalogue somebody means by a word. Forgives no more than it takes to find something: the word
 * as it is or its beginning, two letters swapped, one letter wrong, a compound ("raincoat" has rain), two letters
 * wrong but the first. Numbers and words of up to three letters are taken as they are. Nothing known: the word itself.
 */
export function spelling({ all, inNames, near }: Vocabulary): (word: string) => readonly string[] {
  const sorted = [...all].sort()
  const longNames = [...inNames].filter((it) => it.length > 3)
  return (word) => {
    if (word.length < 4 || /\d/.test(word)) return [word]
    if (begins(sorted, word)) return [word]
    const readings = [
      () => swaps(word).filter((it) => all.has(it)),
      () => near(word, 1),
      () => longNames.filter((it) => word.startsWith(it) || word.endsWith(it)),
      () => (word.length < 6 ? [] : near(word, 2).filter((it) => it[0] === word[0])),
    ]
    for (const read of readings) {
      const words = read()
      if (words.length > 0) return words
    }
    return [word]
  }
}

/** Whether one of the sorted words begins like this. */
function begins(sorted: readonly string[], word: string): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return sorted[low]?.startsWith(word) ?? false
}

function swaps(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  )
}
