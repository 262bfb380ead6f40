import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../../functions/core/claims/check-claims.ts'
import { language } from '../../../../functions/core/language.ts'
import { languageOf } from '../../../../functions/core/spoken-language.ts'
import {
  ada,
  delivered,
  elmStreet,
  gift,
  mug,
  oakStreet,
  paypal,
  pending,
  plan,
  shirt,
  shop,
  visa,
} from './shop.ts'

const reason = 'ordered by mistake'
const one = { item_ids: [mug.red], payment_method_id: gift }
const changes: readonly (readonly [name: string, input: Record<string, unknown>])[] = [
  ['cancel_pending_order', { order_id: pending, reason }],
  ['cancel_pending_order', { order_id: pending, reason: 'no longer needed' }],
  ['modify_pending_order_address', { order_id: pending, ...oakStreet }],
  ['modify_pending_order_payment', { order_id: pending, payment_method_id: paypal }],
  ['modify_pending_order_items', { order_id: pending, ...one, new_item_ids: [mug.blue] }],
  [
    'modify_pending_order_items',
    { order_id: pending, item_ids: [shirt.small], new_item_ids: [shirt.small], payment_method_id: visa },
  ],
  ['return_delivered_order_items', { order_id: delivered, ...one }],
  ['return_delivered_order_items', { order_id: delivered, ...one, payment_method_id: visa }],
  ['exchange_delivered_order_items', { order_id: delivered, ...one, new_item_ids: [mug.green] }],
  ['exchange_delivered_order_items', { order_id: delivered, ...one, new_item_ids: [mug.blue] }],
  ['modify_user_address', { user_id: ada, ...elmStreet }],
]

async function planned(
  spoken: (typeof language.options)[number] | undefined,
  [name, input]: (typeof changes)[number],
) {
  const it = await plan(shop(), name, input, ada, spoken)
  if (!it.ok) throw new Error(`${name}: ${it.code}`)
  return it
}

/** Words of the customer's own or of the store, which stay as they are. */
const data = /T-Shirt|Shirt|Mug|\(.*?\)|color \w+|size \w+|PayPal|Visa|Mastercard|#W\d+|\d+ (?:Elm|Oak) St.*/g

describe.each(language.options)('What a change does is told in %s', (spoken) => {
  test.each(changes)('%s: %j', async (...change) => {
    const { details } = await planned(spoken, change)
    const english = (await planned('en', change)).details
    const labels = details.movements.map(({ label }) => label)
    const told = [details.title, ...details.lines]
    expect(told).toHaveLength(english.lines.length + 1)
    for (const text of told) {
      expect(checkClaims(text, [])).toEqual({ ok: true })
      expect([spoken, undefined]).toContain(languageOf(text.replace(data, '')))
      if (spoken !== 'en') expect([english.title, ...english.lines]).not.toContain(text)
    }
    expect(details.title.includes(details.orderId ?? '')).toBe(true)
    expect(labels.join()).not.toMatch(spoken === 'en' ? /\p{Script=Han}/u : /ending|gift card/)
  })

  test.each(changes)('and does the same: %s', async (...change) => {
    const [own, english] = [await planned(spoken, change), await planned(undefined, change)]
    const amounts = ({ details: { movements } }: typeof own) => movements.map(({ label: _, ...it }) => it)
    expect(own.change).toEqual(english.change)
    expect([own.value, own.details.kind, own.details.total, amounts(own)]).toEqual([
      english.value,
      english.details.kind,
      english.details.total,
      amounts(english),
    ])
  })

  test('while a refusal is for the model', async () => {
    const input = { order_id: pending, payment_method_id: 'nobody' }
    const refused = await plan(shop(), 'modify_pending_order_payment', input, ada, spoken)
    expect(refused).toEqual(await plan(shop(), 'modify_pending_order_payment', input))
  })
})

test('Money is written as the language has it, and names and options as the store has them', async () => {
  const { details } = await planned('es', ['cancel_pending_order', { order_id: pending, reason }])
  expect(details).toMatchObject({
    title: 'Cancelar el pedido #W1000001',
    lines: [
      expect.stringMatching(/^Mug \(color red\), 9,00\sUS\$$/),
      expect.stringMatching(/^Shirt .+ 20,00\sUS\$$/),
      expect.stringMatching(/^Mug/),
      'Motivo: pedido por error',
      'Una cancelación no se puede deshacer.',
    ],
    movements: [{ label: 'Visa terminada en 4242', amountCents: -3800 }],
  })
})

test('A title from right to left keeps the order number together', async () => {
  const { details } = await planned('ar', ['cancel_pending_order', { order_id: pending, reason }])
  expect(details.title).toBe('إلغاء الطلب \u2068#W1000001\u2069')
})
