import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { buildWidget } from '../../widget/build.ts'
import { launchChromium } from './chromium.ts'
import { startFakeApi } from './fake-api.ts'

/**
 * A shop's page with the built widget, under the strictest policy that a shop can have, in a real Chromium against a
 * scripted API. One for a test file; every page has a browser profile of its own.
 */
export async function openWidgetLab() {
  const outdir = await mkdtemp(join(tmpdir(), 'widget-'))
  const [browser, api] = await Promise.all([launchChromium(), startFakeApi(), buildWidget(outdir)])
  const shop = await serveShop(outdir, api.url)

  /** `customer` is logged in when the page loads. */
  async function page(options: BrowserContextOptions & { customer?: string; shopUrl?: string } = {}) {
    const { customer, ...context } = options
    const profile = await browser.newContext(context)
    const opened = await profile.newPage()
    await opened.goto(addressOf(customer))
    return opened
  }

  function addressOf(customer?: string): string {
    return `${shop.url}/${customer === undefined ? '' : `?customer=${customer}`}`
  }

  return {
    api,
    outdir,
    shopRequests: shop.requests,
    page,
    addressOf,
    async close() {
      await Promise.all([browser.close(), api.close(), shop.close(), rm(outdir, { recursive: true })])
    },
  }
}

export type WidgetLab = Awaited<ReturnType<typeof openWidgetLab>>

/** What a shopper touches. */
export function widgetOn(page: Page) {
  const panel = page.getByRole('dialog')
  return {
    launcher: page.locator('.launcher'),
    panel,
    input: panel.getByRole('textbox'),
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
      await panel.getByRole('textbox').fill(text)
      await panel.getByRole('textbox').press('Enter')
    },
  }
}

async function serveShop(outdir: string, apiUrl: string) {
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop')
    requests.push(pathname)
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', policy(apiUrl))
      return response.end(shopPage(apiUrl))
    }
    response.setHeader('content-type', 'text/javascript; charset=utf-8')
    if (pathname === '/shop.js') return response.end(shopScript)
    if (/^\/(loader|panel)\.js$/.test(pathname)) return response.end(await readFile(join(outdir, pathname)))
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

function policy(apiUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${apiUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

function shopPage(apiUrl: string): string {
  return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title><script src="/shop.js"></script>
<script src="/loader.js" data-store="st_test" data-api="${apiUrl}" data-name="Harbour &amp; Pine" async></script>
</head><body><main><h1>A shop</h1><a href="#x">A link of the shop</a></main></body></html>`
}

/** Before the loader: the queue, the log-in, and a record of what the policy refused and what the widget reported. */
const shopScript = `
window.violations = []
window.heard = []
document.addEventListener('securitypolicyviolation', (it) => violations.push(it.violatedDirective + ' ' + it.blockedURI))
window.Switchboard ??= (...call) => { (Switchboard.q ??= []).push(call) }
for (const name of ['ready', 'open', 'close', 'message', 'handoff', 'action', 'error']) {
  Switchboard('on', name, (detail) => heard.push([name, detail]))
}
window.tokenOf = (customer) => 'e30.' + btoa(JSON.stringify({ sub: customer })) + '.signature'
const customer = new URL(location).searchParams.get('customer')
if (customer) Switchboard('identify', { getToken: async () => tokenOf(customer) })
`
