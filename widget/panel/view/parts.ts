import { fill, momentOf, wordFor, words } from '../language.ts'
import type { Confirmation } from '../standing.ts'
import type { Part } from '../wire.ts'
import { facts, money } from './change.ts'
import { button, element, own } from './element.ts'
import { icon, icons } from './icon.ts'
import { markdown } from './markdown.ts'
import { productCard } from './product-card.ts'

export type Drawing = {
  /** Sends a choice in the shopper's name. */
  choose: (choice: string) => void
  /** Draws what the shopper is asked to confirm. */
  confirmation: (part: Confirmation) => HTMLElement
}

/** A part of a message as it is drawn. */
export function drawPart(part: Part, { choose, confirmation }: Drawing): HTMLElement {
  switch (part.type) {
    case 'text':
      return element('div.bubble', { dir: 'auto' }, ...markdown(part.text))
    case 'order_card':
      return orderCard(part)
    case 'product_card':
      return productCard(part)
    case 'confirmation':
      return confirmation(part)
    case 'receipt':
      return receipt(part)
    case 'decision':
      return decided(part)
    case 'choices':
      return choices(part.choices, choose)
    case 'link':
      return link(part)
    case 'system':
      return system(part)
  }
}

export function choices(list: readonly string[], choose: (choice: string) => void): HTMLElement {
  return element(
    'div.choices',
    { role: 'group' },
    ...list.map((choice) => button('.choice', { dir: 'auto' }, () => choose(choice), choice)),
  )
}

function orderCard({ orderId, status, items, totalCents, trackingIds }: Part & { type: 'order_card' }) {
  const tracking = trackingIds.join(', ')
  return element(
    'section.card',
    {},
    element(
      'div.row',
      {},
      element('h3', {}, fill(words.order, { id: orderId })),
      element(
        'span.status.small.strong',
        { 'data-tone': toneOf(status) },
        wordFor(words.status, status) ?? status,
      ),
    ),
    element(
      'ul.items',
      {},
      ...items.map(({ name, quantity }) =>
        element('li.row', {}, own(name), element('span.quiet', {}, `× ${quantity}`)),
      ),
    ),
    element('div.row.total', {}, element('span', {}, words.total), money(totalCents)),
    ...(tracking ? [element('p.quiet', {}, `${words.tracking} `, own(tracking, { class: 'number' }))] : []),
  )
}

function receipt(part: Part & { type: 'receipt' }): HTMLElement {
  const { title, executedAt } = part
  return element(
    'section.receipt',
    { role: 'group', 'aria-label': fill(words.receipt, { title }) },
    element(
      'div.paper',
      {},
      element('p.done.near.strong', {}, icon(icons.check), element('span', {}, words.done)),
      ...facts(part),
      element('time.quiet-small.number', { datetime: executedAt }, momentOf(Date.parse(executedAt))),
    ),
  )
}

/** A decision that a newer API has is told by what it is about. */
function decided({ decision, title }: Part & { type: 'decision' }): HTMLElement {
  const became = wordFor(words.became, decision)
  return element('p.quiet-small', {}, became ? `${became}: ` : '', own(title))
}

/** Only the web: no `javascript:`, no `data:`. Anything else is shown as its label. */
function link({ url, label }: Part & { type: 'link' }): HTMLElement {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return element('div.bubble', { dir: 'auto' }, label)
  const attributes = { href: url, target: '_blank', rel: 'noopener noreferrer' }
  return element('a.link', attributes, own(label), icon(icons.arrow))
}

function system({ event, text }: Part & { type: 'system' }): HTMLElement {
  const sign = { handoff: icons.person, handback: icons.bubble }[event] ?? icons.alert
  return element('div.note', { 'data-event': event }, icon(sign), element('span', { dir: 'auto' }, text))
}

function toneOf(status: string): 'good' | 'bad' | 'open' {
  if (status === 'delivered') return 'good'
  return status === 'cancelled' ? 'bad' : 'open'
}
