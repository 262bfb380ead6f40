import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readCustomerToken } from '../../../functions/api/customer-tokens.ts'
import { type FakeApi, startFakeApi } from '../../widget/fake-api.ts'
import { widgetOn } from '../../widget/widget-lab.ts'
import { openBrowser, serveShop, storeSecret } from './shop-lab.ts'

let api: FakeApi
let shop: Awaited<ReturnType<typeof serveShop>>
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  api = await startFakeApi()
  shop = await serveShop(api)
  browser = await openBrowser(shop.url)
})
afterAll(() => Promise.all([browser.close(), shop.close(), api.close()]))

test('a customer logs in by one click, takes the question to try, and asks it as herself', async () => {
  const { page, complaints, close } = await browser.visit('/')
  await page.locator('summary').first().click()
  await page.getByRole('button', { name: /^Mina Okafor/ }).click()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Where is my order, and/ })
    .click()
  const widget = widgetOn(page)
  await expect
    .poll(() => widget.input.inputValue())
    .toBe('Where is my order, and does the kettle come in black?')
  await widget.input.press('Enter')
  await widget.own.getByText('Sent').waitFor()
  const { customerToken } = z.object({ customerToken: z.string() }).parse(api.of(/sessions/)[0]?.body)
  const options = { secrets: async () => [storeSecret] as const, storeId: 'st_demo', now: Date.now }
  expect(await readCustomerToken(customerToken, options)).toMatchObject({ customerId: 'mina_okafor_4821' })
  expect(complaints).toEqual([])
  await close()
})

test('the chat comes from an origin of its own, each file once, named after its content', async () => {
  shop.widget.asked.length = 0
  const { page, complaints, close } = await browser.visit('/')
  await page.evaluate("Switchboard('setLocale', 'es'); Switchboard('open')")
  await widgetOn(page).panel.getByText('Hola, ¿en qué podemos ayudarte?').waitFor()
  expect(await page.evaluate('crossOriginIsolated')).toBe(true)
  expect(complaints).toEqual([])
  expect(shop.widget.asked).toEqual([
    '/widget/loader.js',
    expect.stringMatching(/^\/widget\/panel-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^\/widget\/locale-es-[0-9a-f]{8}\.js$/),
  ])
  await page.reload()
  await widgetOn(page).panel.waitFor()
  expect(shop.widget.asked).toHaveLength(3)
  await close()
})
