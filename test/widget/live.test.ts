import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
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

const looks = /^GET .*messages/
const said = (on = widget) => on.panel.locator('.bubble').allTextContents()
const resumes = () => lab.api.socket.clients().map((client) => client.said.length)

/** With a question asked that is being worked on, and connected. */
async function asked(options: Parameters<WidgetLab['page']>[0] = {}): Promise<void> {
  page = await lab.page(options)
  widget = widgetOn(page)
  await widget.open()
  await widget.send('Where is my order?')
  await widget.own.getByText('Sent').waitFor()
  lab.api.work('checking your orders')
  await widget.working.getByText('checking your orders').waitFor()
  await eventually(resumes).toEqual([1])
}

/** As a screen reader: what is added to the log or changed in it, unless it is busy or hidden from it. */
const listen = `{
  const log = document.querySelector('[data-switchboard]').shadowRoot.querySelector('.log')
  window.readOut = []
  window.grown = []
  new MutationObserver((changes) => {
    if (log.ariaBusy === 'true') return grown.push(log.lastElementChild.innerText)
    for (const { addedNodes } of changes) for (const it of addedNodes) {
      if (it.isConnected && it.innerText && !it.closest('[aria-hidden=true]')) readOut.push(it.innerText)
    }
  }).observe(log, { childList: true, subtree: true })
  window.busy = []
  new MutationObserver(() => busy.at(-1) !== log.ariaBusy && busy.push(log.ariaBusy)).observe(log, { attributes: true, attributeFilter: ['aria-busy'] })
}`

const now = new Date().toISOString()
const words = ['It is on its way.', 'It left on Monday.', 'It comes on **Thursday**.']

describe('While a reply is written', () => {
  test('it grows in one bubble, the message takes its place without a jump, and is read out once', async () => {
    await asked({ reducedMotion: 'reduce' })
    // The message is of the same day as the question.
    lab.api.sendRewritten((body) => body.replaceAll(/"createdAt":"[^"]*"/g, `"createdAt":"${now}"`))
    await page.evaluate(listen)
    const before = lab.api.of(looks).length
    const grown: string[] = []
    for (let count = 1; count <= words.length; count++) {
      lab.api.draft(words.slice(0, count).join(' '))
      await eventually(async () => (await said()).at(-1)).toContain(words[count - 1]?.slice(0, 12))
      grown.push((await said()).at(-1) ?? '')
    }
    expect(grown).toEqual([
      'It is on its way.',
      'It is on its way. It left on Monday.',
      'It is on its way. It left on Monday. It comes on Thursday.',
    ])
    const shown = z.array(z.string()).parse(await page.evaluate('grown'))
    for (const [index, each] of shown.entries()) expect(each.startsWith(shown[index - 1] ?? '')).toBe(true)
    expect([await widget.theirs.count(), await widget.log.getAttribute('aria-busy')]).toEqual([1, 'true'])
    const bubble = widget.theirs.locator('.bubble')
    const place = await bubble.boundingBox()
    await widget.theirs.evaluate((row) => Object.assign(row, { isDraft: true }))
    lab.api.answer({ type: 'text', text: words.join(' ') })
    await widget.working.waitFor({ state: 'hidden' })
    expect(await widget.theirs.evaluateAll((rows) => rows.map((row) => 'isDraft' in row))).toEqual([true])
    const { x, y, width, height } = { ...place }
    expect(await bubble.boundingBox()).toMatchObject({ x, width, height })
    expect(Math.abs(((await bubble.boundingBox())?.y ?? 0) - (y ?? 0))).toBeLessThan(12)
    const heard = String(await page.evaluate("readOut.join(' ')"))
    expect(heard.match(/It left on Monday/g)).toHaveLength(1)
    expect(await page.evaluate('busy')).toEqual(['true', 'false'])
    expect(await page.evaluate('heard.filter(([name]) => name === "message").length')).toBe(1)
    expect(lab.api.of(looks)).toHaveLength(before)
  })

  test('what is taken back disappears, and who writes begins anew', async () => {
    await asked()
    lab.api.draft('I have cancelled it.')
    await widget.theirs.getByText('I have cancelled it.').waitFor()
    lab.api.draft('')
    await widget.theirs.waitFor({ state: 'detached' })
    await widget.working.getByText('checking your orders').waitFor()
    expect(await widget.log.getAttribute('aria-busy')).toBe('false')
    lab.api.draft('It is still pending.')
    await widget.theirs.getByText('It is still pending.').waitFor()
    lab.api.answer({ type: 'text', text: 'It is still pending. Anything else?' })
    await eventually(() => said()).toEqual(['Where is my order?', 'It is still pending. Anything else?'])
  })

  test('two who write have it in the order in which the message will be', async () => {
    await asked()
    lab.api.work('checking your orders', 'looking through the catalogue')
    lab.api.draft('Yes, in black.', 'product')
    lab.api.draft('It is on its way.', 'order')
    await widget.theirs.getByText('It is on its way.').waitFor()
    await eventually(() => widget.theirs.locator('p').allTextContents()).toEqual([
      'It is on its way.',
      'Yes, in black.',
    ])
  })

  test('a newer message of the shopper ends it, and what comes of it later is too late', async () => {
    await asked()
    lab.api.draft('It is on its way.')
    await widget.theirs.getByText('It is on its way.').waitFor()
    const { conversations, socket } = lab.api
    await widget.send('And in black?')
    await widget.theirs.waitFor({ state: 'detached' })
    await widget.own.last().getByText('Sent').waitFor()
    const [{ id = '' } = {}] = conversations
    socket.tell(id, { type: 'draft', turn: 1, specialist: 'order', text: 'Too late.' })
    lab.api.answer({ type: 'text', text: 'Both.' })
    await eventually(() => said()).toEqual(['Where is my order?', 'And in black?', 'Both.'])
  })

  test('a reload shows what is there, and the draft as soon as it grows', async () => {
    await asked()
    lab.api.draft(words[0] ?? '')
    await widget.theirs.getByText('It is on its way.').waitFor()
    await page.reload()
    await widget.working.getByText('checking your orders').waitFor()
    await eventually(resumes).toEqual([1])
    expect(await said()).toEqual(['Where is my order?'])
    lab.api.draft(words.slice(0, 2).join(' '))
    await widget.theirs.getByText('It is on its way. It left on Monday.').waitFor()
    lab.api.answer({ type: 'text', text: words.join(' ') })
    await widget.theirs.getByText('Thursday').waitFor()
    expect(await said()).toHaveLength(2)
  })
})

describe('When the connection', () => {
  test('is cut in the middle of a reply, it says so, goes on where it was, doubles nothing and misses nothing', async () => {
    await asked()
    lab.api.draft('It is on its way.')
    await widget.theirs.getByText('It is on its way.').waitFor()
    await page.context().setOffline(true)
    lab.api.socket.cut()
    await widget.notice.getByText('You are offline. Your messages are kept.').waitFor()
    lab.api.draft('It is on its way. It left on Monday.')
    lab.api.answer({ type: 'text', text: words.join(' ') })
    lab.api.operatorSays('I am Ana.')
    await page.context().setOffline(false)
    const all = ['Where is my order?', words.join(' ').replaceAll('*', ''), 'I am Ana.']
    await eventually(() => said()).toEqual(all)
    await widget.notice.waitFor({ state: 'hidden' })
    await eventually(resumes).toEqual([1])
    lab.api.operatorSays('Anything else?')
    await eventually(() => said()).toEqual([...all, 'Anything else?'])
  })

  test('is closed by the other side, it connects again, and the draft goes on', async () => {
    await asked()
    lab.api.draft('It is on its way.')
    await widget.theirs.getByText('It is on its way.').waitFor()
    lab.api.socket.cut()
    await eventually(() => lab.api.socket.tries()).toBe(2)
    await eventually(resumes).toEqual([1])
    lab.api.draft('It is on its way. It left on Monday.')
    await widget.theirs.getByText('It left on Monday.').waitFor()
    expect([await widget.theirs.count(), await widget.notice.isHidden()]).toEqual([1, true])
  })

  test('loses a frame, it asks for what it missed', async () => {
    await asked()
    lab.api.socket.loseNext(1)
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    expect(resumes()).toEqual([2])
  })

  test('is dead without a word, that is noticed, and an answer comes all the same', async () => {
    await asked()
    await page.clock.install()
    lab.api.work('looking again')
    await widget.working.getByText('looking again').waitFor()
    lab.api.socket.fallSilent()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await page.clock.runFor(14_000)
    expect(await widget.theirs.count()).toBe(0)
    await page.clock.runFor(12_000)
    await widget.theirs.getByText('On its way').waitFor()
    lab.api.socket.fallSilent(false)
    await page.clock.runFor(2_000)
    await eventually(() => lab.api.socket.tries()).toBe(2)
  })

  test('does not bring what was just sent, it is asked at once', async () => {
    await asked()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    lab.api.socket.loseNext(2)
    await widget.send('Thank you')
    await eventually(resumes).toEqual([2])
    expect(await said()).toEqual(['Where is my order?', 'On its way', 'Thank you'])
  })

  test('ends with its session, it connects with a fresh one', async () => {
    await asked({ customer: 'mina' })
    lab.api.endSessions()
    await eventually(() => lab.api.socket.clients().map(({ token }) => token)).toEqual(['mina/2'])
    await eventually(resumes).toEqual([1])
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    expect([lab.api.of(/sessions/).length, await widget.notice.isHidden()]).toEqual([2, true])
  })

  test.each([
    ['is refused', () => lab.api.socket.refuse(), {}],
    ['is not offered', () => lab.api.nameNoSocket(), {}],
    ['is forbidden by the policy of the page', () => {}, { sockets: 'no' }],
  ] as const)('%s, the widget looks for answers', async (_, block, options) => {
    block()
    page = await lab.page(options)
    widget = widgetOn(page)
    await widget.open()
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    expect(lab.api.socket.clients()).toEqual([])
    expect(lab.api.socket.tries()).toBeLessThan(3)
    expect(await widget.notice.isHidden()).toBe(true)
  })
})

describe('While nothing happens', () => {
  test('there is a sign of life every four minutes, and no other request', async () => {
    await asked()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    await page.clock.install()
    await heard('Anything else?')
    const before = lab.api.requests.length
    await page.clock.runFor(239_000)
    expect(resumes()).toEqual([1])
    await page.clock.runFor(2_000)
    await eventually(resumes).toEqual([2])
    await heard('Are you there?')
    await page.clock.runFor(241_000)
    await eventually(resumes).toEqual([3])
    expect(lab.api.requests.slice(before).filter(({ path }) => !path.endsWith('/read'))).toEqual([])
  })

  test('a tab that nobody sees lets go of its connection, and has everything when it is seen again', async () => {
    await asked()
    lab.api.answer({ type: 'text', text: 'On its way' })
    await widget.theirs.getByText('On its way').waitFor()
    await page.clock.install()
    const before = lab.api.of(looks).length
    await show(false)
    await heard('One moment')
    await page.clock.runFor(59_000)
    expect([resumes(), lab.api.of(looks).length]).toEqual([[1], before])
    await page.clock.runFor(2_000)
    await eventually(() => lab.api.socket.clients()).toEqual([])
    await eventually(() => lab.api.of(looks).length).toBe(before + 1)
    lab.api.operatorSays('Are you there?')
    await page.clock.runFor(600_000)
    expect([lab.api.socket.tries(), await widget.theirs.count()]).toEqual([1, 2])
    await show(true)
    await widget.theirs.getByText('Are you there?').waitFor()
    await eventually(resumes).toEqual([1])
  })
})

test('two tabs hear it both, and one that nobody sees hears it from the other', async () => {
  await asked()
  const second = await page.context().newPage()
  await second.goto(page.url())
  const there = widgetOn(second)
  await there.open()
  await eventually(resumes).toEqual([1, 1])
  lab.api.draft('It is on its way.')
  for (const on of [widget, there]) await on.theirs.getByText('It is on its way.').waitFor()
  await page.clock.install()
  await show(false)
  await page.clock.runFor(61_000)
  await eventually(resumes).toEqual([1])
  lab.api.answer({ type: 'text', text: 'It is on its way. Anything else?' })
  for (const on of [widget, there]) {
    await on.theirs.getByText('Anything else?').waitFor()
    expect(await said(on)).toEqual(['Where is my order?', 'It is on its way. Anything else?'])
  }
})

/** Everything that was on its way has come, and this as the last. */
async function heard(last: string): Promise<void> {
  lab.api.operatorSays(last)
  await widget.theirs.getByText(last).waitFor()
}

/** The tab comes into view, or goes out of it. */
async function show(isSeen: boolean): Promise<void> {
  await page.evaluate(`{
    Object.defineProperty(document, 'hidden', { value: ${!isSeen}, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }`)
}
