import type { Form, Grammar } from './compile.ts'

/** A clause in which a form may be looked for. */
export interface Reading {
  readonly mark: Form['mark']
  readonly verb: string | undefined
  readonly words: string
}

/** How far from its verb a form may reach. */
const reach = 160
/** Of each mark: a clause that has so many verbs is not read to its end. */
const most = 20

/** The clause with one of its verbs marked, as far as a form may reach; last, as it is. */
export function readings(words: string, grammar: Grammar): Reading[] {
  return [
    ...marked('‡', grammar.verb, words),
    ...marked('†', grammar.base, words),
    { mark: undefined, verb: undefined, words: words.slice(0, 2 * reach) },
  ]
}

function marked(mark: '‡' | '†', verbs: RegExp, words: string): Reading[] {
  const found: Reading[] = []
  verbs.lastIndex = 0
  for (let match = verbs.exec(words); match !== null && found.length < most; match = verbs.exec(words)) {
    const [verb] = match
    const end = match.index + verb.length
    const before = words.slice(Math.max(0, match.index - reach), match.index)
    const start = match.index > reach ? '… ' : ''
    found.push({ mark, verb, words: `${start}${before}${mark}${words.slice(end, end + reach)}` })
  }
  return found
}
