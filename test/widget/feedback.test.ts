import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { confirmation } from './sample-changes.ts'
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
  await widget.send('Hello')
  await widget.own.getByText('Sent').waitFor()
  lab.api.answer({ type: 'text', text: 'Hi' })
  await widget.theirs.getByText('Hi').waitFor()
})
afterEach(() => page.context().close())

const thumb = (name: string) => widget.panel.getByRole('button', { name })
const ratings = () => lab.api.of(/\/feedback$/).map(({ body }) => body)

describe('An answer', () => {
  test('can be called good, and says thanks', async () => {
    await thumb('Good answer').click()
    await widget.panel.getByText('Thank you for telling us.').waitFor()
    expect(ratings()).toEqual([{ seq: 2, rating: 'up' }])
    expect(await thumb('Good answer').getAttribute('aria-pressed')).toBe('true')
    expect(await thumb('Bad answer').getAttribute('aria-pressed')).toBe('false')
  })

  test('can be called bad, with words or without, and the last word counts', async () => {
    await thumb('Bad answer').click()
    const why = widget.panel.getByRole('textbox', { name: 'What was wrong? (optional)' })
    await why.waitFor()
    expect(await why.evaluate((it) => it.matches(':focus'))).toBe(true)
    await why.fill('  Not my order  ')
    await why.press('Enter')
    await widget.panel.getByText('Thank you for telling us.').waitFor()
    expect(ratings()).toEqual([
      { seq: 2, rating: 'down' },
      { seq: 2, rating: 'down', comment: 'Not my order' },
    ])
    expect(await why.isVisible()).toBe(false)
    expect(await thumb('Bad answer').evaluate((it) => it.matches(':focus'))).toBe(true)
  })

  test('keeps its rating through a reload', async () => {
    await thumb('Good answer').click()
    await widget.panel.getByText('Thank you for telling us.').waitFor()
    await page.reload()
    await eventually(() => thumb('Good answer').getAttribute('aria-pressed')).toBe('true')
  })

  test('that could not be rated says so, and is not pressed', async () => {
    lab.api.failNext(/feedback$/, 503)
    await thumb('Good answer').click()
    await widget.panel.getByText('Not sent.').waitFor()
    expect(await thumb('Good answer').getAttribute('aria-pressed')).toBe('false')
    expect(await widget.own.count()).toBe(1)
  })

  test('that asks something back is not rated', async () => {
    await widget.send('Cancel it')
    await eventually(() => lab.api.conversations[0]?.messages.length).toBe(3)
    lab.api.answer({ type: 'text', text: 'Shall I?' }, confirmation())
    await widget.theirs.getByText('Shall I?').waitFor()
    expect(await thumb('Good answer').count()).toBe(0)
  })
})

describe('The store hears what has been seen', () => {
  const reads = () => lab.api.of(/\/read$/).map(({ body }) => body)

  test('once for a burst of messages, and only while the panel is open', async () => {
    await eventually(reads).toEqual([{ seq: 2 }])
    await page.keyboard.press('Escape')
    lab.api.answer({ type: 'text', text: 'One more' })
    lab.api.answer({ type: 'text', text: 'And one' })
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.getByRole('button', { name: 'Open chat. New messages: 2' }).waitFor()
    expect(reads()).toEqual([{ seq: 2 }])
    await widget.launcher.click()
    await eventually(reads).toEqual([{ seq: 2 }, { seq: 4 }])
  })

  test('an API that knows no such thing is not asked again', async () => {
    lab.api.failNext(/read$/, 404)
    await eventually(() => lab.api.of(/\/read$/).length).toBe(1)
    lab.api.answer({ type: 'text', text: 'One more' })
    await page.clock.install()
    await page.evaluate("dispatchEvent(new Event('online'))")
    await widget.theirs.getByText('One more').waitFor()
    await page.clock.runFor(10_000)
    expect(lab.api.of(/\/read$/)).toHaveLength(1)
    expect(await widget.notice.isVisible()).toBe(false)
  })
})

test('the conversation is saved as a text file, without a request', async () => {
  const asked = lab.api.requests.length
  await widget.panel.getByRole('button', { name: 'More' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    widget.panel.getByRole('button', { name: 'Save the conversation' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  const saved = Buffer.concat(chunks).toString()
  expect(download.suggestedFilename()).toBe('Harbour & Pine.txt')
  expect(saved).toMatch(/^Harbour & Pine\n.+\ncnv_\w+\n/)
  expect(saved).toMatch(/You said:\s+Hello(.|\n)*Answer:\s+Hi/)
  expect(lab.api.of(/^GET|messages$/).length).toBeLessThanOrEqual(asked + 1)
  expect(await page.evaluate('violations')).toEqual([])
})
