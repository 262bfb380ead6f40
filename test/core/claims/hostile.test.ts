import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../functions/core/claims/check-claims.ts'

const stops = (text: string) => !checkClaims(text, []).ok

describe('A claim is found', () => {
  test.each([
    ['in zero-width characters', 'I have c\u200ba\u200dn\u2060c\ufeffelled your order.'],
    ['in soft hyphens', 'I have can\u00adcelled your order.'],
    ['in direction marks', 'I have \u202ecancelled\u202c your order.'],
    [
      'in struck-through letters',
      'I have c\u0336a\u0336n\u0336c\u0336e\u0336l\u0336l\u0336e\u0336d\u0336 it.',
    ],
    ['in full-width letters', 'Ｉ ｈａｖｅ ｃａｎｃｅｌｌｅｄ ｙｏｕｒ ｏｒｄｅｒ．'],
    ['in mathematical letters', 'I have 𝒄𝒂𝒏𝒄𝒆𝒍𝒍𝒆𝒅 your order.'],
    ['in circled letters', 'I have ⓒⓐⓝⓒⓔⓛⓛⓔⓓ your order.'],
    ['in Cyrillic look-alikes', 'I have \u0441\u0430nc\u0435lled your order.'],
    ['in markdown', 'I **have** _can_**celled** `your` ~~order~~.'],
    ['in a heading', '### Order #W1 cancelled'],
    ['in a quotation mark', '> I have cancelled your order.'],
    ['in a link', 'Your order [has been cancelled](https://example.com/orders).'],
    ['in a table', '| #W1 | Status |\n|---|---|\n| Kettle | cancelled |'],
    ['in HTML', 'Your order has been <b>cancel</b><i>led</i>.'],
    ['in an HTML comment', 'Your order has been cancel<!-- x -->led.'],
    ['in entities', 'Your&nbsp;order has been c&#x61;nc&#101;lled.'],
    ['in entities of entities', 'I&amp;#39;ve cancelled it.'],
    ['in upper case', 'YOUR ORDER HAS BEEN CANCELLED!!!'],
    ['across lines', 'Your order\nhas been\ncancelled.'],
    ['across paragraphs', 'Your order has been\n\ncancelled.'],
    ['among emoji', '🎉 Your order ✅ has been ✅ cancelled 🎉'],
    [
      'after many words',
      `${'The kettle is made of steel and holds 1.7 l, '.repeat(80)}and I have cancelled #W1.`,
    ],
    ['without spaces between sentences', 'Thank you.I have cancelled it.Bye.'],
    ['with typographic apostrophes', 'I’ve cancelled it.'],
    ['in a sentence of two languages', '您好！Your order has been cancelled，谢谢。'],
    ['in the other language of the sentence', 'Order #W1: 已经为您取消, thank you!'],
    ['in traditional characters', '您的訂單已經為您取消。'],
    ['behind a denial', 'I did not change the address, but I cancelled the order.'],
    ['behind a condition', 'If you want to know, I have cancelled the order.'],
    ['behind a question', 'Is there anything else? I have cancelled the order.'],
    ['in front of a question', 'I have cancelled the order, is there anything else?'],
    ['behind a quotation', 'You said "please cancel it", so I cancelled it.'],
    ['in verbs without end', 'cancelled '.repeat(50)],
  ])('%s', (_, text) => {
    expect(stops(text)).toBe(true)
  })

  test('wherever it stands among harmless sentences', () => {
    const harmless = [
      'The kettle is available in black and white.',
      'Would you like me to cancel anything?',
      'Your order #W2 was delivered on Monday.',
      'Nothing was changed.',
      '- Total: $54.04',
      '',
    ]
    const claim = fc.constantFrom('I have cancelled #W1.', 'Your refund has been issued.', 'Address updated.')
    const around = fc.array(fc.constantFrom(...harmless), { maxLength: 6 })
    fc.assert(
      fc.property(around, claim, around, (before, middle, after) => {
        expect(stops([...before, '', middle, ...after].join('\n'))).toBe(true)
        expect(stops([...before, ...after].join('\n'))).toBe(false)
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})

describe('Any text', () => {
  test('is judged without a fault, and the same twice', () => {
    const pieces = fc.constantFrom(
      'cancelled',
      'I have',
      'your order',
      '#W1',
      '已',
      '取消',
      'تم',
      'إلغاء',
      '&#',
      '<b',
      '"',
      '\n',
      ' ',
      ':',
      '?',
      '¿',
      'storniert',
      'ha sido',
      '🎉',
      '\u200b',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (any) => {
        expect(checkClaims(any, [])).toEqual(checkClaims(any, []))
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('that is empty, or has no words, claims nothing', () => {
    for (const text of ['', '   ', '\n\n', '...', '✅', '#W1', '$54.04', '—']) expect(stops(text)).toBe(false)
  })
})
