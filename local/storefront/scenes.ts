import type { BrowserContextOptions, Page } from 'playwright-core'

/** A state of the demo storefront that is worth a picture. */
export interface Scene {
  readonly name: string
  /** Of the page that is opened. */
  readonly path: string
  /** Who is logged in: the value of the cookie `switchboard-demo-customer`. */
  readonly customer?: string
  readonly options: BrowserContextOptions
  /** Brings the opened page into its state. */
  readonly play?: (page: Page) => Promise<void>
}

const mina = 'mina_okafor_4821'
const wide: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const twoThings = 'Where is order #W0482125, and does the kettle come in black?'
const cancel = 'Please cancel order #W0482117. I no longer need it.'

/** All play in `startDemo`; with about 400 ms of latency the time lines look as they do with a real model. */
export const scenes: readonly Scene[] = [
  { name: 'catalogue', path: '/', options: wide },
  { name: 'catalogue-dark', path: '/', customer: mina, options: { ...wide, colorScheme: 'dark' } },
  { name: 'catalogue-phone', path: '/', options: phone },
  { name: 'product', path: '/', options: wide, play: (page) => openProduct(page, 'Electric Kettle') },
  { name: 'product-phone', path: '/', options: phone, play: (page) => openProduct(page, 'Running Shoes') },
  {
    name: 'product-dark',
    path: '/',
    customer: mina,
    options: { ...wide, colorScheme: 'dark' },
    play: (page) => openProduct(page, 'Office Chair'),
  },
  {
    name: 'orders-phone-dark',
    path: '/orders',
    customer: mina,
    options: { ...phone, colorScheme: 'dark' },
  },
  { name: 'orders', path: '/orders', customer: mina, options: wide },
  { name: 'order-dark', path: '/orders/W0482133', customer: mina, options: { ...wide, colorScheme: 'dark' } },
  { name: 'log-in', path: '/orders', options: wide },
  { name: 'happened', path: '/', customer: mina, options: wide, play: (page) => ask(page, twoThings) },
  {
    name: 'happened-dark',
    path: '/orders',
    customer: mina,
    options: { viewport: { width: 1680, height: 1050 }, colorScheme: 'dark' },
    play: (page) => ask(page, cancel),
  },
  {
    name: 'happened-at-work',
    path: '/',
    customer: 'jonas_lindqvist_2764',
    options: wide,
    async play(page) {
      await send(page, 'Where is order #W0276419, and does the kettle come in white?')
      await page.locator('.lane[data-agent="product"] .bar[data-kind="now"]').waitFor()
    },
  },
  {
    name: 'happened-phone',
    path: '/',
    customer: 'sofia_marchetti_5190',
    options: phone,
    async play(page) {
      await send(page, 'Where is order #W0519014, and does the kettle come in black?')
      await page.getByRole('dialog').locator('.row-of.theirs').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'What happened', exact: true }).click()
      await isOver(page)
    },
  },
]

/** Sends a message, and waits until what happened shows that its turn is over. */
export async function ask(page: Page, text: string): Promise<void> {
  await send(page, text)
  await isOver(page, text)
}

export async function send(page: Page, text: string): Promise<void> {
  const chat = page.getByRole('dialog')
  if (!(await chat.isVisible())) await page.locator('.launcher').click()
  await chat.getByRole('textbox').fill(text)
  await chat.getByRole('textbox').press('Enter')
}

async function isOver(page: Page, text = ''): Promise<void> {
  const turn = page.locator('.turn', { hasText: text }).first()
  await turn.locator('> summary .outcome:not([data-outcome="at_work"])').waitFor()
}

async function openProduct(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
