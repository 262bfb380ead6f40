import { createServer } from 'node:http'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchChromium } from '../../local/browser/chromium.ts'
import { buildWidget, type WidgetFiles } from '../../widget/build.ts'
import { type FakeApi, startFakeApi } from './fake-api.ts'

/**
 * A shop's page with the built widget, under the strictest policy that a shop can have, in a real Chromium against a
 * scripted API. One for a test file; every page has a browser profile of its own.
 */
export async function openWidgetLab() {
  const [browser, api, files] = await Promise.all([launchChromium(), startFakeApi(), buildWidget()])
  const shop = await serveShop(files, api)

  /**
   * `customer` is logged in when the page loads; `tag` and `theme` are the script tag's attributes; `sockets` are allowed
   * by the policy unless it says no.
   */
  async function page({
    customer,
    tag,
    theme,
    sockets,
    ...context
  }: BrowserContextOptions & { customer?: string; tag?: string; theme?: string; sockets?: 'no' } = {}) {
    const profile = await browser.newContext(context)
    const opened = await profile.newPage()
    await opened.goto(addressOf(customer, { tag, theme, sockets }))
    return opened
  }

  function addressOf(customer?: string, query: Record<string, string | undefined> = {}): string {
    const given = new URLSearchParams()
    for (const [name, it] of Object.entries({ customer, ...query })) if (it) given.set(name, it)
    return `${shop.url}/?${given}`
  }

  return {
    api,
    shopRequests: shop.requests,
    shopUrl: shop.url,
    page,
    addressOf,
    async close() {
      await Promise.all([browser.close(), api.close(), shop.close()])
    },
  }
}

/** What is true soon: sooner on a machine that has nothing else to do. */
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

export type WidgetLab = Awaited<ReturnType<typeof openWidgetLab>>

/** What a shopper touches. */
export function widgetOn(page: Page) {
  const panel = page.getByRole('dialog')
  return {
    launcher: page.locator('.launcher'),
    host: page.locator('[data-switchboard]'),
    panel,
    input: panel.locator('textarea'),
    log: panel.getByRole('log'),
    notice: panel.locator('.notice'),
    working: panel.locator('.working'),
    own: panel.locator('.row-of.own'),
    theirs: panel.locator('.row-of.theirs'),
    async open() {
      await page.locator('.launcher').click()
      await panel.waitFor()
    },
    async send(text: string) {
      await panel.locator('textarea').fill(text)
      await panel.locator('textarea').press('Enter')
    },
  }
}

async function serveShop({ entries, lasting }: WidgetFiles, api: FakeApi) {
  const { url: apiUrl } = api
  const requests: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    requests.push(pathname)
    const pages: Record<string, () => string> = {
      '/': () => shopPage(apiUrl, searchParams),
      '/module': modulePage,
      '/element': () => elementPage(apiUrl),
    }
    const shown = pages[pathname]
    if (shown) {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', policy(api, searchParams.get('sockets') !== 'no'))
      return response.end(shown())
    }
    if (pathname === '/kettle.svg') {
      response.setHeader('content-type', 'image/svg+xml')
      return response.end('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"/>')
    }
    response.setHeader('content-type', 'text/javascript; charset=utf-8')
    if (pathname === '/shop.js') return response.end(shopScript)
    if (pathname === '/create.js') return response.end(createScript(apiUrl))
    const file = entries.get(pathname.slice(1)) ?? lasting.get(pathname.slice(1))
    if (file !== undefined) return response.end(file)
    return response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The shop has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function policy({ url, socketOrigin }: FakeApi, sockets: boolean): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self'",
    `connect-src ${url} ${sockets ? socketOrigin : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

const head = `<!doctype html><html lang="en"><head><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><script src="/shop.js"></script>`
const main =
  '<header>Everything for the house</header><main><h1>A shop</h1><a href="#x">A link of the shop</a></main>'

function shopPage(apiUrl: string, query: URLSearchParams): string {
  const more = [
    ['locale', query.get('tag')],
    ['theme', query.get('theme')],
  ].flatMap(([name, value]) => (value ? [`data-${name}="${value}"`] : []))
  return `${head}<script src="/loader.js" data-store="st_test" data-api="${apiUrl}" data-name="Harbour &amp; Pine"
${more.join(' ')} async></script></head><body>${main}</body></html>`
}

function modulePage(): string {
  return `${head}<script type="module" src="/create.js"></script></head><body>${main}</body></html>`
}

function elementPage(apiUrl: string): string {
  return `${head}<script type="module" src="/widget.js"></script></head><body>${main}<aside>
<switchboard-chat store="st_test" api="${apiUrl}" name="Harbour &amp; Pine" locale="es"></switchboard-chat></aside>
</body></html>`
}

function createScript(apiUrl: string): string {
  return `import { createWidget } from '/widget.js'
window.widget = createWidget({ store: 'st_test', api: '${apiUrl}', name: 'Harbour & Pine', theme: 'dark' })
widget.on('ready', () => heard.push(['ready', 'of the module']))`
}

/** Before the loader: the queue, the log-in, and a record of what the policy refused and what the widget reported. */
const shopScript = `
window.violations = []
window.heard = []
document.addEventListener('securitypolicyviolation', (it) => violations.push(it.violatedDirective + ' ' + it.blockedURI))
window.Switchboard ??= (...call) => { (Switchboard.q ??= []).push(call) }
for (const name of ['ready', 'open', 'close', 'message', 'unread', 'handoff', 'action', 'error']) {
  Switchboard('on', name, (detail) => heard.push([name, detail]))
}
window.tokenOf = (customer) => 'e30.' + btoa(JSON.stringify({ sub: customer })) + '.signature'
const customer = new URL(location).searchParams.get('customer')
if (customer) Switchboard('identify', { getToken: async () => tokenOf(customer) })
`
