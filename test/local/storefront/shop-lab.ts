import { createServer } from 'node:http'
import type { BrowserContextOptions } from 'playwright-core'
import * as z from 'zod'
import { launchChromium } from '../../../local/browser/chromium.ts'
import { demoCustomers, demoStore } from '../../../local/store/demo-store.ts'
import { storefront } from '../../../local/storefront/storefront.ts'
import { memoryStore } from '../../doubles/store.ts'
import { hostWidget } from '../host/support/widget-host.ts'

export const storeSecret = 'a secret of at least thirty-two bytes'

/** The storefront before a store in memory. The API is nobody's unless it is given; the chat is on another origin. */
export async function serveShop(api = { url: 'https://api.example', socketOrigin: 'wss://live.example' }) {
  const widget = await hostWidget()
  const store = memoryStore(demoStore(1))
  const shop = storefront({
    store,
    demoCustomers,
    storeId: 'st_demo',
    storeSecret,
    widgetUrl: `${widget.url}/widget/loader.js`,
    apiBase: api.url,
    socketUrl: `${api.socketOrigin}/socket`,
  })
  const server = createServer(async (request, response) => {
    if (!(await shop(request, response))) response.writeHead(418).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    store,
    url: `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`,
    widget,
    async close() {
      server.closeAllConnections()
      await Promise.all([new Promise((done) => server.close(done)), widget.close()])
    },
  }
}

/** A visitor's browser, and what its pages complained of: refused by the policy, thrown, or not found. */
export async function openBrowser(url: string) {
  const browser = await launchChromium()
  return {
    async visit(path: string, { customer, ...options }: BrowserContextOptions & { customer?: string } = {}) {
      const context = await browser.newContext(options)
      if (customer) await context.addCookies([{ name: 'switchboard-demo-customer', value: customer, url }])
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.goto(url + path)
      await page.locator('.launcher').waitFor()
      return { page, complaints, close: () => context.close() }
    },
    close: () => browser.close(),
  }
}
