import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readCustomerToken } from '../../../functions/api/customer-tokens.ts'
import { launchChromium } from '../../../local/browser/chromium.ts'
import { demoCustomers, demoStore } from '../../../local/store/demo-store.ts'
import { storefront } from '../../../local/storefront/storefront.ts'
import { buildWidget } from '../../../widget/build.ts'
import { memoryStore } from '../../doubles/store.ts'
import { type FakeApi, startFakeApi } from '../../widget/fake-api.ts'
import { widgetOn } from '../../widget/widget-lab.ts'

const storeSecret = 'a secret of at least thirty-two bytes'
let browser: Browser
let api: FakeApi
let server: Server
let widgetDirectory: string

beforeAll(async () => {
  widgetDirectory = await mkdtemp(join(tmpdir(), 'storefront-'))
  ;[browser, api] = await Promise.all([launchChromium(), startFakeApi(), buildWidget(widgetDirectory)])
  const shop = storefront({
    store: memoryStore(demoStore(1)),
    demoCustomers,
    storeId: 'st_demo',
    storeSecret,
    widgetDirectory,
    apiBase: api.url,
  })
  server = createServer((request, response) => void shop(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await Promise.all([browser.close(), api.close(), rm(widgetDirectory, { recursive: true })])
})

test('a customer logs in, takes the question to try, and asks it as herself', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`)
  await page.locator('summary').click()
  await page.getByText('Mina Okafor').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: /Where is my order, and/ }).click()
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
})
