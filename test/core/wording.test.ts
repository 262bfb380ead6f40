import { describe, expect, test } from 'vitest'
import { specialists } from '../../functions/agents/specialists.ts'
import { changeKind } from '../../functions/core/change.ts'
import { checkClaims } from '../../functions/core/claims/check-claims.ts'
import { type Language, language, phraseFor } from '../../functions/core/language.ts'
import { languageOf } from '../../functions/core/spoken-language.ts'
import { type Wording, wording, wordingFor } from '../../functions/core/wording.ts'

const languages = language.options
const everyText = (spoken: Language): [name: string, text: string][] => {
  const { notDone, gap, onePart, ...texts } = wording[spoken]
  return [
    ...Object.entries(texts),
    ['notDone', notDone('#W1')],
    ['gap', gap(onePart)],
    ...specialists.map((card): [string, string] => [
      `gap of ${card.name}`,
      gap(phraseFor(card.gap, { language: spoken })),
    ]),
  ]
}

describe.each(languages)('What code says in %s', (spoken) => {
  test.each(everyText(spoken).filter(([name]) => name !== 'doneWithoutWords'))(
    'claims nothing: %s',
    (_, text) => {
      expect(checkClaims(text, [])).toEqual({ ok: true })
    },
  )

  test('claims that something was done in one place, where a receipt stands beside it', () => {
    const { doneWithoutWords } = wording[spoken]
    expect(checkClaims(doneWithoutWords, []).ok).toBe(false)
    for (const kind of changeKind.options)
      expect(checkClaims(doneWithoutWords, [{ kind }])).toEqual({ ok: true })
  })

  test.each(everyText(spoken))('is of this language: %s', (_, text) => {
    expect([spoken, undefined]).toContain(languageOf(text))
  })
})

describe.each(languages.filter((it) => it !== 'en'))('In %s', (spoken) => {
  test('nothing has stayed English', () => {
    const own = new Set(everyText(spoken).map(([, text]) => text))
    expect(own.size).toBe(everyText('en').length)
    for (const [, text] of everyText('en')) expect(own).not.toContain(text)
  })

  test.each(specialists)('$name says what it does', ({ gap, activity }) => {
    expect(Object.keys(gap)).toContain(spoken)
    expect(Object.keys(activity)).toContain(spoken)
  })
})

test('Whoever has said nothing that tells their language reads English', () => {
  expect(wordingFor({})).toBe(wording.en)
  expect(wordingFor({ language: undefined })).toBe(wording.en)
})

test('A title of the other direction keeps to itself', () => {
  const said: Wording = wording.ar
  expect(said.notDone('Cancel order #W1')).toContain('\u2068Cancel order #W1\u2069')
})
