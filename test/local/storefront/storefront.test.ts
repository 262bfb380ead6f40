import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readCustomerToken } from '../../../functions/api/customer-tokens.ts'
import { demoCustomers, demoStore } from '../../../local/store/demo-store.ts'
import { storefront } from '../../../local/storefront/storefront.ts'
import { buildWidget } from '../../../widget/build.ts'
import { memoryStore } from '../../doubles/store.ts'

const store = memoryStore(demoStore(1))
const storeSecret = 'a secret of at least thirty-two bytes'
let widgetDirectory: string
let server: Server
let url: string

beforeAll(async () => {
  widgetDirectory = await mkdtemp(join(tmpdir(), 'storefront-'))
  await buildWidget(widgetDirectory)
  const shop = storefront({
    store,
    demoCustomers,
    storeId: 'st_demo',
    storeSecret,
    widgetDirectory,
    apiBase: 'https://api.example',
  })
  server = createServer(async (request, response) => {
    if (!(await shop(request, response))) response.writeHead(418).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(widgetDirectory, { recursive: true })
})

async function get(path: string, customer?: string): Promise<Response> {
  const headers = customer === undefined ? {} : { cookie: `a=b; switchboard-demo-customer=${customer}` }
  return fetch(url + path, { headers, redirect: 'manual' })
}

const logIn = (form: Record<string, string>) =>
  fetch(`${url}/log-in`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

const problemless = { secrets: async () => [storeSecret] as const, storeId: 'st_demo', now: Date.now }

describe('The demo storefront', () => {
  test('shows every product with a picture, and a question to try', async () => {
    const page = await (await get('/')).text()
    expect(page.match(/<li class="product">/g)).toHaveLength(store.products.size)
    expect(page).toContain('Where is my order, and does the kettle come in black?')
    expect(page).toContain('data-store="st_demo" data-api="https://api.example"')
  })

  test('allows its pages nothing inline, and the API alone besides itself', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' https://api.example")
    expect(policy).not.toContain('unsafe')
    expect(await (await get('/')).text()).not.toMatch(/<style|style="|<script>|onclick=/)
  })

  test.each(['/shop.css', '/shop.js', '/widget/loader.js', '/widget/panel.js', '/widget/locale-es.js'])(
    'serves %s',
    async (path) => {
      const response = await get(path)
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        expect.stringMatching(path.endsWith('css') ? /^text\/css/ : /^text\/javascript/),
      ])
    },
  )

  test('a picture for each product, in the colour of the variant', async () => {
    const kettle = [...store.products.values()].find(({ name }) => name === 'Electric Kettle')
    const drawn = async (color: string) => {
      const item = kettle?.variants.find(({ options }) => options.color === color)?.itemId
      return (await get(`/pictures/${kettle?.productId}.svg?item=${item}`)).text()
    }
    expect(await drawn('black')).toContain('#33373a')
    expect(await drawn('white')).toContain('#f4f2ec')
    expect((await get('/pictures/0.svg')).status).toBe(404)
  })

  test('logs in without a password, and out', async () => {
    const [chosen] = demoCustomers
    const inside = await logIn({ customer: chosen?.customerId ?? '', other: '' })
    expect([inside.status, inside.headers.get('location')]).toEqual([303, '/'])
    expect(inside.headers.get('set-cookie')).toContain(`switchboard-demo-customer=${chosen?.customerId};`)
    expect(await (await get('/', chosen?.customerId)).text()).toContain(
      `data-customer="${chosen?.customerId}"`,
    )
    expect((await logIn({ customer: '' })).headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await logIn({ customer: 'a', other: ' b ' })).headers.get('set-cookie')).toContain('customer=b;')
  })

  test("shows the customer's own orders", async () => {
    const page = await (await get('/orders', 'mina_okafor_4821')).text()
    expect(page.match(/#W\d{7}/g)).toEqual(['#W0482117', '#W0482125', '#W0482133'])
    expect(await (await get('/orders')).text()).toContain('Log in')
    expect(await (await get('/orders', 'nobody_at_all_1')).text()).toContain('Log in')
  })

  test('vouches for the customer with a token that the API accepts', async () => {
    for (const response of [
      await get('/token', 'mina_okafor_4821'),
      await get('/token?customer=mina_okafor_4821'),
    ]) {
      const { token } = z.object({ token: z.string() }).parse(await response.json())
      const vouched = await readCustomerToken(token, problemless)
      expect(vouched).toEqual({ customerId: 'mina_okafor_4821', operator: false })
    }
    expect((await get('/token')).status).toBe(401)
  })

  test('shows hostile words as words', async () => {
    const customer = store.customers.get('david_chen_9036') ?? [...store.customers.values()][0]
    if (!customer) throw new Error('The demo store has no customers')
    store.customers.set('hostile', { ...customer, name: { first: '"><script>', last: "'&" } })
    const page = await (await get('/', 'hostile')).text()
    expect(page).toContain('&#34;&#62;&#60;script&#62; &#39;&#38;')
  })

  test('leaves everything else to the API', async () => {
    expect((await get('/v1/health')).status).toBe(418)
    expect((await fetch(`${url}/v1/sessions`, { method: 'POST' })).status).toBe(418)
  })
})
