import type { Customer } from '../../functions/core/store.ts'
import { happenedPanel } from './happened-panel.ts'
import { type Html, html } from './html.ts'
import { masthead } from './masthead.ts'

export interface DemoCustomer {
  readonly customerId: string
  readonly name: string
  /** What is interesting about their orders. */
  readonly story: string
}

export interface Shop {
  readonly name: string
  readonly storeId: string
  readonly apiBase: string
  readonly widgetUrl: string
  readonly demoCustomers: readonly DemoCustomer[]
}

/** Who looks at a page, and from where. */
export interface Visit {
  readonly customer: Customer | undefined
  /** The page's path and query, to come back to after a log-in. */
  readonly path: string
  readonly examples: readonly string[]
}

export interface Content {
  readonly title: string
  readonly body: Html
  /** What the chat is told that the shopper looks at. */
  readonly about?: { readonly orderId?: string; readonly productId?: string }
}

/** A page of the shop, with the chat's one script tag, and beside it what the demo alone has: what happened. */
export function page(shop: Shop, visit: Visit, { title, body, about }: Content): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${shop.name}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
<script src="/early.js"></script>
<script src="/shop.js" defer></script>
<script src="${shop.widgetUrl}" data-store="${shop.storeId}" data-api="${shop.apiBase}" data-name="${shop.name}" async></script>
</head>
<body data-store="${shop.storeId}" data-customer="${visit.customer?.customerId}" data-order="${about?.orderId}" data-product="${about?.productId}">
<div class="shop">
<a class="skip" href="#content">Skip to the content</a>
${masthead(shop, visit)}
<main id="content" tabindex="-1">${body}</main>
<footer class="foot"><p><b>${shop.name}</b> is the demo store of Switchboard. Nothing here can be bought, and all people are invented.</p></footer>
</div>
${happenedPanel(visit.examples)}
</body>
</html>`
  return markup
}

/** For what the shop does not have. */
export function missingPage(what: string): Html {
  return html`<section class="empty"><h1>We cannot find ${what}</h1>
<p>It may have moved, or it was never there.</p><a class="button" href="/">Go to the shop</a></section>`
}
