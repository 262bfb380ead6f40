import type { Confirmation } from '../standing.ts'
import type { Part } from '../wire.ts'
import { words } from '../words.ts'
import { facts } from './change.ts'
import { button, element, icon, icons } from './element.ts'
import { markdown } from './markdown.ts'
import { money } from './money.ts'

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
      return element('div', { class: 'bubble' }, ...markdown(part.text))
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

function receipt(part: Part & { type: 'receipt' }): HTMLElement {
  const { title, executedAt } = part
  return element(
    'section',
    { class: 'receipt', role: 'group', 'aria-label': words.receipt(title) },
    element(
      'div',
      { class: 'paper' },
      element('p', { class: 'done' }, icon(...icons.check), element('span', {}, words.done)),
      ...facts(part),
      element('time', { class: 'quiet', datetime: executedAt }, day.format(Date.parse(executedAt))),
    ),
  )
}

function decided({ decision, title }: Part & { type: 'decision' }): HTMLElement {
  const became: string = Reflect.get(words.became, decision) ?? ''
  return element('p', { class: 'decided' }, [became, title].filter((it) => it !== '').join(': '))
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

const day = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
})
