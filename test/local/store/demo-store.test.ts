import { describe, expect, test } from 'vitest'
import type { OrderRecord, StoreFiles } from '../../../functions/core/store-format.ts'
import { orderRecord, productRecord, userRecord } from '../../../functions/core/store-format.ts'
import { contradictions } from '../../../local/store/contradictions.ts'
import { demoCustomers, demoStore } from '../../../local/store/demo-store.ts'

test('gives the same data for a seed, and other data for another seed', () => {
  expect(JSON.stringify(demoStore(1))).toBe(JSON.stringify(demoStore(1)))
  expect(Object.keys(demoStore(1).products)).not.toEqual(Object.keys(demoStore(2).products))
})

describe.each([1, 2, 3, 4, 5, 2026])('the demo store of seed %i', (seed) => {
  const files = demoStore(seed)
  const orders = Object.values(files.orders)

  test('is big enough', () => {
    const variants = Object.values(files.products).flatMap((it) => Object.values(it.variants))
    expect(Object.keys(files.products).length).toBeGreaterThanOrEqual(50)
    expect(variants.length).toBeGreaterThanOrEqual(500)
    expect(Object.keys(files.users).length).toBeGreaterThanOrEqual(300)
    expect(orders.length).toBeGreaterThanOrEqual(800)
    const share = variants.filter((it) => it.available).length / variants.length
    expect(share).toBeGreaterThan(0.55)
    expect(share).toBeLessThan(0.85)
  })

  test('is of the format and contradicts itself nowhere', () => {
    for (const it of Object.values(files.users)) expect(userRecord.parse(it)).toEqual(it)
    for (const it of orders) expect(orderRecord.parse(it)).toEqual(it)
    for (const it of Object.values(files.products)) expect(productRecord.parse(it)).toEqual(it)
    expect(contradictions(files)).toEqual([])
  })

  test('has ids of the usual forms, and texts without leftovers', () => {
    for (const id of Object.keys(files.users)) expect(id).toMatch(/^[a-z]+_[a-z]+_\d{4}$/)
    for (const id of Object.keys(files.orders)) expect(id).toMatch(/^#W\d{7}$/)
    for (const [id, product] of Object.entries(files.products)) {
      expect(id).toMatch(/^\d{10}$/)
      for (const item of Object.keys(product.variants)) expect(item).toMatch(/^\d{10}$/)
    }
    const people = JSON.stringify(Object.values(files.users).map((it) => [it.name, it.address, it.email]))
    expect(people).not.toMatch(/[#@](?!example\.com)|undefined|NaN/)
  })

  test('has several variants of every product, no two alike, with at least one to buy', () => {
    for (const product of Object.values(files.products)) {
      const variants = Object.values(product.variants)
      expect(variants.length).toBeGreaterThanOrEqual(5)
      expect(new Set(variants.map((it) => JSON.stringify(it.options))).size).toBe(variants.length)
      expect(variants.some((it) => it.available)).toBe(true)
      for (const { price } of variants) expect(price).toBeGreaterThan(5)
    }
  })

  test('has orders in all statuses, of items that are in the catalogue', () => {
    expect(new Set(orders.map((it) => it.status)).size).toBe(7)
    for (const item of orders.flatMap((it) => it.items)) {
      const product = files.products[item.product_id]
      expect(item.name).toBe(product?.name)
      expect(item.options).toEqual(product?.variants[item.item_id]?.options)
    }
  })

  test('has payments and parcels that agree with items and status', () => {
    for (const order of orders) {
      const [first, ...later] = order.payment_history
      expect(first?.transaction_type).toBe('payment')
      const shipped = !order.status.startsWith('pending') && order.status !== 'cancelled'
      expect(order.fulfillments.flatMap((it) => it.item_ids)).toEqual(
        shipped ? order.items.map((it) => it.item_id) : [],
      )
      for (const id of order.fulfillments.flatMap((it) => it.tracking_id)) expect(id).toMatch(/^\d{12}$/)
      expect(held(order)).toBe(order.status === 'cancelled' ? 0 : cents(order.items.map((it) => it.price)))
      const expected = ['cancelled', 'pending (item modified)'].includes(order.status) ? 1 : 0
      expect(later).toHaveLength(expected)
      const methods = files.users[order.user_id]?.payment_methods ?? {}
      for (const it of order.payment_history) expect(methods).toHaveProperty([it.payment_method_id])
    }
  })

  test('has requests that the rules would have allowed', () => {
    for (const order of orders) {
      const items = order.items.map((it) => it.item_id)
      expect(order.return_items !== undefined).toBe(order.status === 'return requested')
      expect(order.exchange_items !== undefined).toBe(order.status === 'exchange requested')
      expect(order.cancel_reason !== undefined).toBe(order.status === 'cancelled')
      for (const id of [...(order.return_items ?? []), ...(order.exchange_items ?? [])]) {
        expect(items).toContain(id)
      }
      expect(order.return_items).toEqual(order.return_items?.toSorted())
      const old = order.items.find((it) => it.item_id === order.exchange_items?.[0])
      const [newId] = order.exchange_new_items ?? []
      if (!old || !newId) continue
      const variant = files.products[old.product_id]?.variants[newId]
      expect(variant?.available).toBe(true)
      expect(order.exchange_price_difference).toBeCloseTo((variant?.price ?? 0) - old.price, 2)
    }
  })

  test('has the named customers with the orders of their stories', () => {
    expect(demoCustomers.length).toBeGreaterThanOrEqual(5)
    for (const { customerId, name, story } of demoCustomers) {
      const user = files.users[customerId]
      expect(`${user?.name.first_name} ${user?.name.last_name}`).toBe(name)
      expect(story).not.toBe('')
    }
    expect(statuses(files, 'mina_okafor_4821')).toEqual(['pending', 'processed', 'delivered'])
    expect(statuses(files, 'david_chen_8037')).toEqual([])
    expect(statuses(files, 'aisha_rahman_6612')).toEqual([
      'return requested',
      'exchange requested',
      'cancelled',
      'pending (item modified)',
    ])
    expect(files.orders['#W0276419']?.items.map((it) => it.name)).toEqual([
      'Electric Kettle',
      'T-Shirt',
      'T-Shirt',
    ])
    expect(files.orders['#W0276419']?.items[0]?.options.color).toBe('black')
    expect(files.users.sofia_marchetti_5190?.payment_methods.gift_card_0519001).toMatchObject({
      balance: 310.5,
    })
  })
})

test('has a picture of each product and each variant, if it is told where they are', () => {
  const { products } = demoStore(1, 'http://localhost:3000/pictures')
  for (const [id, product] of Object.entries(products)) {
    expect(productRecord.parse(product)).toEqual(product)
    expect(product.image_url).toBe(`http://localhost:3000/pictures/${id}.svg`)
    for (const [item, variant] of Object.entries(product.variants)) {
      expect(variant.image_url).toBe(`http://localhost:3000/pictures/${id}.svg?item=${item}`)
    }
  }
  const { users, orders } = demoStore(1)
  expect(demoStore(1, 'http://localhost:3000/pictures')).toMatchObject({ users, orders })
})

test('has customers from many countries, some without orders, some with many', () => {
  const users = Object.values(demoStore(1).users)
  expect(new Set(users.map((it) => it.address.country)).size).toBeGreaterThanOrEqual(8)
  expect(users.some((it) => /[^\p{ASCII}]/u.test(it.name.last_name))).toBe(true)
  expect(users.some((it) => it.orders.length === 0)).toBe(true)
  expect(users.some((it) => it.orders.length >= 6)).toBe(true)
})

function cents(dollars: readonly number[]): number {
  return dollars.reduce((sum, it) => sum + Math.round(it * 100), 0)
}

function held({ payment_history }: OrderRecord): number {
  return cents(payment_history.map((it) => (it.transaction_type === 'payment' ? it.amount : -it.amount)))
}

function statuses(files: StoreFiles, customerId: string) {
  return files.users[customerId]?.orders.map((it) => files.orders[it]?.status)
}
