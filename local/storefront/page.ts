import type { Customer } from '../../functions/core/store.ts'
import { type Html, html } from './html.ts'

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
  readonly demoCustomers: readonly DemoCustomer[]
}

/** A page of the shop, with the chat's one script tag. */
export function page(
  shop: Shop,
  it: { readonly title: string; readonly customer: Customer | undefined; readonly body: Html },
): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${it.title} · ${shop.name}</title>
<link rel="stylesheet" href="/shop.css">
<script src="/shop.js" defer></script>
<script src="/widget/loader.js" data-store="${shop.storeId}" data-api="${shop.apiBase}" data-name="${shop.name}" async></script>
</head>
<body data-customer="${it.customer?.customerId}">
<header class="top">
<a class="brand" href="/">${shop.name}</a>
<nav><a href="/">Shop</a><a href="/orders">My orders</a></nav>
${logIn(shop, it.customer)}
</header>
<main>${it.body}</main>
<footer>A demo store for Switchboard. Nothing here can be bought, and all people are invented.</footer>
</body>
</html>`
  return markup
}

function logIn(shop: Shop, customer: Customer | undefined): Html {
  const known = shop.demoCustomers.some((it) => it.customerId === customer?.customerId)
  return html`<details class="account">
<summary>${customer ? `${customer.name.first} ${customer.name.last}` : 'Log in'}</summary>
<form method="post" action="/log-in">
<p>Who are you today? There is no password.</p>
${shop.demoCustomers.map((it) => choice(it.customerId, it.name, it.story, it.customerId === customer?.customerId))}
${choice('', 'Stay anonymous', 'Ask about products; orders need a log-in.', !customer)}
<label class="other">Any other customer id
<input name="other" autocomplete="off" spellcheck="false" value="${known ? '' : customer?.customerId}"></label>
<button>Continue</button>
</form>
</details>`
}

function choice(value: string, name: string, story: string, checked: boolean): Html {
  const mark = checked ? html` checked` : undefined
  return html`<label class="who"><input type="radio" name="customer" value="${value}"${mark}>
<span><b>${name}</b><small>${story}</small></span></label>`
}
