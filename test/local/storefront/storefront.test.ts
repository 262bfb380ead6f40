import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readCustomerToken } from '../../../functions/api/customer-tokens.ts'
import { demoCustomers } from '../../../local/store/demo-store.ts'
import { serveShop, storeSecret } from './shop-lab.ts'

let shop: Awaited<ReturnType<typeof serveShop>>
beforeAll(async () => {
  shop = await serveShop()
})
afterAll(() => shop.close())

async function get(path: string, customer?: string): Promise<Response> {
  const headers = customer === undefined ? {} : { cookie: `a=b; switchboard-demo-customer=${customer}` }
  return fetch(shop.url + path, { headers, redirect: 'manual' })
}
const pageAt = async (path: string, customer?: string) => (await get(path, customer)).text()

const logIn = (form: Record<string, string>) =>
  fetch(`${shop.url}/log-in`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

const problemless = { secrets: async () => [storeSecret] as const, storeId: 'st_demo', now: Date.now }
const mina = 'mina_okafor_4821'

function named(name: string) {
  const product = [...shop.store.products.values()].find((it) => it.name === name)
  if (!product) throw new Error(`The demo store has no ${name}`)
  return product
}

describe('The catalogue', () => {
  test('shows every product with a picture and its lowest price, and a question to try', async () => {
    const page = await pageAt('/')
    expect(page.match(/<li class="product"/g)).toHaveLength(shop.store.products.size)
    expect(page).toContain('data-store="st_demo" data-api="https://api.example"')
    expect(page).toContain('Does the kettle come in black?')
    expect(await pageAt('/', mina)).toContain('Where is my order, and does the kettle come in black?')
  })

  test.each([
    ['?q=kettle', ['Electric Kettle', 'Stovetop Tea Kettle']],
    ['?q=LAMPS+brass', ['Desk Lamp', 'Floor Lamp']],
    ['?q=kettle&department=clothing', []],
    ['?department=outdoors&q=tent', ['Camping Tent']],
  ])('finds by words and department without a script: %s', async (query, names) => {
    const shown = [...(await pageAt(`/${query}`)).matchAll(/<li class="product"([^>]*)>.*?name">([^<]+)/gs)]
    expect(
      shown.filter(([, attributes]) => !attributes?.endsWith('hidden')).map(([, , name]) => name),
    ).toEqual(names)
  })
})

describe('A product', () => {
  test('shows the item of the address: its price, its number, its picture', async () => {
    const { productId, variants } = named('Electric Kettle')
    const last = variants.at(-1)
    const page = await pageAt(`/products/${productId}?item=${last?.itemId}`)
    expect(page).toContain(`data-item>${last?.itemId}<`)
    expect(page).toContain(`/pictures/${productId}.svg?item=${last?.itemId}" alt="Electric Kettle"`)
  })

  test('without a script, the form of its options leads to the nearest item', async () => {
    const { productId } = named('Electric Kettle')
    const page = await pageAt(`/products/${productId}?color=black&capacity=1.5+L&temperature+control=no`)
    expect(page).toContain('value="black" checked')
    expect(page).toContain('value="1.5 L" checked')
  })

  test('that the shop has not is a page that says so', async () => {
    const response = await get('/products/0')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('We cannot find this product')
  })

  test('has a picture, in the colour of the item', async () => {
    const { productId, variants } = named('Electric Kettle')
    const drawn = async (color: string) =>
      pageAt(
        `/pictures/${productId}.svg?item=${variants.find(({ options }) => options.color === color)?.itemId}`,
      )
    expect(await drawn('black')).toContain('#33373a')
    expect(await drawn('white')).toContain('#f4f2ec')
    expect((await get('/pictures/0.svg')).status).toBe(404)
  })
})

describe('My orders', () => {
  test("are the customer's own", async () => {
    const page = await pageAt('/orders', mina)
    expect([...page.matchAll(/<h2><a href="\S+">([^<]+)/g)].map(([, id]) => id)).toEqual([
      '#W0482117',
      '#W0482125',
      '#W0482133',
    ])
    expect(await pageAt('/orders')).toContain('Log in to see your orders')
    expect(await pageAt('/orders', 'nobody_at_all_1')).toContain('Log in to see your orders')
    expect(await pageAt('/orders', 'david_chen_8037')).toContain('No orders yet')
  })

  test('each have a page, which nobody else finds', async () => {
    const page = await pageAt('/orders/W0482133', mina)
    for (const words of ['418 Juniper Lane', 'Visa ending in 4417', '$62.94', 'data-order="#W0482133"']) {
      expect(page).toContain(words)
    }
    expect((await get('/orders/W0482133', 'jonas_lindqvist_2764')).status).toBe(404)
    expect(await pageAt('/orders/W0482133')).toContain('Log in to see your orders')
  })

  test('tell a cancelled order, a return and an exchange', async () => {
    const aisha = 'aisha_rahman_6612'
    expect(await pageAt('/orders/W0661239', aisha)).toMatch(/Cancelled: .*Back to Mastercard ending in 5106/s)
    expect(await pageAt('/orders/W0661213', aisha)).toMatch(/To be returned.*Wireless Earbuds/s)
    expect(await pageAt('/orders/W0661221', aisha)).toMatch(/To be exchanged.*Electric Kettle/s)
  })
})

describe('Logging in', () => {
  test('needs no password, and leads back to the page', async () => {
    const [chosen] = demoCustomers
    const inside = await logIn({ customer: chosen?.customerId ?? '', back: '/products/1?item=2' })
    expect([inside.status, inside.headers.get('location')]).toEqual([303, '/products/1?item=2'])
    expect(inside.headers.get('set-cookie')).toContain(`switchboard-demo-customer=${chosen?.customerId};`)
    expect(await pageAt('/', chosen?.customerId)).toContain(`data-customer="${chosen?.customerId}"`)
    expect((await logIn({ customer: '' })).headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await logIn({ customer: 'a', other: ' b ' })).headers.get('set-cookie')).toContain('customer=b;')
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a\r\nb'])(
    'never leads anywhere else: %j',
    async (back) => {
      expect((await logIn({ customer: '', back })).headers.get('location')).toBe('/')
    },
  )

  test('gives the widget a token that the API accepts', async () => {
    for (const response of [await get('/token', mina), await get(`/token?customer=${mina}`)]) {
      const { token } = z.object({ token: z.string() }).parse(await response.json())
      expect(await readCustomerToken(token, problemless)).toEqual({ customerId: mina, operator: false })
    }
    expect((await get('/token')).status).toBe(401)
  })
})

describe('Every page', () => {
  test.each(['/', '/orders', '/products/0'])(
    '%s allows nothing inline, and the API and the chat alone besides itself',
    async (path) => {
      const response = await get(path)
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("connect-src 'self' https://api.example wss://live.example;")
      expect(policy).toContain(`script-src 'self' ${shop.widget.url};`)
      expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(policy).not.toContain('unsafe')
      expect(await response.text()).not.toMatch(/<style|style="|<script>|onclick=/)
    },
  )

  test('shows hostile words as words', async () => {
    const customer = shop.store.customers.get(mina)
    if (!customer) throw new Error('The demo store has no Mina')
    shop.store.customers.set('hostile', { ...customer, name: { first: '"><script>', last: "'&" } })
    expect(await pageAt('/', 'hostile')).toContain('&#34;&#62;&#60;script&#62; &#39;&#38;')
    expect(await pageAt('/?q=%22%3E%3Cscript%3E')).toContain('value="&#34;&#62;&#60;script&#62;"')
  })
})

test.each([
  ['/shop.css', /^text\/css/],
  ['/icon.svg', /^image\/svg/],
  ['/shop.js', /^text\/javascript/],
  ['/early.js', /^text\/javascript/],
])('serves %s', async (path, type) => {
  const response = await get(path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringMatching(type)])
})

test('a trace is asked for by the id of a conversation, and trouble is told', async () => {
  const wrong = await get('/demo/trace?conversation=../v1')
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('Name a conversation')])
  const unreachable = await get(`/demo/trace?conversation=cnv_${'0'.repeat(32)}`)
  expect([unreachable.status, await unreachable.text()]).toEqual([
    502,
    expect.stringContaining('cannot be read'),
  ])
})

test('leaves everything else to the API', async () => {
  expect((await get('/v1/health')).status).toBe(418)
  expect((await fetch(`${shop.url}/v1/sessions`, { method: 'POST' })).status).toBe(418)
})
