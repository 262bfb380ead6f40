import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Part } from '../../functions/core/parts.ts'
import { confirmation, receipt } from './sample-changes.ts'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(() => lab.api.reset())
afterEach(async () => {
  expect(await page.evaluate('violations')).toEqual([])
  await page.context().close()
})

const endless = 'M'.repeat(4000)
/** "exe.gpj" behind a sign that turns the text around reads "jpg.exe" the other way. */
const turned = 'invoice\u202Egpj.exe'
const phone = { width: 320, height: 640 }

async function show(text: string, options: Parameters<WidgetLab['page']>[0] = {}): Promise<void> {
  page = await lab.page({ customer: 'mina', ...options })
  widget = widgetOn(page)
  await widget.open()
  await widget.send(text.slice(0, 4000))
  await widget.own.getByText('Sent').waitFor()
  const movement = { label: text, amountCents: -100, arrives: 'at_once' } as const
  const parts: Part[] = [
    { type: 'text', text },
    {
      type: 'order_card',
      orderId: text,
      status: text,
      totalCents: Number.MAX_SAFE_INTEGER,
      items: [{ name: text, quantity: 1 }],
      trackingIds: [text],
    },
    {
      type: 'product_card',
      productId: '1',
      name: text,
      options: { [text]: text },
      priceCents: 100,
      available: true,
    },
    { type: 'link', url: 'https://shop.example', label: text },
    { type: 'system', event: 'gap', text },
    receipt({ title: text, lines: [text], movements: [movement] }),
    { type: 'choices', choices: [text, 'No'] },
  ]
  lab.api.answer(...parts)
  await widget.theirs.waitFor()
  lab.api.answer(confirmation({ title: text, lines: [text], movements: [movement] }))
  await widget.theirs.nth(1).waitFor()
}

/** A reply that is being written. */
async function draft(text: string): Promise<void> {
  lab.api.work('checking your orders')
  await widget.working.waitFor()
  await eventually(() => lab.api.socket.clients().length).toBe(1)
  lab.api.draft(text)
  await widget.panel.locator('.bubble[aria-hidden]').waitFor()
}

/** Elements that stand out of the panel or its scrolling area to a side, or could be scrolled sideways. */
const sticksOut = `{
  const panel = document.querySelector('[data-switchboard]').shadowRoot.querySelector('.panel')
  const area = panel.querySelector('.scroll')
  const out = [...panel.querySelectorAll('*:not(.unseen)')].filter((it) => {
    const frame = (area.contains(it) ? area : panel).getBoundingClientRect()
    const box = it.getBoundingClientRect()
    return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1)
  })
  ;[area.scrollWidth - area.clientWidth, ...out.map((it) => it.outerHTML.slice(0, 80))]
}`

describe.each([
  ['at a desk', undefined, 'en'],
  ['on a small phone', phone, 'en'],
  ['on a phone from right to left', phone, 'ar'],
] as const)('Hostile text %s', (_, viewport, tag) => {
  test('without a space breaks no layout, whatever part it comes in', async () => {
    await show(endless, viewport && { viewport })
    await page.evaluate(`Switchboard('setContext', { orderId: '${endless}' })`)
    await draft(endless)
    await page.evaluate(`Switchboard('setLocale', '${tag}')`)
    await widget.panel.getByPlaceholder(tag === 'ar' ? 'اكتب رسالة' : 'Write a message').waitFor()
    expect(await page.evaluate(sticksOut)).toEqual([0])
  })
})

test('markup stays text where nobody has written a message: in a draft, and in what the next message is about', async () => {
  const markup = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>'
  await show('Hello')
  await draft(markup)
  await page.evaluate(`Switchboard('setContext', { productId: ${JSON.stringify(markup)} })`)
  await widget.panel.locator('.bubble[aria-hidden]').getByText(markup).waitFor()
  await widget.panel.locator('.about').getByText(`About product ${markup}`).waitFor()
  expect(await widget.panel.locator('img, script').count()).toBe(0)
  expect(await page.evaluate('window.hacked')).toBeUndefined()
})

test('text that turns the rest of the line around does not', async () => {
  await show(turned)
  expect(await widget.panel.getByText('\u202E').count()).toBe(0)
  expect(await widget.theirs.getByText('invoicegpj.exe').count()).toBeGreaterThan(5)
  expect(await page.evaluate(sticksOut)).toEqual([0])
})

test('text from right to left in an English chat, and the other way round, keeps its own direction', async () => {
  await show('أين طلبي #W0482125؟')
  const turnsRight = (it: string) =>
    widget.theirs
      .locator(it)
      .first()
      .evaluate((element) => element.matches(':dir(rtl)'))
  expect([
    await turnsRight('.bubble'),
    await turnsRight('.product h3'),
    await turnsRight('.facts li'),
  ]).toEqual([true, true, true])
  expect(await turnsRight('.total')).toBe(false)
})

test('an empty field begins where the language of the chat begins, and what is written where its own does', async () => {
  page = await lab.page({ tag: 'ar' })
  widget = widgetOn(page)
  await widget.open()
  const direction = () =>
    page.evaluate(
      "getComputedStyle(document.querySelector('[data-switchboard]').shadowRoot.querySelector('textarea')).direction",
    )
  expect(await direction()).toBe('rtl')
  await widget.input.fill('Where is it?')
  expect(await direction()).toBe('ltr')
  await widget.input.fill('أين')
  expect(await direction()).toBe('rtl')
})

test('words that objects have by nature are words', async () => {
  await show('constructor')
  expect(await widget.theirs.locator('.status').first().textContent()).toBe('constructor')
  expect(await widget.panel.getByText('native code').count()).toBe(0)
})
