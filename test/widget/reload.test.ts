import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(() => lab.api.reset())
afterEach(() => page.context().close())

async function visit(customer?: string): Promise<void> {
  page = await lab.page(customer === undefined ? {} : { customer })
  widget = widgetOn(page)
  await widget.open()
}

async function say(text: string, answer: string): Promise<void> {
  await widget.send(text)
  await widget.own.filter({ hasText: text }).getByText('Sent').waitFor()
  lab.api.answer({ type: 'text', text: answer })
  await widget.theirs.getByText(answer).waitFor()
}

const said = () => widget.panel.locator('.bubble').allTextContents()

describe('After a reload', () => {
  test('the panel is open again with the whole transcript, however many pages it has', async () => {
    await visit()
    for (const word of ['one', 'two', 'three', 'four']) await say(word, `${word}!`)
    await page.reload()
    await eventually(said).toEqual(['one', 'one!', 'two', 'two!', 'three', 'three!', 'four', 'four!'])
  })

  test('what was not sent yet is still in the composer', async () => {
    await visit()
    await widget.input.fill('I was just about to')
    await page.reload()
    await eventually(() => widget.input.inputValue()).toBe('I was just about to')
  })

  test('what is said before the transcript is back is sent, even if the same was said before', async () => {
    await visit()
    await say('Hello', 'Hi')
    const held = Promise.withResolvers<void>()
    await page.route(/messages\?after=0/, async (route) => {
      await held.promise
      await route.continue()
    })
    await page.reload()
    await widget.send('Hello')
    await widget.own.getByText('Sending').waitFor()
    held.resolve()
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    await eventually(said).toEqual(['Hello', 'Hi', 'Hello'])
  })

  test('a message that had failed is delivered with its old key', async () => {
    await visit()
    await say('Hello', 'Hi')
    lab.api.failNext(/^POST .*\/messages$/, 'refused')
    await widget.send('Do not lose me')
    await widget.own.getByText('Not sent.').waitFor()
    await page.reload()
    await widget.own.getByRole('button', { name: 'Try again' }).click()
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    const [first, second] = lab.api.of(/^POST .*\/messages$/).slice(1)
    expect(second).toMatchObject({ key: first?.key, body: { text: 'Do not lose me' } })
  })

  test('a conversation that is gone gives way to a new one, and the message gets there', async () => {
    await visit()
    await say('Hello', 'Hi')
    lab.api.conversations.length = 0
    await widget.send('Still there?')
    await widget.panel.getByText('Your earlier conversation has ended. This is a new one.').waitFor()
    await widget.own.getByText('Sent').waitFor()
    expect(lab.api.conversations[0]?.messages).toHaveLength(1)
  })
})

describe('Whose chat it is', () => {
  test("a logged-in customer's session is asked for with the storefront's token, and kept out of storage", async () => {
    await visit('mina')
    await say('Where is my order?', 'On its way')
    expect(lab.api.of(/sessions/).map(({ body }) => body)).toEqual([
      { storeId: 'st_test', customerToken: expect.stringMatching(/^e30\./) },
    ])
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('mina/')
  })

  test("a customer's newest open conversation follows to another device", async () => {
    await visit('mina')
    await say('Where is my order?', 'On its way')
    await page.context().close()
    await visit('mina')
    await eventually(said).toEqual(['Where is my order?', 'On its way'])
  })

  test('nothing of a customer is shown to the next one of the same browser', async () => {
    await visit('mina')
    await say('My secret', 'Is safe')
    await widget.input.fill('half a secret')
    await page.goto(lab.addressOf('jonas'))
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    expect([await said(), await widget.input.inputValue()]).toEqual([[], ''])
    await page.goto(lab.addressOf())
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    expect(await said()).toEqual([])
  })

  test('logging out forgets the conversation at once', async () => {
    await visit('mina')
    await say('My secret', 'Is safe')
    await page.evaluate("Switchboard('logout')")
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('cnv_')
    await widget.send('Anonymous now')
    await widget.own.getByText('Sent').waitFor()
    expect(lab.api.conversations.map(({ owner }) => owner)).toEqual(['mina', 'anonymous'])
  })

  test('logging in goes on with a session of the customer, who shows the anonymous one', async () => {
    await visit()
    await say('Does it come in black?', 'It does')
    await page.evaluate("Switchboard('identify', { getToken: () => tokenOf('mina') })")
    await eventually(() => lab.api.of(/sessions/).at(-1)?.authorization).toBe('Bearer anonymous/1')
    await widget.send('And where is mine?')
    await widget.own.last().getByText('Sent').waitFor()
    expect(lab.api.of(/^POST .*\/messages$/).at(-1)?.authorization).toBe('Bearer mina/2')
    expect(await said()).toEqual(['Does it come in black?', 'It does', 'And where is mine?'])
    expect(lab.api.conversations).toMatchObject([{ owner: 'mina' }])
  })

  test('a session that the API refuses is renewed without the shopper noticing', async () => {
    await visit()
    await say('Hello', 'Hi')
    lab.api.failNext(/^POST .*\/messages$/, 401)
    await widget.send('Again')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    expect(lab.api.of(/sessions/)).toHaveLength(2)
  })
})
