import type { Trace } from '../trace.ts'
import { element } from './element.ts'
import { dollarsOf } from './figures.ts'

const arrives = {
  at_once: 'at once',
  in_5_to_7_business_days: 'in 5 to 7 business days',
  on_receipt: 'once the items are back',
} as const

/** A change of the store's data: what was proposed, where it stands, and what money moves; with a date, the receipt. */
export function actionView({
  status,
  tool,
  details,
  reasons,
  executedAt,
}: Trace['actions'][number]): HTMLElement {
  const { title, lines, movements, total } = details
  return element(
    'div',
    { class: 'action', 'data-status': status },
    element(
      'p',
      { class: 'line' },
      element('b', {}, title),
      element('span', { class: 'outcome', 'data-outcome': status }, status.replaceAll('_', ' ')),
    ),
    element('p', { class: 'call' }, element('code', {}, tool)),
    element(
      'ul',
      {},
      lines.map((line) => element('li', {}, line)),
    ),
    element(
      'ul',
      { class: 'money' },
      total === undefined
        ? undefined
        : element(
            'li',
            {},
            element('span', {}, 'Order total'),
            element('b', {}, `${dollarsOf(total.beforeCents)} → ${dollarsOf(total.afterCents)}`),
          ),
      movements.map((it) =>
        element(
          'li',
          {},
          element('span', {}, `${it.label}, ${arrives[it.arrives]}`),
          element('b', {}, dollarsOf(it.amountCents)),
        ),
      ),
    ),
    (reasons ?? []).map((reason) => element('p', { class: 'quiet' }, `A person decides: ${reason}`)),
    executedAt === undefined
      ? undefined
      : element(
          'p',
          { class: 'receipt' },
          `Receipt: done at ${new Date(executedAt).toLocaleTimeString('en-GB')}`,
        ),
  )
}
