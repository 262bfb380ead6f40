import type { BrowserContextOptions, Page } from 'playwright-core'
import { type Chat, chatOn } from './chat.ts'
import { closeSockets, holdAtWork, holdDraft } from './held.ts'
import type { Picture } from './picture.ts'

type Scene = {
  name: string
  options?: BrowserContextOptions
  /** Who is logged in; left out, nobody. */
  customer?: string
  /** The language of the chat. */
  locale?: string
  /** With the shop around the chat. */
  whole?: boolean
  play: (chat: Chat, page: Page) => Promise<unknown>
}

const mina = 'mina_okafor_4821'
const dark = { colorScheme: 'dark' } as const
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const

const ask = (chat: Chat) => chat.ask('Where is order #W0482125, and does the kettle come in black?')
const propose = (chat: Chat) => chat.ask('Please cancel order #W0482117, I no longer need it.')

const scenes: readonly Scene[] = [
  { name: 'empty', play: (chat) => chat.open() },
  { name: 'empty-dark', options: dark, play: (chat) => chat.open() },
  { name: 'empty-phone', options: { ...phone, ...dark }, play: (chat) => chat.open() },
  { name: 'conversation', customer: mina, whole: true, play: ask },
  { name: 'conversation-dark', customer: mina, options: dark, play: ask },
  { name: 'conversation-phone', customer: mina, options: phone, play: ask },
  {
    name: 'working',
    customer: mina,
    async play(chat, page) {
      await closeSockets(page)
      await chat.open()
      await holdAtWork(page)
      await chat.write('Where is order #W0482125, and does the kettle come in black?')
      await chat.it.locator('.what', { hasText: '·' }).waitFor()
    },
  },
  {
    name: 'draft',
    customer: mina,
    async play(chat, page) {
      await holdDraft(page)
      await chat.open()
      await chat.write('Where is order #W0482125, and does the kettle come in black?')
      await chat.it.locator('.bubble[aria-hidden]').waitFor()
    },
  },
  { name: 'confirmation', customer: mina, play: propose },
  { name: 'confirmation-phone-dark', customer: mina, options: { ...phone, ...dark }, play: propose },
  {
    name: 'declined',
    customer: mina,
    async play(chat) {
      await propose(chat)
      await chat.answerTo(() => chat.it.getByRole('button', { name: 'Do not do it' }).click())
    },
  },
  {
    name: 'handed-over',
    customer: mina,
    async play(chat) {
      await chat.ask('Do you have a warm jacket?')
      await chat.answerTo(() => chat.it.getByRole('button', { name: 'Talk to a person' }).click())
    },
  },
  {
    name: 'products-dark',
    customer: mina,
    options: dark,
    play: (chat) => chat.ask('Do you have a warm jacket?'),
  },
  {
    name: 'offline',
    customer: mina,
    async play(chat, page) {
      await chat.ask('Do you have a warm jacket?')
      await page.context().setOffline(true)
      await chat.it.locator('.trouble').waitFor()
    },
  },
  {
    name: 'failed-send',
    customer: mina,
    async play(chat, page) {
      await chat.ask('Do you have a warm jacket?')
      await page.route(/messages$/, (route) => route.abort())
      await chat.write('In green, please')
      await chat.it.getByRole('button', { name: 'Try again' }).waitFor()
    },
  },
  {
    name: 'long-text',
    customer: mina,
    async play(chat) {
      await chat.open()
      await chat.write(`What is ${'a-very-long-word-'.repeat(30)} and ${'why '.repeat(60)}?`)
      await chat.it.locator('textarea').fill('First line\nSecond line\nThird line, and the field has grown')
    },
  },
  {
    name: 'find-my-order',
    async play(chat) {
      await chat.open()
      await chat.it.getByRole('button', { name: 'Find my order' }).click()
      await chat.it.getByLabel('Order number').fill('W0482125')
    },
  },
  {
    name: 'arabic',
    customer: mina,
    locale: 'ar',
    whole: true,
    play: (chat) => chat.ask('أين طلبي #W0482125؟'),
  },
  // The stand-in model knows English alone; the words around it tell the language.
  {
    name: 'arabic-confirmation',
    customer: mina,
    locale: 'ar',
    play: (chat) =>
      chat.ask(
        'مرحبا، من فضلك ألغوا هذا الطلب لأنني لم أعد بحاجة إليه: cancel order #W0482117, no longer needed',
      ),
  },
  {
    name: 'spanish-confirmation-phone',
    customer: mina,
    locale: 'es',
    options: phone,
    play: (chat) =>
      chat.ask('Hola, por favor, que ya no lo necesito: cancel order #W0482117, no longer needed'),
  },
  { name: 'spanish-phone', locale: 'es', options: phone, play: (chat) => chat.open() },
  // The last one: afterwards there is nothing left to cancel.
  {
    name: 'receipt',
    customer: mina,
    async play(chat) {
      await propose(chat)
      await chat.answerTo(() => chat.it.getByRole('button', { name: 'Confirm' }).click())
    },
  },
]

/** What a shopper sees, in the states that matter. */
export const chatPictures: readonly Picture[] = scenes.map(
  ({ name, options, customer, locale = 'en', whole = false, play }) => ({
    name: `chat-${name}`,
    path: '/',
    ...(customer && { customer }),
    options: { viewport: { width: 1100, height: 800 }, deviceScaleFactor: whole ? 1 : 1.5, ...options },
    panelOnly: !whole,
    async play(page) {
      await page.evaluate(`Switchboard('setLocale', '${locale}')`)
      // The shop is not turned around with the chat, and would have its button where the launcher is.
      if (locale === 'ar')
        await page.evaluate("document.querySelector('[data-happened-switch]').hidden = true")
      await play(chatOn(page), page)
    },
  }),
)
