import { describe, expect, test } from 'vitest'
import type { Labelled } from './labelled/labelled.ts'
import { held, tuned } from './labelled/sets.ts'
import { groupedBy, mistakes, score } from './measure.ts'

const byLanguage = (sentences: readonly Labelled[]) => groupedBy(sentences, ({ language }) => language)

describe('The labelled sentences', () => {
  test('are enough, in all languages, and a fifth of them was never tuned on', () => {
    const all = [...tuned, ...held]
    expect(all.length).toBeGreaterThan(400)
    expect(held.length / all.length).toBeGreaterThan(0.2)
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
    expect(byLanguage(held).map(([language]) => language)).toEqual(['en', 'es', 'de', 'zh', 'ar'])
  })

  test('are measured', () => {
    for (const [name, set] of Object.entries({ tuned, held })) {
      const rows = byLanguage(set).map(([language, sentences]) => [language, score(sentences)] as const)
      console.log(`${name}, by language`)
      console.table(Object.fromEntries([...rows, ['all', score(set)]]))
    }
    console.log('tuned and held, by category: the part that is judged rightly')
    console.table(
      Object.fromEntries(
        groupedBy([...tuned, ...held], ({ category }) => category).map(([category, sentences]) => [
          category,
          { sentences: sentences.length, right: 1 - mistakes(sentences).length / sentences.length },
        ]),
      ),
    )
    expect.assertions(0)
  })

  test('that it was tuned on', () => {
    expect(score(tuned), mistakes(tuned).join('\n')).toSatisfy(
      ({ precision, recall, kinds, passed }) =>
        precision >= 0.98 && recall >= 0.97 && kinds >= 0.95 && passed >= 0.97,
    )
  })
})
