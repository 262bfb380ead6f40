import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(async () => {
  lab.api.reset()
  lab.shopRequests.length = 0
  await visit()
})
afterEach(() => page.context().close())

async function visit(options: Parameters<WidgetLab['page']>[0] = {}): Promise<void> {
  page = await lab.page(options)
  widget = widgetOn(page)
  await widget.launcher.waitFor()
}

const root = "document.querySelector('[data-switchboard]').shadowRoot"
const phone = { viewport: { width: 390, height: 844 } }
const focused = () => page.evaluate(`${root}.activeElement?.ariaLabel ?? ${root}.activeElement?.textContent`)

describe('The launcher', () => {
  test('nothing but the loader is fetched until the shopper shows intent', async () => {
    expect(lab.shopRequests).toEqual(['/', '/shop.js', '/loader.js'])
    await widget.launcher.hover()
    await eventually(() => lab.shopRequests.slice(3)).toEqual([expect.stringMatching(/^\/panel-\w{8}\.js$/)])
    await widget.open()
    expect(lab.api.requests).toEqual([])
  })

  test('looks the same once the panel and its style sheets are there', async () => {
    const looks = () =>
      page.evaluate(`[...${root}.querySelectorAll('.launcher, .launcher *')].map((it) => {
        const { width, height, margin, padding, backgroundColor, fill, boxSizing } = getComputedStyle(it)
        return [it.localName, width, height, margin, padding, backgroundColor, fill, boxSizing]
      })`)
    await page.evaluate(`${root}.querySelector('.launcher span').hidden = false`)
    const before = await looks()
    await widget.open()
    await page.evaluate(`${root}.querySelector('.launcher span').hidden = false`)
    expect(await looks()).toEqual(before)
  })

  test('opening puts the focus in the composer, Escape closes and gives it back', async () => {
    await widget.launcher.focus()
    await page.keyboard.press('Enter')
    await eventually(focused).toBe('Write a message')
    expect(await widget.launcher.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    await widget.panel.waitFor({ state: 'hidden' })
    await eventually(focused).toBe('Open chat')
    expect(await widget.launcher.getAttribute('aria-expanded')).toBe('false')
  })

  test('the menu is walked with the keyboard, and Escape or leaving closes it alone', async () => {
    await widget.open()
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    const more = widget.panel.getByRole('button', { name: 'More' })
    await more.focus()
    await page.keyboard.press('Enter')
    const first = widget.panel.getByRole('button', { name: 'Save the conversation' })
    await eventually(focused).toBe('Save the conversation')
    expect(await more.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Start a new conversation')
    await page.keyboard.press('Tab')
    await first.waitFor({ state: 'hidden' })
    expect(await focused()).toBe('Close chat')
    await more.press('Enter')
    await first.waitFor()
    await page.keyboard.press('Escape')
    await first.waitFor({ state: 'hidden' })
    expect(await widget.panel.isVisible()).toBe(true)
    expect(await focused()).toBe('More')
  })

  test('only what is new is read out, from a live region that holds the messages alone', async () => {
    await widget.open()
    await eventually(() => widget.log.getAttribute('aria-live')).toBe('polite')
    expect(await widget.panel.getAttribute('aria-label')).toBe('Chat with Harbour & Pine')
  })

  test('on a phone the panel is the screen, and the page behind it is inert', async () => {
    await page.context().close()
    await visit(phone)
    await widget.open()
    await eventually(() => widget.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await page.evaluate("document.querySelector('main').inert")).toBe(true)
    await widget.panel.getByRole('button', { name: 'Close chat' }).click()
    expect(await page.evaluate("document.querySelector('main').inert")).toBe(false)
  })

  test('it follows the colours of the system', async () => {
    const ground = () => page.evaluate(`getComputedStyle(${root}.querySelector('.panel')).backgroundColor`)
    await widget.open()
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await ground()).toBe('rgb(22, 25, 24)')
  })

  test('nothing moves for a shopper who does not want it', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await widget.open()
    await widget.send('Hello')
    await widget.working.waitFor()
    expect(await page.evaluate(runningAnimations)).toEqual([])
  })

  test('a panel that cannot be fetched is said on the launcher, and the next click tries again', async () => {
    await page.route('**/panel-*.js', (route) => route.abort(), { times: 1 })
    await widget.launcher.click()
    await page.getByRole('button', { name: 'Not loaded. Try again' }).click()
    await widget.panel.waitFor()
  })

  test('a page whose panel is gone says so to the engineers too, and the next click takes the newest', async () => {
    await page.route('**/panel-*.js', (route) => route.fulfill({ status: 403 }))
    await widget.launcher.click()
    await page.getByRole('button', { name: 'Not loaded. Try again' }).click()
    await widget.panel.waitFor()
    expect(lab.shopRequests.slice(3)).toEqual(['/panel.js'])
    expect(await page.evaluate('heard.slice(1)')).toEqual([
      ['error', { code: 'panel_not_loaded', detail: expect.stringContaining('panel-') }],
      ['open', {}],
    ])
  })
})

describe('window.Switchboard', () => {
  test('tells the engineers what the shopper need not know', async () => {
    lab.api.failNext(/sessions/, 400)
    await widget.open()
    await widget.send('Hello')
    await widget.own.getByText('This was not accepted.').waitFor()
    await page.evaluate("Switchboard('identify', { getToken: () => Promise.reject(new Error('no log-in')) })")
    await eventually(() => page.evaluate('heard.at(-1)')).toEqual([
      'error',
      { code: 'identity_failed', detail: 'The storefront gave no customer token: no log-in' },
    ])
    await widget.notice.getByText('Connection lost. Trying again').waitFor()
  })

  test('calls made before the loader ran are not lost', async () => {
    await widget.open()
    expect(await page.evaluate('heard.map(([name]) => name)')).toEqual(['ready', 'open'])
  })

  test('it opens, closes, and reports what is said', async () => {
    await page.evaluate("Switchboard('open')")
    await widget.panel.waitFor()
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'Hello!' })
    await widget.theirs.waitFor()
    await page.evaluate("Switchboard('close')")
    await widget.panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate('heard')).toEqual([
      ['ready', {}],
      ['open', {}],
      ['message', { author: 'assistant', text: 'Hello!' }],
      ['close', {}],
    ])
  })

  test('`on` returns what ends the subscription', async () => {
    await page.evaluate("window.count = 0; window.off = Switchboard('on', 'open', () => count++)")
    await page.evaluate("Switchboard('open'); Switchboard('close')")
    await eventually(() => page.evaluate('count')).toBe(0)
    await page.evaluate("Switchboard('open')")
    await eventually(() => page.evaluate('count')).toBe(1)
    await page.evaluate("off(); Switchboard('close'); Switchboard('open')")
    await widget.panel.waitFor()
    expect(await page.evaluate('count')).toBe(1)
  })
})

const runningAnimations = `[document, ${root}]
  .flatMap((root) => root.getAnimations())
  .filter((it) => it instanceof CSSAnimation)
  .map((it) => it.animationName)`
