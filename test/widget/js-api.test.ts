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
beforeEach(() => {
  lab.api.reset()
  lab.shopRequests.length = 0
})
afterEach(async () => {
  expect(await page.evaluate('violations')).toEqual([])
  await page.context().close()
})

async function visit(options: Parameters<WidgetLab['page']>[0] = {}): Promise<void> {
  page = await lab.page(options)
  widget = widgetOn(page)
  await widget.launcher.waitFor()
}

const root = "document.querySelector('[data-switchboard]').shadowRoot"
const ground = () => page.evaluate(`getComputedStyle(${root}.querySelector('.panel')).backgroundColor`)
const sent = () => lab.api.of(/^POST .*\/messages$/).map(({ body }) => body)
const light = 'rgb(255, 255, 255)'
const dark = 'rgb(22, 25, 24)'

describe('window.Switchboard', () => {
  test('changes the theme, whatever the system has', async () => {
    await visit({ theme: 'dark', colorScheme: 'light' })
    await widget.open()
    expect(await ground()).toBe(dark)
    await page.evaluate("Switchboard('setTheme', 'light')")
    expect(await ground()).toBe(light)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate("Switchboard('setTheme', 'auto')")
    expect(await ground()).toBe(dark)
  })

  test('has its colours, its font and its corners from CSS variables of the page', async () => {
    await visit()
    await page.evaluate(`{
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(':root { --switchboard-accent: #123456; --switchboard-ground: #fffff0; --switchboard-radius: 3px }')
      document.adoptedStyleSheets = [sheet]
    }`)
    await widget.open()
    expect(await ground()).toBe('rgb(255, 255, 240)')
    await eventually(() =>
      page.evaluate(`getComputedStyle(${root}.querySelector('.launcher')).backgroundColor`),
    ).toBe('rgb(18, 52, 86)')
    expect(await page.evaluate(`getComputedStyle(${root}.querySelector('.panel')).borderRadius`)).toBe('3px')
  })

  test('speaks the locale of the tag, and fetches its words with the panel, and no others', async () => {
    await visit({ tag: 'es' })
    expect(await widget.launcher.getAttribute('aria-label')).toBe('Abrir el chat')
    expect(lab.shopRequests).toEqual(['/', '/shop.js', '/loader.js'])
    await widget.open()
    await widget.panel.getByText('Hola, ¿en qué podemos ayudarte?').waitFor()
    expect(lab.shopRequests.slice(3)).toEqual([
      expect.stringMatching(/^\/panel-\w{8}\.js$/),
      expect.stringMatching(/^\/locale-es-\w{8}\.js$/),
    ])
    expect(await widget.host.getAttribute('lang')).toBe('es')
    await widget.send('hola')
    await widget.own.getByText('Enviado').waitFor()
    const [begun] = lab.api.of(/^POST \/v1\/conversations$/)
    expect(begun?.language).toBe('es')
  })

  test('changes the language in the middle of a conversation, and back, and loses no word', async () => {
    await visit()
    await widget.open()
    await widget.send('Where is my order?')
    await widget.own.getByText('Sent').waitFor()
    lab.api.answer({
      type: 'order_card',
      orderId: '#W1',
      status: 'delivered',
      totalCents: 123456,
      items: [],
      trackingIds: [],
    })
    await widget.theirs.waitFor()
    await widget.input.fill('half a')
    await page.evaluate("Switchboard('setLocale', 'ar')")
    await widget.theirs.getByText('تم التسليم').waitFor()
    expect(await widget.host.getAttribute('dir')).toBe('rtl')
    expect(await widget.launcher.getAttribute('aria-label')).toBe('إغلاق المحادثة')
    await eventually(() => widget.input.inputValue()).toBe('half a')
    const box = await widget.panel.boundingBox()
    expect(box?.x).toBeLessThan(100)
    await page.evaluate("Switchboard('setLocale', 'en-GB')")
    await widget.theirs.getByText('Order #W1').waitFor()
    expect(await widget.theirs.getByText('US$1,234.56').count()).toBe(1)
    expect(await widget.panel.count()).toBe(1)
  })

  test('speaks English where the words of a locale cannot be fetched, and reports it', async () => {
    await visit({ tag: 'zh' })
    await page.route('**/locale-zh-*.js', (route) => route.abort())
    await widget.open()
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    expect(await page.evaluate("heard.find(([name]) => name === 'error')[1].code")).toBe('locale_not_loaded')
  })

  test('says what the next message is about, once, and lets the shopper take it away', async () => {
    await visit()
    await page.evaluate("Switchboard('setContext', { orderId: '#W0482125' })")
    await widget.open()
    await widget.panel.getByText('About order #W0482125').waitFor()
    await widget.send('Can I still change it?')
    await eventually(sent).toEqual([{ text: 'About order #W0482125: Can I still change it?' }])
    await widget.send('Thanks')
    await eventually(() => sent().at(-1)).toEqual({ text: 'Thanks' })
    await page.evaluate("Switchboard('setContext', { productId: '9523456873' })")
    await widget.panel.getByRole('button', { name: 'Remove' }).click()
    await widget.send('Something else')
    await eventually(() => sent().at(-1)).toEqual({ text: 'Something else' })
  })

  test('tells how many messages are unread', async () => {
    await visit()
    await widget.open()
    await widget.send('Take your time')
    await widget.own.getByText('Sent').waitFor()
    await page.keyboard.press('Escape')
    lab.api.answer({ type: 'text', text: 'One' })
    await page.getByRole('button', { name: 'Open chat. New messages: 1' }).click()
    await widget.theirs.waitFor()
    expect(await page.evaluate("heard.filter(([name]) => name === 'unread').map(([, it]) => it)")).toEqual([
      { count: 1 },
      { count: 0 },
    ])
  })

  test('takes everything off the page when it is destroyed, and stays away', async () => {
    await visit()
    await widget.open()
    await widget.send('Hello')
    await widget.own.getByText('Sent').waitFor()
    await page.evaluate("Switchboard('destroy')")
    await eventually(() => widget.host.count()).toBe(0)
    await page.clock.install()
    const before = lab.api.requests.length
    await page.evaluate(
      "Switchboard('open'); Switchboard('compose', 'Anybody?'); dispatchEvent(new Event('online'))",
    )
    await page.clock.runFor(60_000)
    expect(lab.api.requests.length).toBe(before)
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('')
  })

  test('answers a command that it does not have in the console, and goes on', async () => {
    await visit()
    const complaint = page.waitForEvent('console')
    await page.evaluate("Switchboard('explode')")
    expect((await complaint).text()).toBe('Switchboard has no command explode')
    expect(await page.evaluate("Switchboard('ready') instanceof Promise")).toBe(true)
    await widget.open()
  })

  test('a handler of the page that throws stops nobody else', async () => {
    await visit()
    await page.evaluate("Switchboard('on', 'open', () => { throw new Error('of the page') })")
    const thrown = page.waitForEvent('pageerror')
    await page.evaluate("Switchboard('on', 'open', () => heard.push(['after', 0]))")
    await widget.open()
    expect((await thrown).message).toBe('of the page')
    expect(await page.evaluate('heard.at(-1)')).toEqual(['after', 0])
  })
})

describe('The module', () => {
  test('createWidget gives the same commands as methods', async () => {
    await visit()
    await page.goto(`${lab.shopUrl}/module`)
    await widget.launcher.waitFor()
    expect(await page.evaluate('heard')).toEqual([['ready', 'of the module']])
    await page.evaluate("widget.compose('From the page')")
    await eventually(() => widget.input.inputValue()).toBe('From the page')
    expect(await ground()).toBe(dark)
    expect(
      await page.evaluate(
        "import('/widget.js').then((it) => { try { it.createWidget({}) } catch (e) { return e.message } })",
      ),
    ).toBe('Switchboard needs a store and an api')
  })

  test('<switchboard-chat> is there as long as the element is, and follows its attributes', async () => {
    await visit()
    await page.goto(`${lab.shopUrl}/element`)
    await widget.open()
    await widget.panel.getByText('Hola, ¿en qué podemos ayudarte?').waitFor()
    await page.evaluate("document.querySelector('switchboard-chat').setAttribute('locale', 'en')")
    await widget.panel.getByText('Hello, how can we help?').waitFor()
    await page.evaluate("document.querySelector('switchboard-chat').setAttribute('theme', 'dark')")
    expect(await ground()).toBe(dark)
    await page.evaluate("document.querySelector('switchboard-chat').widget.close()")
    await widget.panel.waitFor({ state: 'hidden' })
    await page.evaluate("document.querySelector('switchboard-chat').remove()")
    expect(await widget.launcher.count()).toBe(0)
  })

  test('<switchboard-chat> on a phone leaves nothing but itself in reach', async () => {
    await visit({ viewport: { width: 390, height: 844 } })
    await page.goto(`${lab.shopUrl}/element`)
    await widget.open()
    expect(
      await page.evaluate("[document.querySelector('main').inert, document.querySelector('aside').inert]"),
    ).toEqual([true, false])
    expect(await widget.panel.getAttribute('aria-modal')).toBe('true')
  })
})
