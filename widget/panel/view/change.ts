import type { Change } from '../wire.ts'
import { words } from '../words.ts'
import { element, icon, icons } from './element.ts'
import { dollars, money } from './money.ts'

/** Everything that a change does, in words and money. */
export function facts({ title, lines, total, movements }: Change): HTMLElement[] {
  return [
    element('h3', {}, title),
    ...(lines.length > 0
      ? [element('ul', { class: 'facts' }, ...lines.map((it) => element('li', {}, it)))]
      : []),
    ...(total || movements.length > 0
      ? [element('dl', { class: 'sums' }, ...(total ? [sum(total)] : []), ...movements.map(movement))]
      : []),
  ]
}

function sum({ beforeCents, afterCents }: NonNullable<Change['total']>): HTMLElement {
  const after = money(afterCents)
  if (beforeCents === afterCents) return row([words.orderTotal], [after])
  const before = element('s', { class: 'quiet' }, unseen(words.before), dollars(beforeCents))
  after.prepend(unseen(words.after))
  return row([words.orderTotal], [before, icon(...icons.onward), after])
}

function movement({ label, amountCents, arrives }: Change['movements'][number]): HTMLElement {
  const when: string = Reflect.get(words.arrives, arrives) ?? ''
  const what = amountCents < 0 ? words.refund(label) : words.charge(label)
  return row([what, element('span', { class: 'quiet' }, when)], [money(Math.abs(amountCents))])
}

function row(what: (Node | string)[], howMuch: (Node | string)[]): HTMLElement {
  return element('div', { class: 'row' }, element('dt', {}, ...what), element('dd', {}, ...howMuch))
}

function unseen(text: string): HTMLElement {
  return element('span', { class: 'unseen' }, `${text} `)
}
