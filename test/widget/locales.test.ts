import { describe, expect, test } from 'vitest'
import { specialists } from '../../functions/agents/specialists.ts'
import { order } from '../../functions/core/store.ts'
import { speechOf } from '../../widget/loader/launcher-words.ts'
import ar from '../../widget/locales/ar.ts'
import { en } from '../../widget/locales/en.ts'
import es from '../../widget/locales/es.ts'
import zh from '../../widget/locales/zh.ts'
import { counted, dollars, fill, speak, words } from '../../widget/panel/language.ts'

const others = [
  ['zh', zh],
  ['es', es],
  ['ar', ar],
] as const
/** What the API says in English, and the other locales say by themselves. */
const apart = ['working', 'status']

/** Every text by its path: `failed.busy`. The forms of a plural count as one. */
function texts(value: object, path = ''): Map<string, string | object> {
  const all = new Map<string, string | object>()
  for (const [key, it] of Object.entries(value)) {
    if (typeof it === 'string' || isPlural(it)) all.set(path + key, it)
    else for (const [below, text] of texts(it, `${path}${key}.`)) all.set(below, text)
  }
  return all
}

function isPlural(value: object): boolean {
  return Object.hasOwn(value, 'other')
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
const english = texts(en)

describe.each(others)('The locale %s', (tag, locale) => {
  const { working, status, ...same } = locale
  const own = texts(same)

  test('has every key of English, and no other', () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort())
    expect([...own.values()].filter((text) => text === '')).toEqual([])
  })

  test('has the same values in every text', () => {
    for (const [key, text] of own) {
      const original = english.get(key)
      if (typeof text === 'string' && typeof original === 'string') {
        expect([key, placeholders(text)]).toEqual([key, placeholders(original)])
      }
    }
  })

  test('has the plural forms of its language, all of them', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    for (const [key, text] of own) {
      if (typeof text === 'string') continue
      expect([key, Object.keys(text).sort()]).toEqual([key, [...categories].sort()])
    }
  })

  test('has words for what each specialist does, and for every status of an order', () => {
    expect(Object.keys(working).sort()).toEqual(
      expect.arrayContaining(specialists.map(({ name }) => name).sort()),
    )
    expect(Object.keys(status).sort()).toEqual([...order.shape.status.options].sort())
    expect(apart.every((key) => !english.has(key))).toBe(true)
  })
})

describe('What is said', () => {
  test('has the right plural, and numbers as the locale writes them', async () => {
    await speak('en-US', '')
    expect([1, 2, 3700].map((count) => counted(words.left, count))).toEqual([
      '1 character left',
      '2 characters left',
      '3,700 characters left',
    ])
    expect([1, 2, 3, 11, 100].map((count) => counted(ar.newMessages, count))).not.toContain(undefined)
    const arabic = new Intl.PluralRules('ar')
    expect([0, 1, 2, 3, 11, 100].map((count) => ar.newMessages[arabic.select(count)])).toEqual([
      ar.newMessages.zero,
      ar.newMessages.one,
      ar.newMessages.two,
      ar.newMessages.few,
      ar.newMessages.many,
      ar.newMessages.other,
    ])
  })

  test('money is integer cents', () => {
    expect([dollars(123456), dollars(0), dollars(5)]).toEqual(['$1,234.56', '$0.00', '$0.05'])
  })

  test('a value that has a placeholder in it stays what it is', () => {
    expect(fill('Order {id}', { id: '{title} $& $1' })).toBe('Order {title} $& $1')
  })
})

describe('The launcher', () => {
  test.each([
    ['es', 'es', 'ltr', 'Abrir el chat'],
    ['es-MX', 'es-MX', 'ltr', 'Abrir el chat'],
    ['ar-EG', 'ar-EG', 'rtl', 'فتح المحادثة'],
    ['zh-Hant-TW', 'zh-Hant-TW', 'ltr', '打开聊天'],
    ['fr', 'en', 'ltr', 'Open chat'],
    ['', 'en', 'ltr', 'Open chat'],
    ['constructor', 'en', 'ltr', 'Open chat'],
  ])('speaks %s as %s', (wanted, tag, direction, open) => {
    const speech = speechOf(wanted)
    expect([speech.tag, speech.direction, speech.words[0]]).toEqual([tag, direction, open])
  })
})
