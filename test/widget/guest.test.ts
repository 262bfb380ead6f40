import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { guestCode } from './fake-api.ts'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(async () => {
  lab.api.reset()
  page = await lab.page()
  widget = widgetOn(page)
  await widget.open()
})
afterEach(() => page.context().close())

const find = () => widget.panel.getByRole('button', { name: 'Find my order' })
const form = () => widget.panel.getByRole('form', { name: 'Find my order' })

async function askForCode(): Promise<void> {
  await find().click()
  await form().getByLabel('Order number').fill('W0482125')
  await form().getByLabel('E-mail address').fill('noor@example.com')
  await page.keyboard.press('Enter')
}

async function showCode(code: string): Promise<void> {
  await form().getByLabel('Six-digit code').fill(code)
  await page.keyboard.press('Enter')
}

describe('A shopper who is not logged in', () => {
  test('shows whose order it is with a mailed code, and is answered as that customer', async () => {
    await widget.send('Do you have kettles?')
    await widget.own.getByText('Sent').waitFor()
    await askForCode()
    await form().getByText('If the order and the address belong together').waitFor()
    expect(lab.api.of(/guest$/)).toMatchObject([
      {
        body: { storeId: 'st_test', orderId: 'W0482125', email: 'noor@example.com' },
        authorization: 'Bearer anonymous/1',
      },
    ])
    await showCode(guestCode)
    await widget.own.getByText('Where is my order W0482125?').waitFor()
    await eventually(() => lab.api.of(/^POST .*\/messages$/).length).toBe(2)
    expect(lab.api.of(/^POST .*\/messages$/).at(-1)?.authorization).toBe('Bearer noor/2')
    expect(lab.api.conversations).toMatchObject([{ owner: 'noor' }])
    expect([await form().count(), await find().count()]).toEqual([0, 0])
  })

  test('stays that customer in this tab, and in no other', async () => {
    await askForCode()
    await showCode(guestCode)
    await widget.own.getByText('Where is my order W0482125?').waitFor()
    await widget.own.getByText('Sent').waitFor()
    await page.reload()
    await widget.own.getByText('Where is my order W0482125?').waitFor()
    expect(await find().count()).toBe(0)
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('noor/')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await widgetOn(other).open()
    await widgetOn(other).panel.getByText('Hello, how can we help?').waitFor()
    expect(await widgetOn(other).own.count()).toBe(0)
  })

  test('is told what is wrong with a code, and tries again', async () => {
    await askForCode()
    await showCode('000000')
    await form().getByText('This code is not valid.').waitFor()
    await showCode(guestCode)
    await widget.own.getByText('Where is my order W0482125?').waitFor()
  })

  test.each([
    [{ status: 404, code: 'guest_off' }, 'This store sends no codes.'],
    [{ status: 429, code: 'too_many_codes' }, 'Not sent: that was very fast.'],
    [{ status: 400, code: 'invalid_request' }, 'This was not accepted.'],
    [503, 'Not sent.'],
  ])('is told that the store answered %j', async (answer, words) => {
    lab.api.failNext(/guest$/, answer)
    await askForCode()
    await form().getByText(words).waitFor()
    expect(await form().getByLabel('Order number').inputValue()).toBe('W0482125')
    expect(await widget.own.count()).toBe(0)
  })

  test('can leave it, and the focus is in the composer', async () => {
    await find().click()
    expect(
      await form()
        .getByLabel('Order number')
        .evaluate((it) => it.matches(':focus')),
    ).toBe(true)
    await form().getByRole('button', { name: 'Remove' }).click()
    expect(await form().count()).toBe(0)
    expect(await widget.panel.getByRole('textbox').evaluate((it) => it.matches(':focus'))).toBe(true)
  })
})

test('a logged-in customer is not asked who they are', async () => {
  await page.context().close()
  page = await lab.page({ customer: 'mina' })
  widget = widgetOn(page)
  await widget.open()
  expect(await find().count()).toBe(0)
})
