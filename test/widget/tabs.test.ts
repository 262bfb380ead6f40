import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actionId, confirmation, receipt } from './sample-changes.ts'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let first: Page
let second: Page
let here: ReturnType<typeof widgetOn>
let there: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(() => lab.api.reset())
afterEach(() => first.context().close())

/** Both open, and neither looks for news by itself. */
async function openBoth(customer?: string): Promise<void> {
  lab.api.pollNever()
  first = await lab.page(customer === undefined ? {} : { customer })
  here = widgetOn(first)
  await here.open()
  await eventually(() => here.log.getAttribute('aria-live')).toBe('polite')
  second = await first.context().newPage()
  await second.goto(first.url())
  there = widgetOn(second)
  await there.open()
  await eventually(() => there.log.getAttribute('aria-live')).toBe('polite')
}

/** What makes the first one look. */
const wake = () => first.evaluate("dispatchEvent(new Event('online'))")
const said = (on: Page) => widgetOn(on).panel.locator('.bubble').allTextContents()
const sends = /^POST .*\/messages$/

describe('Two tabs of one shopper', () => {
  test('share one anonymous session and one conversation, also when they begin it apart', async () => {
    await openBoth()
    await here.send('From the first')
    await here.own.getByText('Sent').waitFor()
    await eventually(() => said(second)).toEqual(['From the first'])
    await there.send('From the second')
    await eventually(() => said(first)).toEqual(['From the first', 'From the second'])
    expect(lab.api.conversations).toHaveLength(1)
    expect(lab.api.of(/sessions/)).toHaveLength(1)
  })

  test('begin one conversation when both write at the same moment', async () => {
    await openBoth()
    await Promise.all([here.send('One'), there.send('Two')])
    await eventually(() => lab.api.of(sends).length).toBe(2)
    expect(lab.api.conversations).toHaveLength(1)
    await eventually(async () => (await said(first)).sort()).toEqual(['One', 'Two'])
    await eventually(async () => (await said(second)).sort()).toEqual(['One', 'Two'])
  })

  test('an answer that one of them sees is at once in the other', async () => {
    await openBoth('mina')
    await here.send('Where is my order?')
    await here.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await wake()
    await here.theirs.getByText('On its way').waitFor()
    await there.theirs.getByText('On its way').waitFor()
    expect(lab.api.conversations).toHaveLength(1)
  })

  test('a confirmation that is given in one has no buttons in the other, and its receipt is in both', async () => {
    await openBoth('mina')
    await here.send('Please cancel it')
    await here.own.getByText('Sent').waitFor()
    lab.api.answer(confirmation())
    await wake()
    const card = (on: Page) => on.getByRole('group', { name: 'To confirm: Cancel order #W0482125' })
    await card(second).getByRole('button', { name: 'Confirm' }).click()
    await card(first).getByText('Confirmed').waitFor()
    await card(second).getByText('Confirmed').waitFor()
    expect([await card(first).getByRole('button').count(), lab.api.of(/confirm$/).length]).toEqual([0, 1])
    lab.api.answer(receipt(), { type: 'text', text: 'It is cancelled.' })
    await wake()
    await here.theirs.getByText('Done', { exact: true }).waitFor()
    await there.theirs.getByText('Done', { exact: true }).waitFor()
  })

  test('a message that failed in one can be sent from the other, with its key', async () => {
    await openBoth()
    lab.api.failNext(sends, 503)
    await here.send('Do not lose me')
    await there.own.getByRole('button', { name: 'Try again' }).click()
    await eventually(() => lab.api.of(sends).length).toBe(2)
    const [before, after] = lab.api.of(sends)
    expect(after?.key).toBe(before?.key)
    await eventually(() => here.own.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect([await said(first), await said(second)]).toEqual([['Do not lose me'], ['Do not lose me']])
  })

  test('a new conversation in one is a new one in the other', async () => {
    await openBoth()
    await here.send('First')
    await eventually(() => said(second)).toEqual(['First'])
    await here.panel.getByRole('button', { name: 'More' }).click()
    await here.panel.getByRole('button', { name: 'Start a new conversation' }).click()
    await there.panel.getByText('Hello, how can we help?').waitFor()
  })

  test('what one shopper logs out of is gone from the other tab', async () => {
    await openBoth('mina')
    await here.send('My secret')
    await eventually(() => said(second)).toEqual(['My secret'])
    lab.api.reset()
    await first.evaluate("Switchboard('logout')")
    await eventually(() => said(second)).toEqual([])
    expect(await first.evaluate('JSON.stringify(localStorage)')).not.toContain('cnv_')
  })

  test('another customer of the same browser shares nothing', async () => {
    await openBoth('mina')
    const other = await first.context().newPage()
    await other.goto(lab.addressOf('jonas'))
    await widgetOn(other).open()
    await widgetOn(other).send('I am Jonas')
    await widgetOn(other).own.getByText('Sent').waitFor()
    await here.send('I am Mina')
    await here.own.getByText('Sent').waitFor()
    expect(await said(other)).toEqual(['I am Jonas'])
    expect(await said(first)).toEqual(['I am Mina'])
    expect(lab.api.conversations.map(({ owner }) => owner)).toEqual(['jonas', 'mina'])
  })

  test('the rating of an answer is in both', async () => {
    await openBoth()
    await here.send('Hello')
    await here.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'Hi' })
    await wake()
    await here.panel.getByRole('button', { name: 'Good answer' }).click()
    await eventually(() =>
      there.panel.getByRole('button', { name: 'Good answer' }).getAttribute('aria-pressed'),
    ).toBe('true')
  })
})

test('a decision that another tab knows is not announced as this one’s', async () => {
  await openBoth('mina')
  await here.send('Please cancel it')
  await here.own.getByText('Sent').waitFor()
  lab.api.answer(confirmation())
  await wake()
  await there.panel.getByRole('button', { name: 'Confirm' }).click()
  await here.panel.getByText('Confirmed: ').waitFor()
  const actions = (on: Page) => on.evaluate("heard.filter(([name]) => name === 'action').map(([, it]) => it)")
  await eventually(() => actions(second)).toEqual([{ actionId, decision: 'confirmed' }])
  expect(await actions(first)).toEqual([])
})
