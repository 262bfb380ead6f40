import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>

beforeAll(async () => {
  lab = await openWidgetLab()
})
afterAll(() => lab.close())
beforeEach(() => lab.api.reset())

/** A page of the shopper whose conversation has so many messages. */
async function visit(messages: number): Promise<void> {
  page = await lab.page()
  widget = widgetOn(page)
  await widget.open()
  await widget.send('First')
  await widget.own.getByText('Sent').waitFor()
  lab.api.conversations[0]?.messages.splice(0)
  lab.api.longHistory(messages)
  const history = lab.api.conversations.pop()?.messages ?? []
  lab.api.conversations[0]?.messages.push(...history)
  lab.api.answer({ type: 'text', text: 'The newest of all' })
  await page.reload()
  await widget.theirs.getByText('The newest of all').waitFor()
  await eventually(() => widget.log.getAttribute('aria-live')).toBe('polite')
}

/** Scrolls from the end to the beginning and back, a step in each frame, and returns what took longer than 50 ms. */
const scrollAll = `new Promise((done) => {
  const area = document.querySelector('[data-switchboard]').shadowRoot.querySelector('.scroll')
  const long = []
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((it) => Math.round(it.duration))))
  observer.observe({ type: 'longtask' })
  let step = -160
  let frames = 0
  const next = () => {
    frames += 1
    area.scrollTop += step
    if (area.scrollTop <= 0) step = 160
    if (step > 0 && area.scrollTop + area.clientHeight >= area.scrollHeight - 1) {
      observer.disconnect()
      return done({ long: long.length, frames, height: area.scrollHeight })
    }
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})`

test('200 messages are all there after a reload, at the newest, and scroll without a long task', async () => {
  await visit(200)
  expect(await widget.panel.locator('.row-of').count()).toBe(201)
  expect(await widget.theirs.last().isVisible()).toBe(true)
  // Another program may have had the processor for a while: what is slow by itself is slow each time.
  const scrolled: { long: unknown; frames: unknown; height: unknown }[] = []
  for (let pass = 0; pass < 3 && scrolled.at(-1)?.long !== 0; pass++) {
    const found: unknown = await page.evaluate(scrollAll)
    scrolled.push({ long: 0, frames: 0, height: 0, ...Object(found) })
  }
  expect(scrolled.at(-1)).toMatchObject({ long: 0 })
  expect(scrolled.at(-1)?.height).toBeGreaterThan(8000)
  expect(scrolled.at(-1)?.frames).toBeGreaterThan(100)
  await page.context().close()
})

test('a new message leaves the 200 before it as they are drawn', async () => {
  await visit(200)
  await page.evaluate(`{
    window.touched = new Set()
    new MutationObserver((changes) => {
      for (const { target } of changes) touched.add((target.closest ?? (() => null)).call(target, '.row-of'))
    }).observe(document.querySelector('[data-switchboard]').shadowRoot, {
      subtree: true, childList: true, attributes: true, characterData: true,
    })
  }`)
  lab.api.answer({ type: 'text', text: 'One more' })
  await page.evaluate("dispatchEvent(new Event('online'))")
  await widget.theirs.getByText('One more').waitFor()
  // The one that was the last is it no longer.
  expect(await page.evaluate('[...touched].filter((it) => it).map((it) => it.innerText)')).toEqual([
    expect.stringContaining('The newest of all'),
  ])
  await page.context().close()
})

async function measured(session: CDPSession) {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return { nodes, listeners: jsEventListeners, kib: Math.round(usedSize / 1024) }
}

test('100 times open and close cost no memory', async () => {
  await visit(200)
  const session = await page.context().newCDPSession(page)
  const openAndClose = async (times: number) =>
    page.evaluate(`(async () => {
      const heardOf = (name) => new Promise((done) => { const off = Switchboard('on', name, () => { off(); done() }) })
      for (let n = 0; n < ${times}; n++) {
        for (const [call, event] of [['close', 'close'], ['open', 'open']]) {
          const heard = heardOf(event)
          Switchboard(call)
          await heard
        }
        window.heard.length = 0
      }
    })()`)
  await openAndClose(10)
  const before = await measured(session)
  await openAndClose(100)
  const after = await measured(session)
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(10)
  expect(after.listeners - before.listeners).toBeLessThanOrEqual(5)
  expect(after.kib - before.kib).toBeLessThan(100)
  await page.context().close()
})

test('the panel that a change of the language leaves behind is let go', async () => {
  await visit(40)
  const session = await page.context().newCDPSession(page)
  const change = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await page.evaluate("Switchboard('setLocale', 'es')")
      await widget.panel.getByPlaceholder('Escribe un mensaje').waitFor()
      await page.evaluate("Switchboard('setLocale', 'en')")
      await widget.panel.getByPlaceholder('Write a message').waitFor()
    }
  }
  await change(2)
  const before = await measured(session)
  await change(10)
  const after = await measured(session)
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(100)
  expect(after.listeners - before.listeners).toBeLessThanOrEqual(20)
  await page.context().close()
})
