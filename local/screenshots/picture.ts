import type { Browser, Page } from 'playwright-core'
import type { Scene } from '../storefront/scenes.ts'

export type Picture = Scene & {
  /** Nothing but the chat's panel, with a little of the page around it. */
  readonly panelOnly?: boolean
}

/** Of the page around the panel, in CSS pixels. */
const margin = 20
const launcherHeight = 72

export async function take(picture: Picture, browser: Browser, url: string, path: string): Promise<void> {
  const { customer, options, panelOnly } = picture
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options })
  if (customer) await context.addCookies([{ name: 'switchboard-demo-customer', value: customer, url }])
  const page = await context.newPage()
  await page.goto(url + picture.path)
  await page.locator('.launcher').waitFor()
  await picture.play?.(page)
  await page.evaluate('Promise.all([document.fonts.ready, new Promise(requestAnimationFrame)])')
  const clip = panelOnly ? await aroundPanel(page) : undefined
  await page.screenshot({ path, animations: 'disabled', ...(clip && { clip }) })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.close()
}

/** The panel with a little of the page, and the launcher below it; on a phone it is the whole screen. */
async function aroundPanel(page: Page) {
  const panel = await page.getByRole('dialog').boundingBox()
  if (!panel || panel.x === 0) return undefined
  const left = Math.max(0, panel.x - margin)
  const top = Math.max(0, panel.y - margin)
  return {
    x: left,
    y: top,
    width: panel.x - left + panel.width + margin,
    height: panel.y - top + panel.height + launcherHeight,
  }
}
