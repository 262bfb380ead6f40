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
  page = await lab.page({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  widget = widgetOn(page)
  await widget.launcher.tap()
  await widget.panel.waitFor()
})
afterEach(() => page.context().close())

/** What a browser does when the virtual keyboard comes up: less of the page is visible, and it may be moved. */
const keyboard = (height: number, top: number) =>
  page.evaluate(`{
    Object.defineProperty(visualViewport, 'height', { configurable: true, value: ${height} })
    Object.defineProperty(visualViewport, 'offsetTop', { configurable: true, value: ${top} })
    visualViewport.dispatchEvent(new Event('resize'))
  }`)

describe('On a phone', () => {
  test('the virtual keyboard does not hide the composer, nor the newest message', async () => {
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'line\n\n'.repeat(40) }, { type: 'text', text: 'The end' })
    await widget.theirs.waitFor()
    await widget.panel.locator('.scroll').evaluate(
      (it) =>
        new Promise((scrolled) => {
          it.addEventListener('scroll', scrolled, { once: true })
          it.scrollTo(0, it.scrollHeight)
        }),
    )
    await keyboard(480, 60)
    await eventually(() => widget.panel.boundingBox()).toEqual({ x: 0, y: 60, width: 390, height: 480 })
    const end = async (it: 'input' | 'theirs') => {
      const box = await widget[it].last().boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0)
    }
    expect(await end('input')).toBeLessThan(540)
    await eventually(() => end('theirs')).toBeLessThan(460)
    await keyboard(844, 0)
    await eventually(async () => (await widget.panel.boundingBox())?.height).toBe(844)
  })

  test('a keyboard that comes up step by step leaves the end of the conversation in view', async () => {
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'line\n\n'.repeat(40) }, { type: 'text', text: 'The end' })
    await widget.theirs.waitFor()
    await widget.panel.locator('.scroll').evaluate((it) => it.scrollTo(0, it.scrollHeight))
    await page.evaluate(`(async () => {
      for (let height = 844; height > 480; height -= 70) {
        Object.defineProperty(visualViewport, 'height', { configurable: true, value: height })
        visualViewport.dispatchEvent(new Event('resize'))
        // After a frame and before the next one, whose first news is what the last one has scrolled.
        await new Promise(requestAnimationFrame)
        await new Promise((later) => setTimeout(later))
      }
    })()`)
    const end = widget.theirs.getByText('The end')
    await eventually(async () => ((await end.boundingBox())?.y ?? 1000) < 400).toBe(true)
  })

  test('a page that is wider than the screen does not widen the panel, whose focus ring is whole', async () => {
    await page.keyboard.press('Escape')
    await page.evaluate(`{
      const wide = document.createElement('p')
      wide.style.width = '520px'
      wide.textContent = 'A storefront that has not been tried on a phone'
      document.body.append(wide)
    }`)
    await eventually(() => page.evaluate('innerWidth')).toBeGreaterThan(500)
    await widget.launcher.click({ force: true })
    await eventually(() => widget.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  })

  test('the composer grows with what is written, up to a limit, and shrinks again', async () => {
    const height = async () => (await widget.input.boundingBox())?.height ?? 0
    const one = await height()
    await widget.input.fill('one\ntwo\nthree')
    expect(await height()).toBeGreaterThan(one * 1.8)
    await widget.input.fill('a line\n'.repeat(40))
    expect(await height()).toBeLessThanOrEqual(150)
    await widget.input.fill('')
    expect(await height()).toBe(one)
  })

  test('a field is written in letters that do not make the browser zoom', async () => {
    const sizes = await page.evaluate(
      "[...document.querySelector('[data-switchboard]').shadowRoot.querySelectorAll('input, textarea')].map((it) => getComputedStyle(it).fontSize)",
    )
    expect(new Set(Object(sizes))).toEqual(new Set(['16px']))
  })

  test('lying on its side, the panel is the whole screen as well', async () => {
    await page.setViewportSize({ width: 844, height: 390 })
    await eventually(() => widget.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 844, height: 390 })
  })
})
