import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchChromium } from './browser/chromium.ts'
import { startShop } from './host/terminal/shop.ts'
import { chatOn } from './screenshots/chat.ts'
import { type Scene, scenes } from './screenshots/scenes.ts'

const help = `npm run screenshots -- [name …] [--to docs/screenshots]

Plays conversations in the demo store on this machine, with the stand-in model, and takes pictures of the chat.`

/** Of the page around the panel, in CSS pixels. */
const margin = 20
const launcherHeight = 72

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string', default: join(import.meta.dirname, '../docs/screenshots') },
    help: { type: 'boolean' },
  },
})
if (values.help) console.log(help)
else await takeAll(values.to)

async function takeAll(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const [browser, shop] = await Promise.all([
    launchChromium(),
    startShop({ port: 0, store: undefined, keep: undefined, verbose: false, onEvent() {}, onProgress() {} }),
  ])
  try {
    await shop.warm()
    for (const scene of scenes) {
      if (positionals.length > 0 && !positionals.includes(scene.name)) continue
      const path = join(directory, `chat-${scene.name}.png`)
      await take(scene, browser, shop.apiUrl, path)
      console.log(path)
    }
  } finally {
    await Promise.all([browser.close(), shop.close()])
  }
}

async function take(scene: Scene, browser: Browser, url: string, path: string): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 800 },
    deviceScaleFactor: scene.whole ? 1 : 1.5,
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...scene.options,
  })
  const { customer, locale = 'en' } = scene
  if (customer) await context.addCookies([{ name: 'switchboard-demo-customer', value: customer, url }])
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('.launcher').waitFor()
  await page.evaluate(`Switchboard('setLocale', '${locale}')`)
  await scene.play(chatOn(page), page)
  await page.evaluate('Promise.all([document.fonts.ready, new Promise(requestAnimationFrame)])')
  const panel = await page.getByRole('dialog').boundingBox()
  await page.screenshot({
    path,
    animations: 'disabled',
    ...(panel && panel.x > 0 && !scene.whole && { clip: around(panel) }),
  })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.close()
}

/** The panel with a little of the page, and the launcher below it. */
function around({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  const left = Math.max(0, x - margin)
  const top = Math.max(0, y - margin)
  return { x: left, y: top, width: x - left + width + margin, height: y - top + height + launcherHeight }
}
