import { expect, test } from 'vitest'
import { locales } from '../../widget/build.ts'
import { listed, named } from '../../widget/locales/listed.ts'

test.each(locales)('the words of %s travel without their names and find them again', async (locale) => {
  const { default: words } = await import(`../../widget/locales/${locale}.ts`)
  const sent = JSON.stringify(listed(words))
  expect(sent).not.toMatch(/greetingMore|unauthorised|mailCode/)
  expect(named(JSON.parse(sent))).toEqual(words)
})

test('what a locale does not say is not said', () => {
  const english = { send: 'Send', guest: { code: 'Code' }, working: undefined }
  const words = { guest: { code: 'Código' }, send: 'Enviar' }
  const sent = JSON.stringify(listed(words, english))
  expect(named(JSON.parse(sent), english)).toEqual({ ...words, working: undefined })
})
