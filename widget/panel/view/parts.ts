import type { Part } from '../../../functions/core/parts.ts'
import { words } from '../words.ts'
import { button, element, icon, icons } from './element.ts'
import { markdown } from './markdown.ts'

/** A part of an answer as it is drawn. `choose` sends a choice in the shopper's name. */
export function drawPart(part: Part, choose: (choice: string) => void): HTMLElement | undefined {
  switch (part.type) {
    case 'text':
      return element('div', { class: 'bubble' }, ...markdown(part.text))
    case 'order_card':
      return orderCard(part)
    case 'product_card':
      return productCard(part)
    case 'confirmation':
    case 'receipt':
    case 'decision':
      return undefined
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
    'div',
    { class: 'choices', role: 'group' },
    ...list.map((choice) => button({ class: 'choice' }, () => choose(choice), choice)),
  )
}

function orderCard(part: Part & { type: 'order_card' }): HTMLElement {
  return element(
    'section',
    { class: 'card' },
    element(
      'div',
      { class: 'row' },
      element('h3', {}, words.order(part.orderId)),
      element('span', { class: 'status', 'data-tone': toneOf(part.status) }, part.status),
    ),
    element(
      'ul',
      { class: 'items' },
      ...part.items.map(({ name, quantity }) =>
        element('li', {}, element('span', {}, name), element('span', { class: 'quiet' }, `× ${quantity}`)),
      ),
    ),
    element('div', { class: 'row total' }, element('span', {}, words.total), money(part.totalCents)),
    ...(part.trackingIds.length > 0
      ? [
          element(
            'p',
            { class: 'quiet' },
            `${words.tracking} `,
            element('span', { class: 'number' }, part.trackingIds.join(', ')),
          ),
        ]
      : []),
  )
}

function productCard(part: Part & { type: 'product_card' }): HTMLElement {
  return element(
    'section',
    { class: 'card' },
    element('div', { class: 'row' }, element('h3', {}, part.name), money(part.priceCents)),
    element(
      'ul',
      { class: 'options' },
      ...Object.entries(part.options).map(([name, value]) =>
        element('li', {}, element('span', { class: 'quiet' }, `${name} `), value),
      ),
    ),
    element(
      'p',
      { class: 'stock', 'data-tone': part.available ? 'good' : 'bad' },
      part.available ? words.available : words.soldOut,
    ),
  )
}

/** Only the web: no `javascript:`, no `data:`. Anything else is shown as its label. */
function link({ url, label }: Part & { type: 'link' }): HTMLElement {
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) {
    return element('div', { class: 'bubble' }, label)
  }
  const attributes = { class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' }
  return element('a', attributes, label, icon(...icons.outward))
}

function system({ event, text }: Part & { type: 'system' }): HTMLElement {
  const sign = event === 'handoff' ? icons.person : icons.alert
  return element('div', { class: 'note', 'data-event': event }, icon(...sign), element('span', {}, text))
}

function toneOf(status: string): 'good' | 'bad' | 'open' {
  if (status === 'delivered') return 'good'
  return status === 'cancelled' ? 'bad' : 'open'
}

function money(cents: number): HTMLElement {
  return element('span', { class: 'money' }, dollars.format(cents / 100))
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
