import { dollars, fill, wordFor, words } from '../language.ts'
import type { Change } from '../wire.ts'
import { element, own, unseen } from './element.ts'
import { icon, icons } from './icon.ts'

/** Everything that a change does, in words and money. */
export function facts({ title, lines, total, movements }: Change): HTMLElement[] {
  return [
    element('h3', { dir: 'auto' }, title),
    ...(lines.length > 0
      ? [element('ul.facts', {}, ...lines.map((it) => element('li', { dir: 'auto' }, it)))]
      : []),
    ...(total || movements.length > 0
      ? [element('dl.sums', {}, ...(total ? [sum(total)] : []), ...movements.map(movement))]
      : []),
  ]
}

export function money(cents: number): HTMLElement {
  return own(dollars(cents), { class: 'money', dir: 'ltr' })
}

function sum({ beforeCents, afterCents }: NonNullable<Change['total']>): HTMLElement {
  const after = money(afterCents)
  if (beforeCents === afterCents) return row([words.orderTotal], [after])
  const before = element('s.quiet', {}, unseen(words.before), own(dollars(beforeCents), { dir: 'ltr' }))
  after.prepend(unseen(words.after))
  return row([words.orderTotal], [before, icon(icons.arrow), after])
}

function movement({ label, amountCents, arrives }: Change['movements'][number]): HTMLElement {
  const when = wordFor(words.arrives, arrives) ?? ''
  const what = fill(amountCents < 0 ? words.refund : words.charge, { label })
  return row([what, element('span.quiet', {}, when)], [money(Math.abs(amountCents))])
}

function row(what: (Node | string)[], howMuch: (Node | string)[]): HTMLElement {
  return element('div.row', {}, element('dt', {}, ...what), element('dd', {}, ...howMuch))
}
