import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customer, order, product } from '../../functions/core/store.ts'
import {
  customerFromRecord,
  orderFromRecord,
  productFromRecord,
  recordFromCustomer,
  recordFromOrder,
  recordFromProduct,
} from '../../functions/core/store-conversion.ts'
import { orderRecord, productRecord, userRecord } from '../../functions/core/store-format.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { loadStore } from '../../local/store/load-store.ts'
import { anyOrder, anyProduct, anyUser } from './store-records.ts'

describe('there and back', () => {
  test('any customer stays the same, and is one of the domain in between', () => {
    fc.assert(
      fc.property(fc.string(), anyUser, (id, record) => {
        expect(userRecord.parse(record)).toEqual(record)
        const it = customer.parse(customerFromRecord(id, record))
        expect(it.customerId).toBe(id)
        expect(recordFromCustomer(it)).toStrictEqual(record)
      }),
    )
  })

  test('any product stays the same, and is one of the domain in between', () => {
    fc.assert(
      fc.property(anyProduct, (record) => {
        expect(productRecord.parse(record)).toEqual(record)
        expect(recordFromProduct(product.parse(productFromRecord(record)))).toStrictEqual(record)
      }),
    )
  })

  test('any order stays the same, and is one of the domain in between', () => {
    fc.assert(
      fc.property(anyOrder, (record) => {
        expect(orderRecord.parse(record)).toEqual(record)
        expect(recordFromOrder(order.parse(orderFromRecord(record)))).toStrictEqual(record)
      }),
    )
  })

  const reference = fileURLToPath(new URL('../../../shared/retail/data', import.meta.url))
  test.runIf(existsSync(reference))('the whole reference data stays the same', () => {
    const files = loadStore(reference)
    expect(Object.keys(files.orders).length).toBeGreaterThan(0)
    for (const [id, it] of Object.entries(files.users)) {
      expect(recordFromCustomer(customerFromRecord(id, it))).toStrictEqual(it)
    }
    for (const it of Object.values(files.orders))
      expect(recordFromOrder(orderFromRecord(it))).toStrictEqual(it)
    for (const it of Object.values(files.products)) {
      expect(recordFromProduct(productFromRecord(it))).toStrictEqual(it)
    }
  })
})

test('amounts become cents, also those that binary floats have made crooked', () => {
  const [record] = Object.values(demoStore(1).orders)
  if (!record) throw new Error('The demo store has no orders')
  const crooked = {
    ...record,
    payment_history: [
      { transaction_type: 'payment' as const, amount: 173.82999999999993, payment_method_id: 'paypal_1' },
    ],
  }
  const it = orderFromRecord(orderRecord.parse(crooked))
  expect(it.payments).toEqual([{ type: 'payment', amountCents: 17383, paymentMethodId: 'paypal_1' }])
  expect(recordFromOrder(it).payment_history[0]?.amount).toBe(173.83)
})

test('a record of a customer does not repeat the id', () => {
  const [[id, record] = []] = Object.entries(demoStore(1).users)
  if (!id || !record) throw new Error('The demo store has no users')
  expect(JSON.stringify(recordFromCustomer(customerFromRecord(id, record)))).not.toContain(`"${id}"`)
})

test('what is not set is absent, not null or undefined', () => {
  const pending = Object.values(demoStore(1).orders).find((it) => it.status === 'pending')
  if (!pending) throw new Error('The demo store has no pending order')
  expect(Object.keys(orderFromRecord(pending))).toEqual([
    'orderId',
    'customerId',
    'address',
    'items',
    'fulfillments',
    'status',
    'payments',
  ])
  expect(Object.keys(recordFromOrder(orderFromRecord(pending))).sort()).toEqual(Object.keys(pending).sort())
})
