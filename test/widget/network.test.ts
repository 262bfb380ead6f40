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
  // It blocks sockets: see live.test.ts for one that does not.
  lab.api.socket.refuse()
  page = await lab.page()
  widget = widgetOn(page)
  await widget.open()
})
afterEach(() => page.context().close())

const said = () => widget.panel.locator('.bubble').allTextContents()
const sends = /^POST .*\/messages$/
const looks = /^GET .*messages/

describe('When the network fails', () => {
  test('in the middle of a reply, it says so, goes on where it was, doubles nothing and misses nothing', async () => {
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.work('checking your orders')
    await widget.working.getByText('checking your orders').waitFor()
    await page.context().setOffline(true)
    await widget.notice.getByText('You are offline. Your messages are kept.').waitFor()
    lab.api.answer({ type: 'text', text: 'On its way' })
    lab.api.answer({ type: 'text', text: 'It comes on Thursday' })
    await widget.send('Thank you')
    await widget.own.getByText('Not sent.').waitFor()
    await page.context().setOffline(false)
    await eventually(said).toEqual(['Where is my order?', 'On its way', 'It comes on Thursday', 'Thank you'])
    await widget.notice.waitFor({ state: 'hidden' })
    await widget.own.getByRole('button', { name: 'Try again' }).click()
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(4)
    expect(await said()).toEqual(['Where is my order?', 'On its way', 'It comes on Thursday', 'Thank you'])
    expect(lab.api.of(sends)).toHaveLength(2)
  })

  test('it tries again by itself, and coming back to the tab or online tries at once', async () => {
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    for (let attempt = 0; attempt < 4; attempt++) lab.api.failNext(looks, 'refused')
    await widget.notice.getByText('Connection lost. Trying again').waitFor()
    const failed = () => lab.api.of(looks).filter(({ status }) => status === 0).length
    await eventually(failed).toBe(1)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await eventually(failed).toBe(2)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await eventually(failed).toBe(3)
    lab.api.answer({ type: 'text', text: 'Hi' })
    await widget.notice.getByRole('button', { name: 'Try now' }).click()
    await eventually(failed).toBe(4)
    await widget.notice.getByRole('button', { name: 'Try now' }).click()
    await widget.theirs.getByText('Hi').waitFor()
    await widget.notice.waitFor({ state: 'hidden' })
  })

  test('a server that is too busy is left alone as long as it says', async () => {
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    lab.api.failNext(looks, { status: 429, code: 'too_many', retryAfter: 1 })
    await widget.notice.getByText('Connection lost. Trying again').waitFor()
    lab.api.answer({ type: 'text', text: 'Hi' })
    const before = lab.api.of(looks).length
    await widget.theirs.getByText('Hi').waitFor()
    expect(lab.api.of(looks).length).toBe(before + 1)
  })

  test('a message written offline stays through a reload, and goes with its first key', async () => {
    await widget.send('First')
    await widget.own.getByText('Sent').waitFor()
    await page.route(/\/messages$/, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await widget.send('Written offline')
    await widget.own.getByText('Not sent.').waitFor()
    await page.unroute(/\/messages$/)
    await page.reload()
    await widget.own.getByRole('button', { name: 'Try again' }).click()
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(2)
  })

  test('a reload in the middle of a turn goes on with it', async () => {
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.work('checking your orders')
    await page.reload()
    await widget.working.getByText('checking your orders').waitFor()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    expect(await said()).toEqual(['Where is my order?', 'On its way'])
  })

  test('an answer that comes late follows its apology', async () => {
    await page.clock.install()
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'system', event: 'apology', text: 'I could not answer this in time.' })
    await widget.theirs.getByText('I could not answer this in time.').waitFor()
    expect(await widget.panel.getByRole('button', { name: 'Good answer' }).count()).toBe(0)
    lab.api.answer({ type: 'text', text: 'Here is the answer after all' })
    await page.clock.runFor(10_000)
    await widget.theirs.getByText('Here is the answer after all').waitFor()
    expect(await widget.theirs.count()).toBe(2)
  })
})
