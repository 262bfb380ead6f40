import { formatCents } from '../../functions/core/money.ts'
import type { Order } from '../../functions/core/store.ts'
import { type Html, html } from './html.ts'
import { groundOf } from './picture.ts'
import { capitalised, optionsLine, progressOf, statusOf } from './words.ts'

/** The address of an order's page: `#W0482117` without its sign. */
export function orderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId.replace(/^#/, ''))}`
}

export function statusMark(order: Order): Html {
  return html`<span class="status" data-tone="${statusOf(order).tone}">${capitalised(order.status)}</span>`
}

/** How far it has come, in three steps. */
export function progressLine(order: Order): Html | undefined {
  const steps = progressOf(order)
  if (steps.length === 0) return undefined
  return html`<ol class="progress">${steps.map(
    ({ step, done }) =>
      html`<li${done ? html` data-done` : undefined}>${step}${done ? undefined : html`<span class="unseen"> (not yet)</span>`}</li>`,
  )}</ol>`
}

export function itemRows({ items }: Order): Html {
  return html`<ul class="items">${items.map(
    (
      it,
    ) => html`<li><span class="ground" data-ground="${groundOf(it)}"><img src="/pictures/${it.productId}.svg?item=${it.itemId}" alt="" width="80" height="64"></span>
<span class="what"><a href="/products/${it.productId}?item=${it.itemId}">${it.name}</a><small>${optionsLine(it.options)}</small><small class="number">Item ${it.itemId}</small></span>
<b>${formatCents(it.priceCents)}</b></li>`,
  )}</ul>`
}
