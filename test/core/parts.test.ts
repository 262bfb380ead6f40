import { describe, expect, test } from 'vitest'
import { part, textOfParts } from '../../functions/core/parts.ts'

describe('the parts of a message as plain text', () => {
  test.each([
    ['text', { type: 'text', text: 'Hello.' }, 'Hello.'],
    ['a word of the system', { type: 'system', event: 'apology', text: 'Sorry.' }, 'Sorry.'],
    ['choices', { type: 'choices', choices: ['red', 'blue'] }, '- red\n- blue'],
    ['a link', { type: 'link', url: 'https://a.example', label: 'Shop' }, 'Shop: https://a.example'],
    [
      'an order card',
      {
        type: 'order_card',
        orderId: '#W1',
        status: 'pending',
        totalCents: 500,
        items: [
          { name: 'Lamp', quantity: 2 },
          { name: 'Mug', quantity: 1 },
        ],
        trackingIds: [],
      },
      '[order #W1: pending, 2 × Lamp, 1 × Mug]',
    ],
    [
      'a product card of one variant',
      {
        type: 'product_card',
        productId: 'p1',
        itemId: 'i1',
        name: 'Lamp',
        options: { colour: 'red' },
        priceCents: 500,
        available: true,
      },
      '[product Lamp (i1)]',
    ],
    [
      'a product card of a product',
      { type: 'product_card', productId: 'p1', name: 'Lamp', options: {}, priceCents: 500, available: false },
      '[product Lamp (p1)]',
    ],
  ])('%s', (_, written, shown) => {
    expect(textOfParts([part.parse(written)])).toBe(shown)
  })

  test('several parts are set apart from each other', () => {
    expect(
      textOfParts([part.parse({ type: 'text', text: 'a' }), part.parse({ type: 'text', text: 'b' })]),
    ).toBe('a\n\nb')
  })

  test('a part has no field beside its own', () => {
    expect(part.safeParse({ type: 'text', text: 'a', html: '<b>a</b>' }).success).toBe(false)
  })
})
