import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demo, startDemo } from '../../../local/storefront/demo.ts'
import { ask, scenes, send } from '../../../local/storefront/scenes.ts'
import { violationsOf } from '../../widget/axe.ts'
import { openBrowser } from './shop-lab.ts'

let demo: Demo
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  demo = await startDemo({ latencyMs: 60 })
  await demo.system.host.warm()
  browser = await openBrowser(demo.url)
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const viewport = { width: 1440, height: 900 }
const panel = (page: Page) => page.getByRole('complementary', { name: 'What happened' })
const replies = (page: Page) => page.getByRole('dialog').locator('.row-of.theirs')

test('shows a turn as it is worked on, and then all of it: route, agents side by side, tools, cost', async () => {
  const { page, complaints, close } = await browser.visit('/', { customer: 'mina_okafor_4821', viewport })
  const seen: string[] = []
  await page.exposeFunction('sawOutcome', (outcome: string) => seen.push(outcome))
  await page.evaluate(
    `new MutationObserver(() => {
      const mark = document.querySelector('.turn .outcome')
      if (mark) sawOutcome(mark.dataset.outcome)
    }).observe(document.querySelector('[data-happened-turns]'), { childList: true, subtree: true })`,
  )
  await ask(page, 'Where is order #W0482125, and does the kettle come in black?')
  expect(new Set(seen)).toEqual(new Set(['at_work', 'replied']))

  const turn = panel(page).locator('.turn')
  expect(await turn.locator('.tasks b').allTextContents()).toEqual(['order', 'product'])
  expect(await turn.locator('.tasks small').first().textContent()).toMatch(/^because it is about an order/)
  expect(await turn.locator('.lane .agent').allTextContents()).toEqual([
    'router',
    'order',
    'product',
    'reply',
  ])
  expect(await turn.locator('.lane[data-agent="order"] .bar[data-kind="tools"]').count()).toBeGreaterThan(0)
  expect(await turn.locator('.totals').textContent()).toMatch(
    /Time.+Model\d+ calls.*Tokens[\d,]+ → \d+.*Cost\$0\./,
  )

  await turn.locator('.run[data-agent="order"] > summary').click()
  const used = turn.locator('.run[data-agent="order"] .used').first()
  await used.locator('summary').click()
  expect(await used.textContent()).toMatch(
    /get_order_details.*"order_id": "#W0482125".*"status": "processed"/s,
  )
  expect(await turn.locator('.run[data-agent="order"] .call').first().textContent()).toMatch(
    /claude.*in.*out\$0\..*\d m?s/,
  )
  const pictures = replies(page).locator('.product img')
  // It is fetched when it is seen.
  await pictures.first().scrollIntoViewIfNeeded()
  await expect
    .poll(() => pictures.evaluateAll((all) => all.map((it) => Reflect.get(it, 'naturalWidth'))))
    .toEqual([400])
  await page.locator('.launcher').click()
  expect(await violationsOf(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('an action is told with its money, and once confirmed with its receipt', async () => {
  const { page, close } = await browser.visit('/orders', { customer: 'tomas_novak_1458', viewport })
  await ask(page, 'Please cancel order #W0145816. I no longer need it.')
  const action = panel(page).locator('.action')
  await action.first().getByText('pending', { exact: true }).waitFor()
  expect(await action.first().textContent()).toMatch(/Cancel order #W0145816.*Order total\$[\d.]+ → \$0\.00/)
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await action
    .first()
    .getByText(/^Receipt: done at/)
    .waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '#W0145816', exact: true }).waitFor()
  expect(await page.locator('.order', { hasText: '#W0145816' }).locator('.status').textContent()).toBe(
    'Cancelled',
  )
  await close()
})

test('whoever is logged in may ask about their orders; who logs out may not, and sees nothing of it', async () => {
  const { page, close } = await browser.visit('/', { customer: 'jonas_lindqvist_2764', viewport })
  await ask(page, 'Where is order #W0276419?')
  expect(await replies(page).last().textContent()).toContain('delivered')

  await page.locator('summary').first().click()
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByText('Ask something in the chat').waitFor()
  expect(await panel(page).locator('.turn').count()).toBe(0)
  await ask(page, 'Where is order #W0276419?')
  expect(await replies(page).last().textContent()).not.toContain('delivered')
  await close()
})

test('hostile words stay words', async () => {
  const { page, complaints, close } = await browser.visit('/', { viewport })
  const hostile = '<img src=x onerror=alert(1)> Does the kettle come in black?'
  await ask(page, hostile)
  expect(await panel(page).locator('.asked').textContent()).toBe(hostile)
  expect(await panel(page).locator('img').count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})

test('tells when the demo has gone, and goes on when it is back', async () => {
  const { page, close } = await browser.visit('/', { viewport })
  await ask(page, 'Hello')
  await page.route('**/demo/trace?*', (route) => route.abort())
  await panel(page).getByText('The demo does not answer. Is it still running?').waitFor()
  await page.unroute('**/demo/trace?*')
  await panel(page).getByText('The demo does not answer').waitFor({ state: 'hidden' })
  await send(page, 'Thank you')
  await panel(page).locator('.turn', { hasText: 'Thank you' }).waitFor()
  await close()
})

test.each(scenes.filter(({ name }) => /^(product|happened)-phone$/.test(name)))(
  'the scene $name plays',
  async (scene) => {
    const { customer, options, path, play } = scene
    const { page, close } = await browser.visit(path, { ...options, ...(customer && { customer }) })
    await play?.(page)
    expect(await violationsOf(page)).toEqual([])
    await close()
  },
)
