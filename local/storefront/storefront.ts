import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Customer, Order, Store } from '../../functions/core/store.ts'
import { signCustomerToken } from '../client/customer-token.ts'
import { cataloguePage } from './catalogue-page.ts'
import { examplesFor } from './examples.ts'
import { createFiles } from './files.ts'
import { choose, chosenCustomer } from './log-in.ts'
import { orderPath } from './order-card.ts'
import { orderPage } from './order-page.ts'
import { ordersPage } from './orders-page.ts'
import { type Content, type DemoCustomer, missingPage, page, type Shop, type Visit } from './page.ts'
import { picture } from './picture.ts'
import { productPage } from './product-page.ts'
import { contentPolicy, isolation, send, sendJson } from './sending.ts'
import { createTraceDesk } from './trace-desk.ts'

export interface StorefrontOptions {
  readonly store: Pick<Store, 'customer' | 'orders' | 'catalogue' | 'product'>
  readonly demoCustomers: readonly DemoCustomer[]
  readonly storeId: string
  readonly storeSecret: string
  /** Where the REST API is, without `/v1`. */
  readonly apiBase: string
  /** The API's live path: on AWS, what the deployment prints as `SocketUrl`. */
  readonly socketUrl: string
  /** The chat's one script: on AWS, what the deployment prints as `WidgetUrl`. */
  readonly widgetUrl: string
  readonly storeName?: string
}

/** Answers a request that is the storefront's, or returns false. */
export type Storefront = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * A demo shop for the local host: catalogue, products, a log-in without passwords, "my orders", and what a real
 * storefront does for the chat: one script tag, and a token for the logged-in customer. `/demo/trace` is the demo's own.
 */
export function storefront(options: StorefrontOptions): Storefront {
  const { store } = options
  const shop: Shop = { ...options, name: options.storeName ?? 'Harbour & Pine' }
  const file = createFiles()
  const traceOf = createTraceDesk(options)
  const policy = contentPolicy(options)

  type Asked = { url: URL; name: string | undefined; visit: Visit; orders: readonly Order[] }
  type Page = (asked: Asked) => Promise<Content>

  const pages: Readonly<Record<string, Page>> = {
    '': async ({ url, visit }) => {
      const search = {
        words: url.searchParams.get('q') ?? '',
        department: url.searchParams.get('department') ?? '',
      }
      return { title: 'Shop', body: cataloguePage(await store.catalogue(), search, visit.examples) }
    },
    products: async ({ url, name = '' }) => {
      const [product, catalogue] = await Promise.all([store.product(name), store.catalogue()])
      if (!product) return missing('this product')
      const { item, ...wanted } = Object.fromEntries(url.searchParams)
      const named = product.variants.find(({ itemId }) => itemId === item)
      const body = productPage(product, named?.options ?? wanted, catalogue)
      return { title: product.name, body, about: { productId: product.productId } }
    },
    orders: async ({ name, visit, orders }) => {
      if (name === undefined || !visit.customer)
        return { title: 'My orders', body: ordersPage(shop, visit, orders) }
      const order = orders.find(({ orderId }) => orderPath(orderId) === `/orders/${name}`)
      if (!order) return missing('this order')
      return {
        title: `Order ${order.orderId}`,
        body: orderPage(order, visit.customer),
        about: { orderId: order.orderId },
      }
    },
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://storefront')
    const [, first = '', second] = url.pathname.split('/')
    if (request.method === 'POST' && url.pathname === '/log-in') await choose(request, response)
    else if (request.method !== 'GET' || first === 'v1') return false
    else if (url.pathname === '/token') await giveToken(url, request, response)
    else if (url.pathname === '/demo/trace') await giveTrace(url, response)
    else if (first === 'pictures') await showPicture(url, response)
    else if (pages[first]) await show(pages[first], { url, name: second, request, response })
    else return file(url.pathname, response)
    return true
  }

  async function show(
    content: Page,
    it: { url: URL; name: string | undefined; request: IncomingMessage; response: ServerResponse },
  ): Promise<void> {
    const customer = await customerOf(it.request)
    const [orders, products] = await Promise.all([
      customer ? store.orders(customer.orderIds) : [],
      store.catalogue(),
    ])
    const { pathname, search } = it.url
    const visit = { customer, path: pathname + search, examples: examplesFor(orders, products) }
    const made = await content({ ...it, visit, orders })
    it.response.statusCode = made.title === notFound ? 404 : 200
    for (const [name, value] of Object.entries(isolation)) it.response.setHeader(name, value)
    it.response.setHeader('content-security-policy', policy)
    it.response.setHeader('cache-control', 'no-store')
    send(it.response, 'text/html; charset=utf-8', page(shop, visit, made))
  }

  /** What the storefront's server does for the widget. A real one takes the customer from its own log-in only. */
  async function giveToken(
    { searchParams }: URL,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const customerId = searchParams.get('customer') ?? chosenCustomer(request)
    if (!customerId) {
      response.writeHead(401, { 'content-type': 'text/plain' }).end('Nobody is logged in.\n')
      return
    }
    sendJson(response, 200, { token: await signCustomerToken(customerId, options) })
  }

  async function giveTrace({ searchParams }: URL, response: ServerResponse): Promise<void> {
    const traced = await traceOf(searchParams.get('conversation') ?? '')
    if ('trace' in traced) sendJson(response, 200, { ...traced.trace, now: Date.now() })
    else sendJson(response, traced.status, { detail: traced.told })
  }

  async function showPicture({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
    const productId = /^\/pictures\/(\w+)\.svg$/.exec(pathname)?.[1]
    const product = productId === undefined ? undefined : await store.product(productId)
    if (!product) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such picture.\n')
      return
    }
    response.setHeader('cache-control', 'max-age=3600')
    send(response, 'image/svg+xml', picture(product, searchParams.get('item') ?? undefined))
  }

  async function customerOf(request: IncomingMessage): Promise<Customer | undefined> {
    const customerId = chosenCustomer(request)
    return customerId === undefined ? undefined : await store.customer(customerId)
  }
}

const notFound = 'Not found'

function missing(what: string): Content {
  return { title: notFound, body: missingPage(what) }
}
