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
beforeEach(async () => {
  lab.api.reset()
  page = await lab.page()
  widget = widgetOn(page)
  await widget.open()
})
afterEach(() => page.context().close())

const sends = /^POST .*\/messages$/

describe('A conversation in the widget', () => {
  test('a message is sent, and its answer comes', async () => {
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'It is on its **way**.' })
    await widget.theirs.locator('strong', { hasText: 'way' }).waitFor()
    expect(await widget.input.inputValue()).toBe('')
    expect(lab.api.of(sends)).toMatchObject([
      { body: { text: 'Where is my order?' }, key: expect.any(String) },
    ])
  })

  test('it says who is working, and stops when the answer is there', async () => {
    await widget.send('Two things at once')
    await widget.working.getByText('Reading your message').waitFor()
    lab.api.work('checking your orders', 'looking through the catalogue')
    await widget.working.getByText('checking your orders · looking through the catalogue').waitFor()
    lab.api.answer({ type: 'text', text: 'Both done' })
    await widget.working.waitFor({ state: 'hidden' })
  })

  test('a message that fails says so, and trying again uses the same key', async () => {
    lab.api.failNext(sends, 503)
    await widget.send('Hello?')
    await widget.own.getByText('Not sent.').waitFor()
    await widget.own.getByRole('button', { name: 'Try again' }).click()
    await widget.own.getByText('Sent').waitFor()
    const [first, second] = lab.api.of(sends)
    expect(second?.key).toBe(first?.key)
    expect(lab.api.conversations[0]?.messages).toHaveLength(1)
  })

  test('a message whose acceptance got lost on the way back is sent again and stored once', async () => {
    lab.api.failNext(sends, 'lost')
    await widget.send('Hello?')
    await widget.own.getByRole('button', { name: 'Try again' }).click()
    await widget.own.getByText('Sent').waitFor()
    expect(await widget.own.count()).toBe(1)
    expect(lab.api.conversations[0]?.messages).toHaveLength(1)
  })

  test('messages of one burst keep their order', async () => {
    for (const text of ['one', 'two', 'three']) await widget.send(text)
    await eventually(() => lab.api.of(sends).length).toBe(3)
    expect(lab.api.of(sends).map(({ body }) => body)).toEqual([
      { text: 'one' },
      { text: 'two' },
      { text: 'three' },
    ])
    await eventually(() => widget.own.locator('.bubble').allTextContents()).toEqual(['one', 'two', 'three'])
    expect(lab.api.conversations).toHaveLength(1)
  })

  test('while the connection is lost it says so, tries again, and misses nothing', async () => {
    lab.api.socket.refuse()
    await widget.send('Are you there?')
    await widget.own.getByText('Sent').waitFor()
    for (let attempt = 0; attempt < 2; attempt++) lab.api.failNext(/^GET .*messages/, 'refused')
    await widget.notice.getByText('Connection lost. Trying again').waitFor()
    lab.api.answer({ type: 'text', text: 'Yes, I am' })
    await widget.notice.getByRole('button', { name: 'Try now' }).click()
    await widget.theirs.getByText('Yes, I am').waitFor()
    await widget.notice.waitFor({ state: 'hidden' })
  })

  test('nothing is asked for while nothing can come', async () => {
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'Hello!' })
    await widget.theirs.getByText('Hello!').waitFor()
    await page.clock.install()
    const before = lab.api.requests.length
    await page.clock.runFor(60_000)
    expect(lab.api.requests.length).toBe(before)
  })

  test('"Talk to a person" is always in reach, and tells who answers from now on', async () => {
    await widget.panel.getByRole('button', { name: 'Talk to a person' }).click()
    await widget.theirs.getByText('A person will answer here.').waitFor()
    expect(await widget.panel.locator('.subtitle').textContent()).toBe('A person from our team answers here')
    expect(lab.api.of(/^POST .*\/handoff$/)).toHaveLength(1)
    const handoffs = () => page.evaluate("heard.filter(([name]) => name === 'handoff').map(([, it]) => it)")
    await eventually(handoffs).toEqual([{ conversationId: lab.api.conversations[0]?.id }])
    expect(await widget.panel.getByRole('button', { name: 'Talk to a person' }).count()).toBe(0)
    expect(await widget.input.evaluate((it) => it.matches(':focus'))).toBe(true)
    lab.api.operatorSays('Hello, this is Ana.')
    await page.evaluate("dispatchEvent(new Event('online'))")
    await widget.theirs.getByText('Team').waitFor()
  })

  test('a team that cannot be reached is said, and can be asked again', async () => {
    lab.api.failNext(/handoff$/, 503)
    const person = widget.panel.getByRole('button', { name: 'Talk to a person' })
    await person.click()
    await widget.notice.getByText('We could not reach the team.').waitFor()
    expect(await page.evaluate("heard.filter(([name]) => name === 'handoff')")).toEqual([])
    await person.click()
    await widget.theirs.getByText('A person will answer here.').waitFor()
  })

  test('the assistant takes the conversation back from the team', async () => {
    await widget.panel.getByRole('button', { name: 'Talk to a person' }).click()
    await widget.theirs.getByText('A person will answer here.').waitFor()
    lab.api.answer({ type: 'system', event: 'handback', text: 'The assistant answers here again.' })
    await page.evaluate("dispatchEvent(new Event('online'))")
    await widget.theirs.getByText('The assistant answers here again.').waitFor()
    expect(await widget.panel.locator('.subtitle').textContent()).toBe('Automated assistant')
    await widget.panel.getByRole('button', { name: 'Talk to a person' }).waitFor()
  })

  test('a new conversation leaves the old one behind', async () => {
    await widget.send('First')
    await widget.own.getByText('Sent').waitFor()
    await widget.panel.getByRole('button', { name: 'More' }).click()
    await widget.panel.getByRole('button', { name: 'Start a new conversation' }).click()
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    await widget.send('Second')
    await widget.own.getByText('Sent').waitFor()
    expect(lab.api.conversations.map(({ messages }) => messages.length)).toEqual([1, 1])
  })

  test('an answer that comes while the panel is closed is counted on the launcher', async () => {
    await widget.send('Take your time')
    await widget.own.getByText('Sent').waitFor()
    await page.keyboard.press('Escape')
    lab.api.answer({ type: 'text', text: 'Here it is' })
    await page.getByRole('button', { name: 'Open chat. New messages: 1' }).click()
    await widget.theirs.getByText('Here it is').waitFor()
    expect(await widget.launcher.getAttribute('aria-label')).toBe('Close chat')
  })

  test('the limit of a message is counted, and more cannot be sent', async () => {
    const send = widget.panel.getByRole('button', { name: 'Send' })
    await widget.input.fill('x'.repeat(3990))
    await widget.panel.getByText('10 characters left').waitFor()
    await widget.input.fill('x'.repeat(4001))
    await widget.panel.getByText('1 character too many').waitFor()
    expect(await send.isDisabled()).toBe(true)
    await widget.input.press('Enter')
    await widget.input.fill('short')
    expect(await send.isEnabled()).toBe(true)
    expect(lab.api.of(sends)).toEqual([])
  })

  test('Shift+Enter breaks the line', async () => {
    await widget.input.pressSequentially('one')
    await widget.input.press('Shift+Enter')
    await widget.input.pressSequentially('two')
    await widget.input.press('Enter')
    await widget.own.getByText('Sent').waitFor()
    expect(lab.api.of(sends)[0]?.body).toEqual({ text: 'one\ntwo' })
  })
})
