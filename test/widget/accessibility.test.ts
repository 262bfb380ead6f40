import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Part } from '../../functions/core/parts.ts'
import { violationsOf } from './axe.ts'
import { poorContrasts } from './contrast.ts'
import { visitEveryState } from './every-state.ts'
import { actionId, confirmation, receipt } from './sample-changes.ts'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(() => lab.api.reset())
afterEach(() => page.context().close())

async function visit(options: Parameters<WidgetLab['page']>[0] = {}): Promise<void> {
  page = await lab.page({ customer: 'mina', ...options })
  widget = widgetOn(page)
  await widget.launcher.waitFor()
}

const orderCard: Part = {
  type: 'order_card',
  orderId: '#W0482125',
  status: 'pending',
  totalCents: 11849,
  items: [{ name: 'Rain Jacket', quantity: 1 }],
  trackingIds: ['517177699738'],
}

async function show(...parts: Part[]): Promise<void> {
  const answers = await widget.theirs.count()
  const before = lab.api.of(/^POST .*\/messages$/).length
  await widget.send('Please')
  await eventually(() => lab.api.of(/^POST .*\/messages$/).length).toBe(before + 1)
  lab.api.answer(...parts)
  await widget.theirs.nth(answers).waitFor()
}

const root = "document.querySelector('[data-switchboard]').shadowRoot"
const focused = () =>
  page.evaluate(
    `(() => { const it = ${root}.activeElement ?? document.activeElement; return it.ariaLabel || it.textContent })()`,
  )

/** Around what has the focus; around its field, where it is one of two things in it. */
const ring = `getComputedStyle(${root}.activeElement.closest('.field') ?? ${root}.activeElement).outlineStyle`

describe('With the keyboard alone', () => {
  test('an order is cancelled: open, ask, confirm, read the receipt, close', async () => {
    await visit()
    for (let tab = 0; (await focused()) !== 'Open chat'; tab++) {
      expect(tab).toBeLessThan(5)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await eventually(focused).toBe('Write a message')
    await page.keyboard.type('Please cancel order #W0482125')
    await page.keyboard.press('Enter')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({ type: 'text', text: 'Shall I?' }, confirmation())
    await widget.theirs.getByText('Shall I?').waitFor()
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Do not do it')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Confirm')
    await page.keyboard.press('Space')
    await widget.own.getByText('Confirmed: Cancel order #W0482125').waitFor()
    lab.api.answer(receipt(), { type: 'text', text: 'It is cancelled.' })
    await widget.theirs.getByRole('group', { name: 'Receipt: Cancel order #W0482125' }).waitFor()
    expect(await focused()).toBe('Write a message')
    await page.keyboard.press('Escape')
    await eventually(focused).toBe('Open chat')
    expect(lab.api.of(/\/actions\//).map(({ path }) => path.split('/').slice(-2))).toEqual([
      [actionId, 'confirm'],
    ])
  })

  test('the focus goes through the panel from top to bottom, and bubbles are no stops', async () => {
    await visit()
    await widget.open()
    await show({ type: 'text', text: 'Here it is' }, orderCard)
    await show({ type: 'text', text: 'Shall I?' }, confirmation())
    await widget.panel.getByRole('button', { name: 'More' }).focus()
    const order: unknown[] = []
    const rings: unknown[] = []
    for (let stop = 0; stop < 8; stop++) {
      order.push(await focused())
      rings.push(await page.evaluate(ring))
      await page.keyboard.press('Tab')
    }
    expect(new Set(rings)).toEqual(new Set(['solid']))
    expect(order).toEqual([
      'More',
      'Close chat',
      'Conversation',
      'Confirm',
      'Do not do it',
      'Write a message',
      'Talk to a person',
      'Close chat',
    ])
  })
})

describe('To a screen reader', () => {
  test('the panel is a dialog with a log, and everything in it has a role and a name', async () => {
    await visit()
    await widget.open()
    await show({ type: 'text', text: 'Shall I?' }, confirmation())
    await widget.working.waitFor({ state: 'hidden' })
    const snapshot = await widget.panel.ariaSnapshot()
    expect(snapshot.replace(/time: today .*/, 'time: today')).toBe(`- dialog "Chat with Harbour & Pine":
  - heading "Harbour & Pine" [level=2]
  - paragraph: Automated assistant
  - button "More"
  - button "Close chat"
  - region "Conversation":
    - log "Conversation":
      - time: today
      - text: "You said: Please"
      - time: Thu, Oct 9 8:53 AM
      - text: "Answer:"
      - paragraph: Shall I?
      - 'group "To confirm: Cancel order #W0482125"':
        - 'heading "Cancel order #W0482125" [level=3]'
        - list:
          - listitem: Rain Jacket (color forest green, size M), $89.50
          - listitem: Wool Socks (size M), $28.99
          - listitem: "Reason: no longer needed"
          - listitem: A cancellation cannot be undone.
        - term: Order total
        - definition: before $118.49 after $0.00
        - term: Refund to Visa ending in 4242 in 5 to 7 business days
        - definition: $88.49
        - term: Refund to gift card at once
        - definition: $30.00
        - button "Confirm"
        - button "Do not do it"
        - paragraph: You can confirm this until 10:45 AM.
  - textbox "Write a message"
  - button "Send" [disabled]
  - button "Talk to a person"
  - status`)
  })

  test('only the log is read out as it grows, and the countdown is not', async () => {
    await visit()
    await page.clock.install()
    await widget.open()
    await show(confirmation({ expiresAt: new Date(Date.now() + 12.5 * 60_000).toISOString() }))
    const left = widget.panel.locator('.until')
    await left.getByText('in 13 minutes').waitFor()
    expect(await left.getAttribute('aria-live')).toBe('off')
    await page.clock.runFor(60_000)
    await left.getByText('in 12 minutes').waitFor()
    expect(await left.getAttribute('aria-live')).toBe('off')
    await page.clock.fastForward(11 * 60_000)
    await left.getByText('Less than a minute left to confirm this.').waitFor()
    expect(await left.getAttribute('aria-live')).toBe('polite')
    const regions = await page.evaluate(
      `[...${root}.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=log]')].map((it) => it.classList[0])`,
    )
    expect(regions).toEqual(['notice', 'log', 'until', 'quiet', 'counter'])
  })

  test('a dialog beside the page is not modal, on a phone it is', async () => {
    await visit()
    await widget.open()
    expect(await widget.panel.getAttribute('aria-modal')).toBe('false')
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 844 })
    await widget.launcher.click()
    await eventually(() => widget.panel.getAttribute('aria-modal')).toBe('true')
  })
})

describe.each<[string, BrowserContextOptions & { tag?: string }, Media[]]>([
  ['at a desk', {}, [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]],
  ['on a phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }, [{}]],
  ['from right to left', { tag: 'ar' }, [{}]],
])('In every state, %s', (_, options, looks) => {
  test('there is no fault that axe knows, and all text stands out from what is behind it', async () => {
    await visit({ customer: '', reducedMotion: 'reduce', ...options })
    const faults: unknown[] = []
    const seen: number[] = []
    await visitEveryState(lab, page, async (state) => {
      for (const look of looks) {
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...look })
        const contrasts = Object(await page.evaluate(poorContrasts))
        seen.push(contrasts.seen)
        const found = [...(await violationsOf(page)), ...contrasts.poor]
        if (found.length > 0) faults.push([state, look, found])
      }
    })
    expect(faults).toEqual([])
    expect(Math.max(...seen)).toBeGreaterThan(60)
  })
})

test('everything to press is large enough for a finger that is not exact', async () => {
  await visit({ viewport: { width: 360, height: 740 } })
  await widget.open()
  await show(
    { type: 'text', text: 'Here' },
    { type: 'link', url: 'https://shop.example', label: 'Track it' },
    confirmation(),
  )
  const small = await page.evaluate(
    `[...${root}.querySelectorAll('button, a')].filter((it) => it.checkVisibility()).filter((it) => {
      const { width, height } = it.getBoundingClientRect()
      return width < 24 || height < 24
    }).map((it) => it.outerHTML)`,
  )
  expect(small).toEqual([])
})

test('what the shopper’s own colours leave visible: borders where colours were', async () => {
  await visit({ forcedColors: 'active' })
  await widget.open()
  await show({ type: 'text', text: 'Shall I?' }, confirmation())
  const border = (it: string) =>
    page.evaluate(`getComputedStyle(${root}.querySelector('${it}')).borderTopWidth`)
  expect([await border('.bubble'), await border('.confirmation'), await border('.primary')]).toEqual([
    '1px',
    '1px',
    '1px',
  ])
})
