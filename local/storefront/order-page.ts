import { formatCents } from '../../functions/core/money.ts'
import type { Customer, Order } from '../../functions/core/store.ts'
import { questionsAbout } from './examples.ts'
import { type Html, html } from './html.ts'
import { icons } from './icons.ts'
import { itemRows, progressLine, statusMark } from './order-card.ts'
import { paymentMethodName, statusOf, totalOf } from './words.ts'

/** All that the store knows of one order of this customer. */
export function orderPage(order: Order, customer: Customer): Html {
  return html`<article class="narrow whole">
<nav class="trail" aria-label="Where this is"><a href="/orders">My orders</a>${icons.next}<span>${order.orderId}</span></nav>
<header class="title"><h1>Order ${order.orderId}</h1>${statusMark(order)}</header>
<p class="lead">${statusOf(order).says}</p>
${progressLine(order)}
<section class="card"><h2>Items</h2>${itemRows(order)}<p class="sum"><span>Total</span><b>${formatCents(totalOf(order))}</b></p></section>
<div class="pair">${sending(order)}${payments(order, customer)}</div>
${request(order, customer)}
<section class="card asking"><h2>Need something with this order?</h2><p>The chat knows which order you look at.</p>
<ul>${questionsAbout(order).map((it) => html`<li><button type="button" class="try" data-ask="${it}">${icons.chat}<span>${it}</span></button></li>`)}</ul></section>
</article>`
}

function sending({ address, fulfillments }: Order): Html {
  const tracking = fulfillments.flatMap(({ trackingIds }) => trackingIds)
  const lines = [
    address.address1,
    address.address2,
    `${address.city}, ${address.state} ${address.zip}`,
    address.country,
  ]
  return html`<section class="card"><h2>Delivery</h2>
<address>${lines.filter((line) => line !== '').map((line) => html`<span>${line}</span>`)}</address>
<p class="tracking">${tracking.length > 0 ? html`Tracking ${tracking.map((it) => html`<code>${it}</code> `)}` : 'Not sent yet'}</p></section>`
}

function payments({ payments }: Order, { paymentMethods }: Customer): Html {
  return html`<section class="card"><h2>Payment</h2><ul class="money">${payments.map(
    (
      it,
    ) => html`<li><span>${it.type === 'refund' ? 'Back to ' : ''}${paymentMethodName(it.paymentMethodId, paymentMethods)}</span>
<b${it.type === 'refund' ? html` data-refund` : undefined}>${formatCents(it.type === 'refund' ? -it.amountCents : it.amountCents)}</b></li>`,
  )}</ul></section>`
}

/** What the customer has asked to send back, if anything. */
function request(
  { returnRequest, exchangeRequest, items }: Order,
  { paymentMethods }: Customer,
): Html | undefined {
  const wanted = returnRequest ?? exchangeRequest
  if (!wanted) return undefined
  const left = [...wanted.itemIds]
  const names = items.flatMap(({ itemId, name }) => {
    const at = left.indexOf(itemId)
    if (at === -1) return []
    left.splice(at, 1)
    return name
  })
  const method = paymentMethodName(wanted.paymentMethodId, paymentMethods)
  const difference = exchangeRequest?.priceDifferenceCents ?? 0
  return html`<section class="card"><h2>${exchangeRequest ? 'Exchange' : 'Return'}</h2><ul class="money">
<li><span>${exchangeRequest ? 'To be exchanged' : 'To be returned'}</span><b>${names.join(', ')}</b></li>
${
  exchangeRequest
    ? html`<li><span>New items</span><b>${exchangeRequest.newItemIds.join(', ')}</b></li><li><span>Difference, ${method}</span><b>${formatCents(difference)}</b></li>`
    : html`<li><span>Refund to</span><b>${method}</b></li>`
}</ul></section>`
}
