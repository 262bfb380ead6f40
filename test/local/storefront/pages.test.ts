import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from '../../widget/axe.ts'
import { openBrowser, serveShop } from './shop-lab.ts'

let shop: Awaited<ReturnType<typeof serveShop>>
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  shop = await serveShop()
  browser = await openBrowser(shop.url)
})
afterAll(() => Promise.all([browser.close(), shop.close()]))

const customer = 'mina_okafor_4821'
const wide = { width: 1440, height: 900 }
const kettlePath = () => {
  const kettle = [...shop.store.products.values()].find(({ name }) => name === 'Electric Kettle')
  return `/products/${kettle?.productId}`
}

describe('In light, in dark and on a phone', () => {
  test.each<[string, () => string, string | undefined]>([
    ['the catalogue', () => '/', undefined],
    ['a search that finds nothing', () => '/?q=zzzz', undefined],
    ['a product', kettlePath, customer],
    ['the log-in', () => '/orders', undefined],
    ['my orders', () => '/orders', customer],
    ['no orders', () => '/orders', 'david_chen_8037'],
    ['an order', () => '/orders/W0482133', customer],
  ])('%s has no fault that axe knows, and breaks no rule of its policy', async (_, path, who) => {
    const options = { viewport: wide, colorScheme: 'light' as const }
    const { page, complaints, close } = await browser.visit(path(), {
      ...options,
      ...(who && { customer: who }),
    })
    expect(await violationsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.locator('summary').first().click()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    expect(complaints).toEqual([])
    await close()
  })
})

test('looks through the catalogue without asking the server, and the address says what is shown', async () => {
  const { page, close } = await browser.visit('/', { viewport: wide })
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const shown = () => page.locator('.catalogue .product:visible .name').allTextContents()
  await page.getByRole('button', { name: 'Kitchen' }).click()
  await page.getByRole('searchbox').fill('kettles')
  expect(await shown()).toEqual(['Electric Kettle', 'Stovetop Tea Kettle'])
  expect(await page.getByRole('status').first().textContent()).toBe('2 products')
  expect(page.url()).toBe(`${shop.url}/?q=kettles&department=kitchen`)
  await page.getByRole('searchbox').press('Enter')
  expect(await shown()).toHaveLength(2)
  await page.getByRole('searchbox').fill('spaceship')
  await page.getByText('Nothing matches that').waitFor()
  expect(requests.filter((url) => !url.includes('/pictures/'))).toEqual([])
  await close()
})

test('an option changes price, stock, picture and item number, and keeps what can be kept', async () => {
  const { page, close } = await browser.visit(kettlePath(), { viewport: wide })
  const item = page.locator('[data-item]')
  const before = await item.textContent()
  await page.getByRole('radio', { name: 'Brushed steel' }).check()
  await page.getByRole('radio', { name: '1.7 L' }).check()
  const kettle = [...shop.store.products.values()].find(({ name }) => name === 'Electric Kettle')
  const itemId = await item.textContent()
  const chosen = kettle?.variants.find((it) => it.itemId === itemId)
  expect(itemId).not.toBe(before)
  expect(chosen?.options.capacity).toBe('1.7 L')
  const cents = chosen?.priceCents ?? 0
  expect(await page.locator('[data-price]').textContent()).toBe(`$${(cents / 100).toFixed(2)}`)
  expect(await page.locator('[data-stock]').textContent()).toBe(chosen?.available ? 'In stock' : 'Sold out')
  expect(await page.locator('[data-view]').getAttribute('src')).toContain(`?item=${itemId}`)
  expect(page.url()).toContain(`?item=${itemId}`)
  await page.getByRole('link', { name: 'In black' }).click()
  expect(await page.getByRole('radio', { name: 'Black' }).isChecked()).toBe(true)
  await close()
})

test('the theme that is chosen is remembered, and the chat has it too', async () => {
  const { page, close } = await browser.visit('/', { colorScheme: 'light', viewport: wide })
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const chatScheme = () => page.evaluate("document.querySelector('[data-switchboard]').style.colorScheme")
  const light = await ground()
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  const dark = await ground()
  expect(dark).not.toBe(light)
  await expect.poll(chatScheme).toBe('dark')
  await page.reload()
  expect(await ground()).toBe(dark)
  await expect.poll(chatScheme).toBe('dark')
  await close()
})

describe('What happened', () => {
  const panel = (page: Page) => page.getByRole('complementary', { name: 'What happened' })
  const button = (page: Page) => page.getByRole('button', { name: 'What happened', exact: true })

  test('stands beside the shop where there is room, as wide as it is drawn, and stays closed once closed', async () => {
    const { page, close } = await browser.visit('/', { viewport: wide })
    const width = async () => (await panel(page).boundingBox())?.width ?? 0
    expect(await width()).toBe(440)
    await page.getByRole('separator').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await width()).toBe(464)
    await page.reload()
    expect(await width()).toBe(464)
    const shopWidth = await page.evaluate("document.querySelector('.shop').offsetWidth")
    expect(shopWidth).toBe(1440 - 464)
    await page.getByRole('button', { name: 'Close what happened' }).click()
    await page.reload()
    await button(page).waitFor()
    expect(await panel(page).isVisible()).toBe(false)
    await close()
  })

  test('is a sheet on a phone, opened by a button and closed by Escape', async () => {
    const { page, close } = await browser.visit('/', { viewport: { width: 390, height: 844 } })
    expect(await panel(page).isVisible()).toBe(false)
    await button(page).click()
    await panel(page).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await panel(page).isVisible()).toBe(false)
    expect(await page.evaluate("document.activeElement.matches('[data-happened-switch]')")).toBe(true)
    await close()
  })

  test('invites with three questions, which go into the chat', async () => {
    const { page, close } = await browser.visit('/', { customer, viewport: wide })
    const questions = panel(page).locator('.try')
    expect(await questions.count()).toBe(3)
    const words = (await questions.nth(1).textContent()) ?? ''
    await questions.nth(1).click()
    await expect.poll(() => page.getByRole('dialog').getByRole('textbox').inputValue()).toBe(words)
    await close()
  })
})
