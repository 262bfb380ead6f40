import { formatCents } from '../../functions/core/money.ts'
import type { Order } from '../../functions/core/store.ts'
import { type Html, html } from './html.ts'
import { icons } from './icons.ts'
import { logInChoices } from './masthead.ts'
import { itemRows, orderPath, progressLine, statusMark } from './order-card.ts'
import type { Shop, Visit } from './page.ts'
import { totalOf } from './words.ts'

/** What the logged-in customer has ordered; the chat should say the same. */
export function ordersPage(shop: Shop, visit: Visit, orders: readonly Order[]): Html {
  const { customer } = visit
  if (!customer) {
    return html`<section class="narrow"><h1>My orders</h1>
<p class="lead">Log in to see your orders. Be who you like: it is a demo, and there is no password.</p>
${logInChoices(shop, visit)}</section>`
  }
  if (orders.length === 0) {
    return html`<section class="empty">${icons.parcel}<h1>No orders yet</h1>
<p>${customer.name.first} has not ordered anything. Questions about products are welcome all the same.</p>
<a class="button" href="/">Look around the shop</a></section>`
  }
  return html`<section class="narrow"><h1>My orders</h1>
<p class="lead">${orders.length === 1 ? 'One order' : `${orders.length} orders`} of ${customer.name.first} ${customer.name.last}</p>
<ul class="orders">${orders.map(orderCard)}</ul></section>`
}

function orderCard(order: Order): Html {
  const path = orderPath(order.orderId)
  const tracking = order.fulfillments.flatMap(({ trackingIds }) => trackingIds)
  return html`<li class="order">
<header><h2><a href="${path}">${order.orderId}</a></h2>${statusMark(order)}</header>
${progressLine(order)}
${itemRows(order)}
<footer><span>${tracking.length > 0 ? `Tracking ${tracking.join(', ')}` : 'Not sent yet'}</span><span>Total <b>${formatCents(totalOf(order))}</b></span></footer>
<p class="links"><a class="button quiet" href="${path}">Details<span class="unseen"> of order ${order.orderId}</span></a>
<button type="button" class="button quiet" data-ask="Where is order ${order.orderId}?">${icons.chat}Ask about it<span class="unseen">: order ${order.orderId}</span></button></p>
</li>`
}
