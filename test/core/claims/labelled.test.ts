import { afterAll, describe, expect, test } from 'vitest'
import type { Labelled } from './labelled/labelled.ts'
import { held, tuned } from './labelled/sets.ts'
import { groupedBy, mistakes, score } from './measure.ts'

const byLanguage = (sentences: readonly Labelled[]) => groupedBy(sentences, ({ language }) => language)
const byCategory = groupedBy([...tuned, ...held], ({ category }) => category)

afterAll(() => {
  for (const [name, set] of Object.entries({ tuned, held })) {
    console.log(`The ${name} sentences:`)
    const rows = byLanguage(set).map(([language, sentences]) => [language, score(sentences)] as const)
    console.table(Object.fromEntries([...rows, ['all', score(set)]]))
  }
  const rows = byCategory.map(([category, sentences]) => {
    const wrong = mistakes(sentences).length
    return [category, { sentences: sentences.length, wrong, right: right(sentences) }] as const
  })
  console.log('All sentences, by category:')
  console.table(Object.fromEntries(rows))
})

describe('The labelled sentences', () => {
  test('are many, in every language, no two the same; a quarter was never tuned on', () => {
    const all = [...tuned, ...held]
    expect(all.length).toBeGreaterThan(1_500)
    expect(held.length).toBeGreaterThan(tuned.length / 4)
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
    for (const [, sentences] of byLanguage(held)) expect(sentences.length).toBeGreaterThan(60)
  })

  test('that it was tuned on are judged rightly', () => {
    const { precision, recall, kinds, passed } = score(tuned)
    expect(precision, mistakes(tuned).join('\n')).toBeGreaterThan(0.99)
    expect(recall, mistakes(tuned).join('\n')).toBeGreaterThan(0.98)
    expect(kinds).toBeGreaterThan(0.97)
    expect(passed).toBeGreaterThan(0.99)
  })

  test('that it was not tuned on are judged almost as well', () => {
    const { precision, recall, kinds, passed } = score(held)
    expect(precision).toBeGreaterThan(0.98)
    expect(recall).toBeGreaterThan(0.95)
    expect(kinds).toBeGreaterThan(0.97)
    expect(passed).toBeGreaterThan(0.98)
  })

  test.each(byLanguage(tuned))('are judged rightly in %s', (_, sentences) => {
    const { precision, recall } = score(sentences)
    expect(precision, mistakes(sentences).join('\n')).toBeGreaterThan(0.98)
    expect(recall, mistakes(sentences).join('\n')).toBeGreaterThan(0.97)
  })

  test.each(byLanguage(held))('that were held out are judged almost as well in %s', (_, sentences) => {
    const { precision, recall } = score(sentences)
    expect(precision).toBeGreaterThan(0.95)
    expect(recall).toBeGreaterThan(0.94)
  })

  test.each(byCategory)('are judged rightly when they are: %s', (_, sentences) => {
    expect(right(sentences), mistakes(sentences).join('\n')).toBeGreaterThan(0.93)
  })
})

function right(sentences: readonly Labelled[]): number {
  return Math.round((1 - mistakes(sentences).length / sentences.length) * 1000) / 1000
}
