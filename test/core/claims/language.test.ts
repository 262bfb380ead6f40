import { describe, expect, test } from 'vitest'
import { checkClaims } from '../../../functions/core/claims/check-claims.ts'

const receipt = { kind: 'cancellation', orderId: '#W1' } as const

describe('A sentence in a language without a grammar', () => {
  test.each([
    ['French', 'Bonjour, je suis là pour vous aider avec votre commande.'],
    ['Italian', 'Il tuo ordine è stato consegnato.'],
    ['Portuguese', 'Seu pedido já foi entregue, você não precisa fazer nada.'],
    ['Russian', 'Здравствуйте! Чем могу помочь?'],
    ['Japanese', 'ご注文は配達済みです。'],
    ['Korean', '무엇을 도와드릴까요?'],
    ['Persian', 'سفارش شما تحویل داده شد.'],
  ])('counts as a claim of an unspecified change: %s', (_, text) => {
    expect(checkClaims(text, [])).toMatchObject({
      ok: false,
      claims: expect.arrayContaining([{ sentence: expect.any(String), kind: 'change', language: 'other' }]),
    })
  })

  test('is covered by any receipt', () => {
    expect(checkClaims('Ваш заказ отменён.', [receipt])).toEqual({ ok: true })
  })

  test('is found among sentences of other languages', () => {
    expect(checkClaims('Thank you for waiting. Ваш заказ отменён. Bye!', []).ok).toBe(false)
  })
})

describe('A foreign word', () => {
  test.each([
    'The Crème Brûlée torch costs $20 and the café au lait mug $12.',
    'The lamp has 5 kΩ and the filter is 3 µm wide.',
    'Your order goes to Jürgen Müller, Straße des 17. Juni, Berlin.',
    'It ships to São Paulo and to Łódź.',
    'The order of Ольга is pending.',
    'El café «Délice» está disponible.',
    'Order #W2: 2 × Thermos® “Sportę”, $54.04',
  ])('is none: %s', (text) => {
    expect(checkClaims(text, [])).toEqual({ ok: true })
  })
})
