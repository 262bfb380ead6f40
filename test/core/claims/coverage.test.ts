import { describe, expect, test } from 'vitest'
import type { ChangeDetails } from '../../../functions/core/change.ts'
import {
  type ChangeKind,
  type Claim,
  checkClaims,
  type Fact,
  type Receipt,
} from '../../../functions/core/claims/check-claims.ts'
import { replies } from './labelled/replies.ts'

const passes = (text: string, receipts: readonly Receipt[], facts?: readonly Fact[]) =>
  checkClaims(text, receipts, facts).ok

function claimsOf(
  text: string,
  receipts: readonly Receipt[] = [],
  facts?: readonly Fact[],
): readonly Claim[] {
  const check = checkClaims(text, receipts, facts)
  return check.ok ? [] : check.claims
}

const cancellation = { kind: 'cancellation', orderId: '#W1' } as const

describe('A claim without a receipt', () => {
  test('is named: its sentence, its kind, its order, its language', () => {
    expect(claimsOf('Hello Mei! I have **cancelled** order #W2611340. Anything else?')).toEqual([
      {
        sentence: 'I have cancelled order #W2611340.',
        kind: 'cancellation',
        orderId: '#W2611340',
        language: 'en',
      },
    ])
  })

  test('has no order if the sentence names none', () => {
    expect(claimsOf('Su pedido ha sido cancelado.')).toEqual([
      { sentence: 'Su pedido ha sido cancelado.', kind: 'cancellation', language: 'es' },
    ])
  })

  test('is found for each order and for each act of a sentence', () => {
    const found = claimsOf('I cancelled #W1, #W2 and #W3 and refunded you.')
    expect(found.map(({ kind, orderId }) => [kind, orderId])).toEqual([
      ['cancellation', '#W1'],
      ['cancellation', '#W2'],
      ['cancellation', '#W3'],
      ['refund', '#W1'],
      ['refund', '#W2'],
      ['refund', '#W3'],
    ])
  })

  test.each([
    'I cancelled #W1 and registered two items for return.',
    'I have cancelled #W1, changed its address and sent you an email.',
    'He cancelado el pedido #W1 y actualizado su dirección.',
    'Ich habe die Bestellung #W1 storniert und Ihnen die Versandkosten auf die Karte umgebucht und die Adresse geändert.',
    '我已取消订单 #W1 并更新了地址。',
    'ألغيت الطلب #W1 وغيّرت العنوان.',
  ])('is not hidden by a true one: %s', (text) => {
    expect(passes(text, [])).toBe(false)
    expect(passes(text, [cancellation])).toBe(false)
  })

  test('is each ascribed to the order of its own part of the sentence', () => {
    expect(claimsOf('I cancelled #W1 and #W2 is still pending.').map(({ orderId }) => orderId)).toEqual([
      '#W1',
    ])
  })
})

describe('A receipt', () => {
  test('covers a claim of its kind and its order', () => {
    expect(passes('I have cancelled #W1.', [cancellation])).toBe(true)
    expect(passes('I have cancelled #w1.', [cancellation])).toBe(true)
    expect(passes('I have cancelled your order.', [cancellation])).toBe(true)
    expect(passes('Done! Your order has been cancelled.', [cancellation])).toBe(true)
  })

  test('covers no other order', () => {
    expect(passes('I have cancelled #W2.', [cancellation])).toBe(false)
    expect(passes('I have cancelled #W1 and #W2.', [cancellation])).toBe(false)
    expect(passes('I have cancelled #W1 and #W2.', [cancellation, { ...cancellation, orderId: '#W2' }])).toBe(
      true,
    )
    expect(passes('I have cancelled #W1.', [{ kind: 'cancellation' }])).toBe(false)
  })

  test.each([
    ['I have cancelled the order.', ['cancellation']],
    ['The return has been registered.', ['return']],
    ['I exchanged the lamp.', ['exchange', 'items']],
    ['The size in your order has been changed.', ['items', 'exchange']],
    ['The payment method has been changed.', ['payment']],
    ['The shipping address of #W1 has been changed.', ['address']],
    ['Your address has been changed.', ['address', 'profile_address']],
    ['Your default address has been changed.', ['profile_address']],
    ['You have been refunded.', ['cancellation', 'return', 'items', 'payment']],
    [
      'Your order has been updated.',
      ['cancellation', 'address', 'payment', 'items', 'return', 'exchange', 'profile_address'],
    ],
    ['All done!', ['cancellation', 'address', 'payment', 'items', 'return', 'exchange', 'profile_address']],
  ] as const)('of the right kind covers "%s"', (text, right) => {
    const kinds: readonly ChangeKind[] = [
      'cancellation',
      'address',
      'payment',
      'items',
      'return',
      'exchange',
      'profile_address',
    ]
    expect(kinds.filter((kind) => passes(text, [{ kind, orderId: '#W1' }])).toSorted()).toEqual(
      [...right].toSorted(),
    )
  })

  test('covers a refund only if it gives money back', () => {
    const items = (amountCents: number): Receipt => ({
      kind: 'items',
      orderId: '#W1',
      movements: [{ amountCents, arrives: 'in_5_to_7_business_days' }],
    })
    expect(passes('I have refunded the difference.', [items(-1240)])).toBe(true)
    expect(passes('I have refunded the difference.', [items(1240)])).toBe(false)
    expect(passes('I have refunded the difference.', [{ ...items(-1240), movements: [] }])).toBe(false)
  })

  test('may be the details of a change', () => {
    const details: ChangeDetails = {
      kind: 'cancellation',
      orderId: '#W1',
      title: 'Cancel order #W1',
      lines: [],
      total: { beforeCents: 5404, afterCents: 0 },
      movements: [
        {
          paymentMethodId: 'paypal_1',
          label: 'PayPal',
          amountCents: -5404,
          arrives: 'in_5_to_7_business_days',
        },
      ],
    }
    expect(passes('I have cancelled #W1 and refunded $54.04 to your PayPal account.', [details])).toBe(true)
    expect(passes('I have cancelled #W1 and changed its address.', [details])).toBe(false)
  })

  test('covers a refund that waits for the goods as begun, not as paid', () => {
    const returned: Receipt = {
      kind: 'return',
      orderId: '#W1',
      movements: [{ amountCents: -5404, arrives: 'on_receipt' }],
    }
    expect(passes('The refund has been requested.', [returned])).toBe(true)
    expect(passes('$54.04 has been refunded to your card.', [returned])).toBe(false)
    expect(passes('Your refund is on its way.', [returned])).toBe(false)
  })
})

describe('What a look-up returned', () => {
  const facts: readonly Fact[] = [
    { orderId: '#W1', status: 'cancelled', refunded: true },
    { orderId: '#W2', status: 'pending' },
    { orderId: '#W3', status: 'return requested' },
  ]

  test('covers a report of it', () => {
    expect(passes('Order #W1 was cancelled and refunded, #W3 has a return requested.', [], facts)).toBe(true)
  })

  test('covers no other order and no other state', () => {
    expect(passes('Order #W2 is cancelled.', [], facts)).toBe(false)
    expect(passes('Order #W3 was cancelled.', [], facts)).toBe(false)
    expect(passes('Order #W4 is cancelled.', [], facts)).toBe(false)
    expect(passes('An exchange was requested for #W3.', [], facts)).toBe(false)
  })

  test('covers no act of ours', () => {
    expect(passes('I have cancelled order #W1.', [], facts)).toBe(false)
    expect(passes('Order #W1 has just been cancelled.', [], facts)).toBe(false)
    expect(passes('Cancelled!', [], facts)).toBe(false)
    expect(passes('Done!', [], facts)).toBe(false)
  })

  test('is that of the order named before, then of the one named after, else of the only one', () => {
    expect(passes('You asked about #W1. It is cancelled.', [], facts)).toBe(true)
    expect(passes('You asked about #W2. It is cancelled.', [], facts)).toBe(false)
    expect(passes('One order is cancelled:\n- #W1', [], facts)).toBe(true)
    expect(passes('Your order is cancelled.', [], facts)).toBe(false)
    expect(passes('Your order is cancelled.', [], facts.slice(0, 1))).toBe(true)
  })
})

describe('Whole replies', () => {
  test.each(replies)('$name', ({ text, receipts, facts }) => {
    expect(claimsOf(text, receipts, facts)).toEqual([])
    if (receipts !== undefined) expect(passes(text, [], facts)).toBe(false)
  })

  test('need every receipt that makes them true', () => {
    for (const { name, text, receipts = [], facts } of replies) {
      if (receipts.length < 2) continue
      for (const left of receipts) expect([name, passes(text, [left], facts)]).toEqual([name, false])
    }
  })
})
