import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actionId, confirmation, receipt } from './sample-changes.ts'
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
  page = await lab.page({ customer: 'mina' })
  widget = widgetOn(page)
  await widget.open()
})
afterEach(() => page.context().close())

const root = "document.querySelector('[data-switchboard]').shadowRoot"
const decisions = () => lab.api.of(/^POST .*\/actions\//)
const group = (on: Page) => on.getByRole('group', { name: 'To confirm: Cancel order #W0482125' })
const cardOn = (on: Page) => ({
  it: group(on),
  confirm: group(on).getByRole('button', { name: 'Confirm' }),
  decline: group(on).getByRole('button', { name: 'Do not do it' }),
  buttons: group(on).getByRole('button'),
})

async function ask(changes: Parameters<typeof confirmation>[0] = {}) {
  await widget.send('Please cancel it')
  await widget.own.getByText('Sent').waitFor()
  lab.api.answer({ type: 'text', text: 'Shall I?' }, confirmation(changes))
  const card = cardOn(page)
  await card.it.waitFor()
  return card
}

/** Holds the requests for a decision back until it is called. */
async function holdDecisions(): Promise<() => void> {
  const held: (() => void)[] = []
  const open = { now: false }
  await page.route(/\/actions\//, async (route) => {
    if (!open.now) await new Promise<void>((release) => held.push(release))
    await route.continue()
  })
  return () => {
    open.now = true
    for (const release of held) release()
  }
}

const actionEvents = () => page.evaluate("heard.filter(([name]) => name === 'action').map(([, it]) => it)")
const focusIsInComposer = () => widget.input.evaluate((it) => it.matches(':focus'))

describe('A confirmation', () => {
  test('says exactly what will happen, what it costs, when money arrives, and until when', async () => {
    const card = await ask()
    expect((await card.it.innerText()).split(/\s*\n\s*/)).toEqual([
      'Cancel order #W0482125',
      'Rain Jacket (color forest green, size M), $89.50',
      'Wool Socks (size M), $28.99',
      'Reason: no longer needed',
      'A cancellation cannot be undone.',
      'Order total',
      'before',
      '$118.49',
      'after',
      '$0.00',
      'Refund to Visa ending in 4242',
      'in 5 to 7 business days',
      '$88.49',
      'Refund to gift card',
      'at once',
      '$30.00',
      'Confirm',
      'Do not do it',
      expect.stringMatching(/^You can confirm this until \d+:45\s[AP]M\.$/),
    ])
  })

  test('is given by the keyboard alone; then it has no buttons, and the receipt comes', async () => {
    const card = await ask()
    await page.keyboard.press('Shift+Tab')
    expect(await card.decline.evaluate((it) => it.matches(':focus-visible'))).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await widget.own.getByText('Confirmed: Cancel order #W0482125').waitFor()
    await card.it.getByText('Confirmed').waitFor()
    expect([await card.buttons.count(), await focusIsInComposer()]).toEqual([0, true])
    expect(decisions()).toMatchObject([{ path: expect.stringMatching(`/actions/${actionId}/confirm$`) }])
    lab.api.answer(receipt(), { type: 'text', text: 'It is cancelled.' })
    const slip = widget.theirs.getByRole('group', { name: 'Receipt: Cancel order #W0482125' })
    await slip.getByText('Done', { exact: true }).waitFor()
    expect(await slip.innerText()).toContain('Refund to gift card\nat once\n$30.00')
    expect(await slip.locator('time').getAttribute('datetime')).toBe('2026-11-22T10:31:00.000Z')
    await widget.working.waitFor({ state: 'hidden' })
    expect(await actionEvents()).toEqual([{ actionId, decision: 'confirmed' }])
  })

  test('has a button to confirm that stands out, under the pointer as well', async () => {
    const { confirm } = await ask()
    const ground = () =>
      page.evaluate(`getComputedStyle(${root}.querySelector('.confirmation .primary')).backgroundColor`)
    const before = await ground()
    await confirm.hover()
    expect([await confirm.evaluate((it) => it.matches(':hover')), await ground()]).toEqual([true, before])
    expect(before).toBe('rgb(13, 92, 79)')
  })

  test('is refused with the other button', async () => {
    const card = await ask()
    await card.decline.click()
    await widget.own.getByText('Declined: Cancel order #W0482125').waitFor()
    await card.it.getByText('Declined').waitFor()
    expect(await card.buttons.count()).toBe(0)
    expect(decisions()).toMatchObject([{ path: expect.stringMatching('/decline$') }])
    expect(await actionEvents()).toEqual([{ actionId, decision: 'declined' }])
  })

  test('is sent once, however often it is pressed, and stays pressed meanwhile', async () => {
    const card = await ask()
    const release = await holdDecisions()
    await card.confirm.dblclick()
    const sending = card.it.getByRole('button', { name: 'Sending' })
    await sending.waitFor()
    expect(await sending.getAttribute('aria-disabled')).toBe('true')
    expect(await sending.evaluate((it) => it.matches(':focus'))).toBe(true)
    await card.decline.click({ force: true })
    release()
    await widget.own.getByText('Confirmed: ').waitFor()
    expect(decisions().map(({ path }) => path.split('/').at(-1))).toEqual(['confirm'])
  })

  test('that could not be sent says so, and can be sent again', async () => {
    const card = await ask()
    lab.api.failNext(/confirm$/, 503)
    await card.confirm.press('Enter')
    await card.it.getByText('Not sent.').waitFor()
    expect(await actionEvents()).toEqual([])
    await page.keyboard.press('Enter')
    await widget.own.getByText('Confirmed: ').waitFor()
    expect(await card.it.getByText('Not sent.').isVisible()).toBe(false)
  })

  test('whose acceptance got lost on the way back turns out to have arrived', async () => {
    const card = await ask()
    lab.api.failNext(/confirm$/, 'lost')
    await card.confirm.click()
    await widget.own.getByText('Confirmed: ').waitFor()
    expect([await card.buttons.count(), decisions().length]).toEqual([0, 1])
  })

  test('expires in the open panel: it says so, the buttons are dead, and nobody asks any more', async () => {
    await page.clock.install()
    const card = await ask({ expiresAt: new Date(Date.now() + 15 * 60_000).toISOString() })
    await card.confirm.focus()
    await page.clock.fastForward(15 * 60_000)
    await card.it.getByText(/^Expired at \d+:\d\d.*Just ask again\.$/).waitFor()
    expect([await card.confirm.isDisabled(), await card.decline.isDisabled()]).toEqual([true, true])
    expect(await focusIsInComposer()).toBe(true)
    const asked = lab.api.requests.length
    await page.clock.runFor(60_000)
    expect(lab.api.requests.length).toBe(asked)
  })

  test('that had expired before a reload is drawn so', async () => {
    await ask({ expiresAt: '2026-01-01T00:00:00.000Z' })
    await page.reload()
    const card = cardOn(page)
    await card.it.getByText('Expired at').waitFor()
    expect(await card.confirm.isDisabled()).toBe(true)
  })

  test('that the API calls too late is expired, whatever the clock of the shopper says', async () => {
    const card = await ask()
    lab.api.failNext(/confirm$/, { status: 409, code: 'action_expired' })
    await card.confirm.click()
    await card.it.getByText('Expired at').waitFor()
    expect([await card.confirm.isDisabled(), await focusIsInComposer()]).toEqual([true, true])
  })

  test('that was decided on another device shows what was decided there', async () => {
    const card = await ask()
    // Between the click and its request, so that no look of the page can come before.
    const letThrough = await holdDecisions()
    await card.confirm.click()
    lab.api.socket.loseNext(2)
    lab.api.decideElsewhere(actionId, 'declined')
    letThrough()
    await card.it.getByText('Declined').waitFor()
    expect(decisions()).toMatchObject([{ status: 409 }])
    expect([await card.buttons.count(), await actionEvents()]).toEqual([0, []])
  })

  test('that the API no longer takes, for a reason not told yet, has no buttons', async () => {
    const card = await ask()
    lab.api.failNext(/confirm$/, { status: 409, code: 'action_decided' })
    await card.confirm.click()
    await card.it.getByText('No longer open').waitFor()
    expect(await card.buttons.count()).toBe(0)
  })

  test('in another tab is settled as well', async () => {
    const card = await ask()
    const other = await page.context().newPage()
    await other.clock.install()
    await other.goto(page.url())
    await widgetOn(other).open()
    await cardOn(other).confirm.waitFor()
    await card.confirm.click()
    await widget.own.getByText('Confirmed: ').waitFor()
    await other.clock.fastForward(5000)
    await cardOn(other).it.getByText('Confirmed').waitFor()
    expect(await cardOn(other).buttons.count()).toBe(0)
  })

  test('is still settled after a reload, with its receipt', async () => {
    const card = await ask()
    await card.confirm.click()
    await widget.own.getByText('Confirmed: ').waitFor()
    lab.api.answer(receipt())
    await widget.theirs.getByText('Done', { exact: true }).waitFor()
    await page.reload()
    await widget.theirs.getByText('Done', { exact: true }).waitFor()
    await cardOn(page).it.getByText('Confirmed').waitFor()
    expect([await cardOn(page).buttons.count(), decisions().length]).toEqual([0, 1])
  })

  test('is given in words, and the receipt shows it', async () => {
    const card = await ask()
    await widget.send('yes')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    expect(await card.buttons.count()).toBe(2)
    lab.api.answer(receipt(), { type: 'text', text: 'It is cancelled.' })
    await widget.theirs.getByText('Done', { exact: true }).waitFor()
    await card.it.getByText('Confirmed').waitFor()
    expect([await card.buttons.count(), await card.it.getByText('Refund to gift card').isVisible()]).toEqual([
      0,
      false,
    ])
  })

  test('is refused in words, and says Declined', async () => {
    const card = await ask()
    await widget.send('no')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    const { title } = confirmation()
    lab.api.answer(
      { type: 'decision', actionId, decision: 'declined', title },
      { type: 'text', text: 'All right, I have left everything as it is.' },
    )
    await card.it.getByText('Declined').waitFor()
    expect(await card.buttons.count()).toBe(0)
  })

  test('that was answered in words too late says that it had expired', async () => {
    const card = await ask({ expiresAt: '2020-01-01T00:00:00.000Z' })
    await widget.send('yes')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    lab.api.answer({ type: 'text', text: 'That took too long, so nothing was done.' })
    await widget.theirs.getByText('That took too long').waitFor()
    await card.it.getByText('Expired at').waitFor()
  })

  test('that the conversation went on without has no buttons', async () => {
    const card = await ask()
    await widget.send('no')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    lab.api.answer({ type: 'text', text: 'I have left everything as it is.' })
    await card.it.getByText('No longer open').waitFor()
    expect(await card.buttons.count()).toBe(0)
  })

  test('that is asked again has its buttons where it was asked last', async () => {
    const card = await ask()
    await widget.send('hm')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    lab.api.answer({ type: 'text', text: 'Is that a yes?' }, confirmation())
    await card.it.first().getByText('Asked again below').waitFor()
    expect(await card.it.nth(1).getByRole('button').count()).toBe(2)
    expect(await card.buttons.count()).toBe(2)
    await card.confirm.click()
    await eventually(() => card.it.getByText('Confirmed').count()).toBe(2)
  })

  test("shows the team's decision as theirs", async () => {
    const card = await ask()
    await card.confirm.click()
    await widget.own.getByText('Confirmed: ').waitFor()
    lab.api.operatorDecides({
      type: 'decision',
      actionId,
      decision: 'rejected',
      title: 'Cancel order #W0482125',
    })
    await widget.theirs.getByText('Not approved: Cancel order #W0482125').waitFor()
    await card.it.getByText('Not approved').waitFor()
  })

  test('higher than the panel stays where the shopper has scrolled, and what follows comes into view', async () => {
    await page.setViewportSize({ width: 900, height: 420 })
    const card = await ask()
    await card.confirm.scrollIntoViewIfNeeded()
    const before = await card.confirm.boundingBox()
    lab.api.failNext(/confirm$/, 503)
    await card.confirm.click()
    await card.it.getByText('Not sent.').waitFor()
    expect(await card.confirm.boundingBox()).toEqual(before)
    await card.confirm.click()
    await widget.own.getByText('Confirmed: ').waitFor()
    lab.api.answer({ type: 'text', text: 'It is cancelled.' })
    const area = await widget.panel.locator('.scroll').boundingBox()
    const end = (area?.y ?? 0) + (area?.height ?? 0)
    const reply = widget.theirs.getByText('It is cancelled.')
    await eventually(async () => ((await reply.boundingBox())?.y ?? end) + 20 < end).toBe(true)
  })

  test('on a phone, does not bring up the keyboard over what comes next', async () => {
    await page.context().close()
    page = await lab.page({
      customer: 'mina',
      viewport: { width: 375, height: 740 },
      isMobile: true,
      hasTouch: true,
    })
    widget = widgetOn(page)
    await widget.open()
    const card = await ask()
    await card.confirm.tap()
    await widget.own.getByText('Confirmed: ').waitFor()
    await card.it.getByText('Confirmed').waitFor()
    expect(await focusIsInComposer()).toBe(false)
    expect(await widget.panel.locator('.scroll').evaluate((it) => it.matches(':focus'))).toBe(true)
  })
})
