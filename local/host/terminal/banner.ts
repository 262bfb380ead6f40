import { styleText } from 'node:util'
import type { Shop } from './shop.ts'

const shownCustomers = 4

/** What to do now that everything runs. */
export function banner(shop: Shop, startedInMs: number): string {
  const [first] = shop.customers
  const customers = shop.customers
    .slice(0, shownCustomers)
    .map(({ customerId, story }) => `                ${customerId.padEnd(24)} ${styleText('dim', story)}`)
  return [
    '',
    `${styleText('bold', 'Switchboard is ready')} ${styleText('dim', `after ${(startedInMs / 1000).toFixed(1)} s`)}`,
    '',
    `  Storefront    ${styleText('cyan', `${shop.apiUrl}/`)}   log in as one of the customers and open the chat`,
    `  API           ${styleText('cyan', `${shop.apiUrl}/v1`)}`,
    `  Outbox        ${styleText('cyan', `${shop.apiUrl}/outbox`)}   mails to guests, with their codes; none leaves this machine`,
    `  In a terminal npm run chat -- --customer ${first?.customerId ?? '<id>'}`,
    `  Model         ${modelLine(shop)}`,
    `  Data          ${shop.kept === undefined ? 'in memory, forgotten at the end (keep it with --keep DIR)' : `kept in ${shop.kept}`}`,
    '  Customers',
    ...customers,
    '',
    styleText(
      'dim',
      '  Warnings and errors of the functions appear below (all of it with --verbose). Ctrl-C ends everything.',
    ),
    '',
  ].join('\n')
}

function modelLine({ model }: Shop): string {
  return model === 'Claude'
    ? 'Claude, by your ANTHROPIC_API_KEY'
    : styleText('yellow', 'the stand-in: rules, not a model. Set ANTHROPIC_API_KEY to talk to Claude.')
}
