import { formatCents } from '../../functions/core/money.ts'
import type { Customer, Order } from '../../functions/core/store.ts'
import { type Html, html } from './html.ts'

/** What the logged-in customer has ordered; the chat should say the same. */
export function ordersPage(customer: Customer | undefined, orders: readonly Order[]): Html {
  if (!customer) {
    return html`<section class="ask"><h1>My orders</h1><p>Log in, at the top right, to see your orders.</p></section>`
  }
  const none =
    orders.length === 0 ? html`<p>${customer.name.first} has not ordered anything yet.</p>` : undefined
  return html`<section class="ask"><h1>My orders</h1>${none}</section>
<ul class="orders">${orders.map(orderRow)}</ul>`
}

function orderRow(order: Order): Html {
  const total = order.items.reduce((sum, { priceCents }) => sum + priceCents, 0)
  const tracking = order.fulfillments.flatMap(({ trackingIds }) => trackingIds)
  return html`<li class="order">
<header><h2>${order.orderId}</h2><span class="status" data-status="${order.status}">${order.status}</span></header>
<ul>${order.items.map(
    (it) => html`<li><img src="/pictures/${it.productId}.svg?item=${it.itemId}" alt="" width="56" height="45">
<span>${it.name}<small>${optionsOf(it.options)}</small></span><b>${formatCents(it.priceCents)}</b></li>`,
  )}</ul>
<p><span>${tracking.length > 0 ? `Tracking ${tracking.join(', ')}` : 'Not sent yet'}</span><b>${formatCents(total)}</b></p>
</li>`
}

/** "black · 1 L · milk frother: no": a yes or no says nothing without its question. */
function optionsOf(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => (/^(yes|no|none|\d+)$/i.test(value) ? `${name}: ${value}` : value))
    .join(' · ')
}
