import { describe, expect, test } from 'vitest'
import { orderRecord, productRecord, userRecord } from '../../functions/core/store-format.ts'
import { demoStore } from '../../local/store/demo-store.ts'

const files = demoStore(1)
const user = files.users.mina_okafor_4821
const order = files.orders['#W0482133']
const [product] = Object.values(files.products)
const [variant] = Object.values(product?.variants ?? {})

test('takes the records of the demo store', () => {
  expect(userRecord.parse(user)).toEqual(user)
  expect(orderRecord.parse(order)).toEqual(order)
  expect(productRecord.parse(product)).toEqual(product)
})

describe('refuses, and says where,', () => {
  test.each<[string, unknown, string]>([
    [
      'an amount finer than a cent',
      { ...order, items: [{ ...order?.items[0], price: 1.005 }] },
      'items.0.price',
    ],
    ['a negative price', { ...order, items: [{ ...order?.items[0], price: -1 }] }, 'items.0.price'],
    ['an amount that is text', { ...order, items: [{ ...order?.items[0], price: '1.00' }] }, 'items.0.price'],
    ['an unknown status', { ...order, status: 'lost' }, 'status'],
    ['a field that it would lose', { ...order, created_at: '2026-01-01' }, ''],
    ['null for a field that is not set', { ...order, cancel_reason: null }, 'cancel_reason'],
    ['half a return', { ...order, return_items: [] }, ''],
    ['half an exchange', { ...order, exchange_items: [], exchange_new_items: [] }, ''],
  ])('an order with %s', (_, record, path) => {
    const { error } = orderRecord.safeParse(record)
    expect(error?.issues.map((it) => it.path.join('.'))).toContain(path)
  })

  test('a payment method under another key than its id', () => {
    const { error } = userRecord.safeParse({
      ...user,
      payment_methods: { paypal_1: { source: 'paypal', id: 'paypal_2' } },
    })
    expect(error?.issues).toMatchObject([
      { path: ['payment_methods', 'paypal_1', 'id'], message: 'must be its key, paypal_1, and is paypal_2' },
    ])
  })

  test('a payment method from an unknown source', () => {
    const method = { source: 'cash', id: 'cash_1' }
    const { error } = userRecord.safeParse({ ...user, payment_methods: { cash_1: method } })
    expect(error?.issues[0]?.path).toEqual(['payment_methods', 'cash_1', 'source'])
  })

  test('a variant under another key than its id, or with an option that is not text', () => {
    expect(productRecord.safeParse({ ...product, variants: { '1': variant } }).success).toBe(false)
    const large = { ...variant, item_id: '1', options: { size: 10 } }
    expect(productRecord.safeParse({ ...product, variants: { '1': large } }).error?.issues[0]?.path).toEqual([
      'variants',
      '1',
      'options',
      'size',
    ])
  })
})
