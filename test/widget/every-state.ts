import type { Page } from 'playwright-core'
import type { Part } from '../../functions/core/parts.ts'
import { actionId, confirmation, receipt } from './sample-changes.ts'
import { eventually, type WidgetLab, widgetOn } from './widget-lab.ts'

const orderCard: Part = {
  type: 'order_card',
  orderId: '#W0482125',
  status: 'pending',
  totalCents: 11849,
  items: [{ name: 'Rain Jacket', quantity: 1 }],
  trackingIds: ['517177699738'],
}
const product = { type: 'product_card', productId: '1', name: 'Kettle', priceCents: 3499 } as const

/** Every kind of part that can stand beside others. */
const parts: Part[] = [
  { type: 'text', text: 'Here **it** is, *all of it*\n\n- one\n- two\n\n1. first' },
  orderCard,
  { ...orderCard, items: [], trackingIds: [], status: 'delivered' },
  { ...orderCard, items: [], trackingIds: [], status: 'cancelled' },
  { ...product, options: { color: 'black' }, available: true, imageUrl: 'https://shop.example/missing.svg' },
  { ...product, options: {}, available: false },
  { type: 'link', url: 'https://shop.example', label: 'Track it' },
]

/**
 * Brings the chat of an anonymous shopper, in whatever language, from one state to the next until it has been in all of
 * them; `look` is called in each.
 */
export async function visitEveryState(
  { api }: WidgetLab,
  page: Page,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const widget = widgetOn(page)
  const { panel } = widget
  const field = (name: string) => panel.locator(`#guest-${name}`)

  async function answerWith(...answer: Part[]): Promise<void> {
    const answers = await widget.theirs.count()
    const asked = api.of(/^POST .*\/messages$/).length
    await widget.send('Please')
    await eventually(() => api.of(/^POST .*\/messages$/).length).toBe(asked + 1)
    api.answer(...answer)
    await widget.theirs.nth(answers).waitFor()
  }

  await look('closed')
  await widget.open()
  await panel.locator('.greeting').waitFor()
  await panel.locator('.tool.more').click()
  await look('empty, and the menu')
  await page.keyboard.press('Escape')

  await panel.locator('.person').last().click()
  await field('order').fill('W0482125')
  await field('email').fill('noor@example.com')
  api.failNext(/guest$/, 503)
  await panel.locator('.guest .answer').click()
  await eventually(() => panel.locator('.guest [role=status]').textContent()).not.toBe('')
  await look('guest form, not sent')
  await panel.locator('.guest .answer').click()
  await field('code').fill('000000')
  await look('guest form, code')
  await panel.locator('.guest .tool').click()

  await answerWith(...parts)
  await panel.locator('.thumb.down').click()
  await panel.locator('.why').waitFor()
  await look('every part, and what was wrong with them')

  await answerWith({ type: 'text', text: 'Shall I?' }, confirmation())
  api.failNext(/confirm$/, 503)
  await panel.locator('.confirmation .primary').last().click()
  await panel.locator('[data-standing=failed]').waitFor()
  await look('confirmation, not sent')
  await panel.locator('.confirmation .primary').last().click()
  await panel.locator('[data-standing=confirmed]').waitFor()
  await answerWith(receipt(), { type: 'system', event: 'gap', text: 'I could not look that up.' })
  await answerWith(
    { type: 'text', text: 'And this?' },
    confirmation({ actionId: `${actionId.slice(0, -1)}1`, expiresAt: '2020-01-01T00:00:00.000Z' }),
  )
  await panel.locator('[data-standing=expired]').waitFor()
  await answerWith({ type: 'choices', choices: ['The black one', 'The white one'] })
  api.work('checking your orders')
  await page.evaluate("dispatchEvent(new Event('online'))")
  await widget.working.waitFor()
  api.draft('I am looking for')
  await panel.locator('.bubble[aria-hidden]').waitFor()
  await look('receipt, a confirmation too late, choices, and a draft')

  api.failNext(/messages$/, 503)
  await widget.send('Lost')
  await panel.locator('.failed .again').waitFor()
  await page.evaluate("Switchboard('setContext', { orderId: '#W1' })")
  await widget.input.fill('x'.repeat(4001))
  await page.context().setOffline(true)
  await widget.notice.waitFor()
  await look('not sent, too long, offline')

  await page.context().setOffline(false)
  await widget.notice.waitFor({ state: 'hidden' })
  await widget.input.fill('')
  await panel.locator('.person').first().click()
  await panel.locator('.human').waitFor()
  api.operatorSays('A person here')
  await page.evaluate("dispatchEvent(new Event('online'))")
  await panel.locator('.who').waitFor()
  await look('a person answers')
}
