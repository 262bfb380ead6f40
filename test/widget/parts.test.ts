import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Part } from '../../functions/core/parts.ts'
import { actionId, confirmation, receipt } from './sample-changes.ts'
import { eventually, openWidgetLab, type WidgetLab, widgetOn } from './widget-lab.ts'

let lab: WidgetLab
let page: Page
let widget: ReturnType<typeof widgetOn>
let answers = 0

beforeAll(async () => {
  lab = await openWidgetLab()
  page = await lab.page()
  widget = widgetOn(page)
  await widget.open()
})
afterAll(() => lab.close())
beforeEach(async () => {
  answers = await widget.theirs.count()
  const sent = lab.api.of(/^POST .*\/messages$/).length
  await widget.send('Show me')
  await eventually(() => lab.api.of(/^POST .*\/messages$/).length).toBe(sent + 1)
})

async function answer(...parts: Part[]) {
  lab.api.answer(...parts)
  const row = widget.theirs.nth(answers)
  await row.waitFor()
  return row
}

/** A product whose picture is anything, also what no API would send. */
function kettleWith(imageUrl: string | undefined): Part {
  const marked = JSON.stringify({ imageUrl }).slice(1, -1)
  lab.api.sendRewritten((body) =>
    body.replaceAll('"productId":"pictured"', `"productId":"pictured"${marked && `,${marked}`}`),
  )
  return {
    type: 'product_card',
    productId: 'pictured',
    name: 'Kettle',
    options: {},
    priceCents: 1,
    available: true,
  }
}

describe('Parts of an answer', () => {
  test('text has paragraphs, lists, bold and emphasis, and nothing else', async () => {
    const row = await answer({
      type: 'text',
      text: 'One **two**\nthree *four* 5 * 6 * 7\n\n- a\n- **b**\n\n1. first\n2. second\n\n[no](https://link) `code`',
    })
    expect(await row.locator('.bubble').innerHTML()).toBe(
      '<p>One <strong>two</strong><br>three <em>four</em> 5 * 6 * 7</p>' +
        '<ul><li>a</li><li><strong>b</strong></li></ul><ol><li>first</li><li>second</li></ol>' +
        '<p>[no](https://link) `code`</p>',
    )
  })

  test('hostile text stays text, whatever part it comes in', async () => {
    const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>'
    const movement = { label: hostile, amountCents: 100, arrives: 'at_once' } as const
    const row = await answer(
      { type: 'text', text: `${hostile}\n\n- ${hostile}\n\n**${hostile}**` },
      {
        type: 'order_card',
        orderId: hostile,
        status: hostile,
        totalCents: 100,
        items: [{ name: hostile, quantity: 1 }],
        trackingIds: [hostile],
      },
      {
        type: 'product_card',
        productId: hostile,
        name: hostile,
        options: { [hostile]: hostile },
        priceCents: 100,
        available: true,
      },
      { type: 'choices', choices: [hostile] },
      { type: 'link', url: 'https://shop.example', label: hostile },
      { type: 'system', event: 'gap', text: hostile },
      confirmation({ title: hostile, lines: [hostile], movements: [movement] }),
      receipt({ title: hostile, lines: [hostile], movements: [movement] }),
      { type: 'decision', actionId, decision: 'confirmed', title: hostile },
    )
    expect(await row.getByText(hostile).count()).toBeGreaterThanOrEqual(16)
    expect(await row.locator('img, script').count()).toBe(0)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  test('an order card has the order, its items, the money and the tracking', async () => {
    const row = await answer({
      type: 'order_card',
      orderId: '#W0482125',
      status: 'processed',
      totalCents: 123456,
      items: [
        { name: 'Rain Jacket', quantity: 1 },
        { name: 'T-Shirt', quantity: 2 },
      ],
      trackingIds: ['517177699738'],
    })
    expect((await row.locator('.card').allInnerTexts()).join().split(/\n+/)).toEqual([
      'Order #W0482125',
      'Processed',
      'Rain Jacket',
      '× 1',
      'T-Shirt',
      '× 2',
      'Total',
      '$1,234.56',
      'Tracking 517177699738',
    ])
  })

  test('a product card has the variant, the price and whether it can be had', async () => {
    const card = { type: 'product_card', productId: '1', name: 'Electric Kettle', priceCents: 3499 } as const
    const row = await answer(
      { ...card, options: { color: 'black' }, available: true },
      { ...card, options: {}, available: false },
    )
    expect(await row.locator('.card').allInnerTexts()).toEqual([
      expect.stringMatching(/Electric Kettle\s+\$34\.99\s+color black\s+In stock/),
      expect.stringMatching(/Electric Kettle\s+\$34\.99\s+Sold out/),
    ])
  })

  test.each([
    ['/kettle.svg', 1],
    ['/missing.svg', 0],
    ['https://elsewhere.example/kettle.svg', 0],
  ])(
    'a product card has a place of one size for the picture %s, or else a neutral sign',
    async (imageUrl, pictures) => {
      const row = await answer(kettleWith(imageUrl))
      const frame = row.locator('.picture')
      const { width, height } = (await frame.boundingBox()) ?? {}
      expect([width, height]).toEqual([72, 72])
      await eventually(() => frame.locator('img').count()).toBe(pictures)
      expect(await frame.boundingBox()).toMatchObject({ width, height })
      expect(await frame.locator('svg').count()).toBe(1)
      await page.evaluate(
        "violations = violations.filter((it) => !it.startsWith('img-src https://elsewhere'))",
      )
    },
  )

  test('a picture is asked for when it comes into view, and its server is not told where it is shown', async () => {
    const row = await answer(kettleWith('/kettle.svg'))
    const image = row.locator('img')
    expect([await image.getAttribute('loading'), await image.getAttribute('referrerpolicy')]).toEqual([
      'lazy',
      'no-referrer',
    ])
    expect(await image.getAttribute('alt')).toBe('')
  })

  test.each([undefined, 'javascript:window.hacked=4', 'no: address'])(
    'a product without a picture, or with %s in its place, has the whole card for its words',
    async (imageUrl) => {
      const row = await answer(kettleWith(imageUrl))
      await row.getByText('Kettle').waitFor()
      expect(await row.locator('.picture, img').count()).toBe(0)
      expect(await page.evaluate('window.hacked')).toBeUndefined()
    },
  )

  test('a status, a handback, and what a newer API has', async () => {
    const row = await answer(
      { type: 'system', event: 'handback', text: 'The assistant answers here again.' },
      { type: 'system', event: 'gap', text: 'I could not look that up.' },
    )
    expect(await row.locator('.note').allInnerTexts()).toEqual([
      'The assistant answers here again.',
      'I could not look that up.',
    ])
    expect(await row.locator('.note').first().getAttribute('data-event')).toBe('handback')
  })

  test('a change of an address has no money but the total, which stays', async () => {
    const change = { lines: [], total: { beforeCents: 1999, afterCents: 1999 }, movements: [] }
    const { total: _, ...profile } = receipt({
      ...change,
      title: 'Change the default address of your profile',
    })
    const row = await answer(receipt({ ...change, title: 'Change the address' }), profile)
    expect(await row.locator('.receipt').allInnerTexts()).toEqual([
      expect.stringMatching(/^Done\s+Change the address\s+Order total\s+\$19\.99\s+Nov 22, 2026, /),
      expect.stringMatching(/^Done\s+Change the default address of your profile\s+Nov 22, 2026, /),
    ])
  })

  test('a choice is sent in the words of its button, and the buttons go', async () => {
    const row = await answer({ type: 'choices', choices: ['The black one', 'The white one'] })
    await row.getByRole('button', { name: 'The black one' }).click()
    await eventually(() => lab.api.of(/^POST .*\/messages$/).at(-1)?.body).toEqual({ text: 'The black one' })
    await row.getByRole('button').first().waitFor({ state: 'hidden' })
  })

  test('what leads anywhere but to the web is not a link', async () => {
    const urls = [
      'javascript:window.hacked=3',
      ' JavaScript:window.hacked=3',
      'java\tscript:window.hacked=3',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://shop.example/1',
      '//shop.example',
      'no address',
    ]
    const row = await answer(...urls.map((url) => ({ type: 'link', url, label: `Click ${url}` }) as const))
    await row.getByText('Click no address').waitFor()
    expect([await row.getByText('Click').count(), await row.locator('a').count()]).toEqual([urls.length, 0])
  })

  test('a link to the web opens elsewhere and tells nothing', async () => {
    const row = await answer({ type: 'link', url: 'https://post.example/517', label: 'Track it' })
    const link = row.getByRole('link', { name: 'Track it' })
    expect(await link.getAttribute('href')).toBe('https://post.example/517')
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  })

  test('the strictest content security policy has nothing to refuse', async () => {
    await answer({ type: 'text', text: 'Last of all' })
    expect(await page.evaluate('violations')).toEqual([])
  })
})
