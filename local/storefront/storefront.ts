import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Store } from '../../functions/core/store.ts'
import { signCustomerToken } from '../client/customer-token.ts'
import { cataloguePage } from './catalogue-page.ts'
import { choose, chosenCustomer } from './log-in.ts'
import { ordersPage } from './orders-page.ts'
import { type DemoCustomer, page, type Shop } from './page.ts'
import { picture } from './picture.ts'

export interface StorefrontOptions {
  readonly store: Pick<Store, 'customer' | 'orders' | 'catalogue'>
  readonly demoCustomers: readonly DemoCustomer[]
  readonly storeId: string
  readonly storeSecret: string
  /** Where the REST API is, without `/v1`; left out, on the same server as the storefront. */
  readonly apiBase?: string
  /** The folder into which `buildWidget` has written. */
  readonly widgetDirectory: string
  readonly storeName?: string
}

/** Answers a request that is the storefront's, or returns false. */
export type Storefront = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * A demo shop for the local host: the catalogue, a log-in without passwords, "my orders", and what a real storefront
 * does for the chat: one script tag, and a token for the logged-in customer.
 */
export function storefront(options: StorefrontOptions): Storefront {
  const shop: Shop = {
    name: options.storeName ?? 'Harbour & Pine',
    storeId: options.storeId,
    apiBase: options.apiBase ?? '',
    demoCustomers: options.demoCustomers,
  }
  const files: Readonly<Record<string, string>> = {
    '/shop.css': join(import.meta.dirname, 'assets/shop.css'),
    '/shop.js': join(import.meta.dirname, 'assets/shop.js'),
    '/widget/loader.js': join(options.widgetDirectory, 'loader.js'),
    '/widget/panel.js': join(options.widgetDirectory, 'panel.js'),
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://storefront')
    const { pathname } = url
    const file = files[pathname]
    if (request.method === 'POST' && pathname === '/log-in') await choose(request, response)
    else if (request.method !== 'GET') return false
    else if (file !== undefined) send(response, typeOf(pathname), await readFile(file))
    else if (pathname === '/') await showCatalogue(request, response)
    else if (pathname === '/orders') await showOrders(request, response)
    else if (pathname === '/token') await giveToken(url.searchParams.get('customer'), request, response)
    else if (pathname.startsWith('/pictures/')) await showPicture(url, response)
    else return false
    return true
  }

  async function showCatalogue(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [products, customer] = await Promise.all([options.store.catalogue(), customerOf(request)])
    show(response, page(shop, { title: 'Everything', customer, body: cataloguePage(products) }))
  }

  async function showOrders(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const customer = await customerOf(request)
    const orders = customer ? await options.store.orders(customer.orderIds) : []
    show(response, page(shop, { title: 'My orders', customer, body: ordersPage(customer, orders) }))
  }

  /** What the storefront's server does for the widget. A real one takes the customer from its own log-in only. */
  async function giveToken(
    asked: string | null,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const customerId = asked ?? chosenCustomer(request)
    if (!customerId) {
      response.writeHead(401, { 'content-type': 'text/plain' }).end('Nobody is logged in.\n')
      return
    }
    response.setHeader('cache-control', 'no-store')
    send(
      response,
      'application/json',
      JSON.stringify({ token: await signCustomerToken(customerId, options) }),
    )
  }

  async function showPicture({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
    const productId = /^\/pictures\/(\w+)\.svg$/.exec(pathname)?.[1]
    const product = (await options.store.catalogue()).find((it) => it.productId === productId)
    if (!product) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such picture.\n')
      return
    }
    response.setHeader('cache-control', 'max-age=3600')
    send(response, 'image/svg+xml', picture(product, searchParams.get('item') ?? undefined))
  }

  async function customerOf(request: IncomingMessage) {
    const customerId = chosenCustomer(request)
    return customerId === undefined ? undefined : await options.store.customer(customerId)
  }

  function show(response: ServerResponse, markup: string): void {
    response.setHeader('content-security-policy', policy(options.apiBase))
    response.setHeader('cache-control', 'no-store')
    send(response, 'text/html; charset=utf-8', markup)
  }
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.setHeader('content-type', type)
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(body)
}

function typeOf(pathname: string): string {
  return pathname.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
}

/** As strict as it gets, so that the demo proves that the widget needs no exception. */
function policy(apiBase: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${apiBase === undefined ? '' : new URL(apiBase).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
