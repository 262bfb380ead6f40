import { describe, expect, test } from 'vitest'
import { changeDetails } from '../../../../functions/core/change.ts'
import {
  balance,
  delivered,
  gift,
  make,
  mug,
  orderIn,
  paypal,
  pending,
  plan,
  shirt,
  shop,
  smallGift,
  visa,
} from './shop.ts'

const swap = (item_ids: string[], new_item_ids: string[], payment_method_id: string = visa) => ({
  item_ids,
  new_item_ids,
  payment_method_id,
})

/** Item ids and prices of an order, in its order. */
const pieces = (store: ReturnType<typeof shop>, orderId: string) =>
  orderIn(store, orderId).items.map(({ itemId, priceCents }) => [itemId, priceCents])

describe('modify_pending_order_items', () => {
  const change = (store: ReturnType<typeof shop>, wanted: ReturnType<typeof swap>) =>
    make(store, 'modify_pending_order_items', { order_id: pending, ...wanted })

  test("gives the piece the new variant's id, price and options, and nothing else", async () => {
    const store = shop()
    const before = orderIn(store, pending)
    await change(store, swap([shirt.small, mug.red], [shirt.large, mug.blue]))
    const [first, second, third] = before.items
    expect(orderIn(store, pending)).toEqual({
      ...before,
      status: 'pending (item modified)',
      items: [
        { ...first, itemId: mug.blue, priceCents: 1250, options: { color: 'blue' } },
        { ...second, itemId: shirt.large, options: { color: 'white', size: 'L' } },
        third,
      ],
      payments: [...before.payments, { type: 'payment', amountCents: 350, paymentMethodId: visa }],
    })
  })

  test.each([
    ['a dearer item', swap([mug.red], [mug.blue], gift), ['payment', 350], 4650],
    ['a cheaper item', swap([mug.red], [mug.green], gift), ['refund', 100], 5100],
    ['an item of the same price', swap([shirt.small], [shirt.large], gift), ['refund', 0], 5000],
    [
      'dearer and cheaper items',
      swap([mug.red, mug.red], [mug.blue, mug.green], gift),
      ['payment', 250],
      4750,
    ],
  ])('%s: exactly one entry, and the gift card moves at once', async (_, wanted, entry, left) => {
    const store = shop()
    await change(store, wanted)
    const { type, amountCents, paymentMethodId } = orderIn(store, pending).payments[1] ?? {}
    expect([type, amountCents, paymentMethodId]).toEqual([...entry, gift])
    expect(orderIn(store, pending).payments).toHaveLength(2)
    expect([balance(store, gift), balance(store, smallGift)]).toEqual([left, 50])
  })

  test('draws a gift card to exactly $0.00; a refund needs no balance', async () => {
    const store = shop()
    const { products } = store
    const mugs = products.get('1000000001')
    const variants = (mugs?.variants ?? []).map((it) =>
      it.itemId === mug.blue ? { ...it, priceCents: 950 } : it,
    )
    if (mugs) products.set(mugs.productId, { ...mugs, variants })
    await change(store, swap([mug.red], [mug.blue], smallGift))
    expect(balance(store, smallGift)).toBe(0)
    const refunded = shop()
    await change(refunded, swap([mug.red], [mug.green], smallGift))
    expect(balance(refunded, smallGift)).toBe(150)
  })

  test('reckons with the price now against the price in the order, also for the same variant', async () => {
    const store = shop()
    const { details } = await change(store, swap([mug.red], [mug.red]))
    expect(pieces(store, pending)).toEqual([
      [mug.red, 1000],
      [shirt.small, 2000],
      [mug.red, 900],
    ])
    expect(details.movements).toMatchObject([{ amountCents: 100 }])
  })

  test('takes one of two copies, the first, or both, each once', async () => {
    const one = shop()
    await change(one, swap([mug.red], [mug.blue]))
    expect(pieces(one, pending).map(([id]) => id)).toEqual([mug.blue, shirt.small, mug.red])
    const both = shop()
    await change(both, swap([mug.red, mug.red], [mug.blue, mug.green]))
    expect(pieces(both, pending).map(([id]) => id)).toEqual([mug.blue, shirt.small, mug.green])
    const again = shop()
    await change(again, swap([mug.red, mug.red], [mug.red, mug.blue]))
    expect(pieces(again, pending).map(([id]) => id)).toEqual([mug.red, shirt.small, mug.blue])
    const three = { order_id: pending, ...swap([mug.red, mug.red, mug.red], [mug.blue, mug.blue, mug.blue]) }
    expect(await plan(shop(), 'modify_pending_order_items', three)).toMatchObject({
      code: 'ITEM_NOT_IN_ORDER',
      message: expect.stringContaining('only 2 times'),
    })
  })

  test('A to B and B to C: both are matched against the order as it was', async () => {
    const store = shop()
    const before = orderIn(store, pending)
    const [red, , lastRed] = before.items
    if (!red || !lastRed) throw new Error('The pending order lacks its mugs')
    const green = { ...lastRed, itemId: mug.green, priceCents: 800, options: { color: 'green' } }
    store.ordersById.set(pending, { ...before, items: [red, green] })
    await change(store, swap([mug.red, mug.green], [mug.green, mug.blue]))
    expect(pieces(store, pending)).toEqual([
      [mug.green, 800],
      [mug.blue, 1250],
    ])
    expect(orderIn(store, pending).payments[1]).toMatchObject({ type: 'payment', amountCents: 350 })
  })

  test('shows every pair, the totals, and that it is the last change', async () => {
    const wanted = { order_id: pending, ...swap([mug.red, shirt.small], [mug.green, shirt.small], gift) }
    expect(await plan(shop(), 'modify_pending_order_items', wanted)).toMatchObject({
      details: {
        kind: 'items',
        title: `Change items of order ${pending}`,
        lines: [
          'Mug (color red), $9.00 → color green, $8.00',
          'Shirt (color white, size S), $20.00 → the same again',
          'Items of an order can be changed once; after that the order cannot be changed or cancelled.',
        ],
        total: { beforeCents: 3800, afterCents: 3700 },
        movements: [
          { paymentMethodId: gift, label: `gift card (${gift})`, amountCents: -100, arrives: 'at_once' },
        ],
      },
    })
    const equal = { order_id: pending, ...swap([shirt.small], [shirt.large], paypal) }
    expect(await plan(shop(), 'modify_pending_order_items', equal)).toMatchObject({
      details: { lines: expect.arrayContaining(['The price stays the same.']), movements: [] },
    })
  })

  test('reads the product when it plans: what has sold out since is refused', async () => {
    const store = shop()
    const wanted = { order_id: pending, ...swap([mug.red], [mug.blue]) }
    expect(await plan(store, 'modify_pending_order_items', wanted)).toMatchObject({ ok: true })
    store.products.delete('1000000001')
    expect(await plan(store, 'modify_pending_order_items', wanted)).toMatchObject({
      code: 'NEW_ITEM_UNAVAILABLE',
    })
  })

  test.each([
    ['no item at all', '9999999999', 'is no variant of Mug'],
    ['an item of another product', shirt.large, 'is no variant of Mug'],
    ['the product itself', '1000000001', 'is no variant of Mug'],
    ['an item that is not available', mug.black, 'is not available now'],
  ])('says why a new item will not do (%s), and which would', async (_, id, why) => {
    const wanted = { order_id: pending, ...swap([mug.red], [id]) }
    const answer = await plan(shop(), 'modify_pending_order_items', wanted)
    expect(answer).toMatchObject({ code: 'NEW_ITEM_UNAVAILABLE' })
    const { message } = Object(answer)
    expect(message).toContain(why)
    expect(message).toContain(`${mug.blue} (color blue, $12.50)`)
    expect(message).not.toContain(`${mug.black} (`)
  })
})

describe('exchange_delivered_order_items', () => {
  const exchange = (store: ReturnType<typeof shop>, wanted: ReturnType<typeof swap>) =>
    make(store, 'exchange_delivered_order_items', { order_id: delivered, ...wanted })

  test('notes both lists, each sorted, and moves neither items nor money', async () => {
    const store = shop()
    const before = orderIn(store, delivered)
    const { change } = await exchange(
      store,
      swap([shirt.small, mug.red, mug.red], [shirt.large, mug.green, mug.blue], gift),
    )
    expect(orderIn(store, delivered)).toEqual({
      ...before,
      status: 'exchange requested',
      exchangeRequest: {
        itemIds: [mug.red, mug.red, shirt.small],
        newItemIds: [mug.blue, mug.green, shirt.large],
        paymentMethodId: gift,
        priceDifferenceCents: 250,
      },
    })
    expect([balance(store, gift), change.customer]).toEqual([5000, undefined])
  })

  test('notes a negative difference when the customer gets money back', async () => {
    const store = shop()
    const { value } = await exchange(store, swap([mug.red], [mug.green], smallGift))
    expect(value).toMatchObject({ exchange_price_difference: -1 })
  })

  test.each([
    ['pays', [mug.blue], visa, [350], 'You pay the difference once we have received the items.'],
    [
      'gets money back',
      [mug.green],
      visa,
      [-100],
      'Once we have received the items, the refund takes 5 to 7 business days.',
    ],
    [
      'gets money back',
      [mug.green],
      gift,
      [-100],
      'Once we have received the items, the refund is on the gift card at once.',
    ],
  ])('says when the money moves: the customer %s', async (_, items, method, amounts, line) => {
    const { details } = await exchange(shop(), swap([mug.red], items, method))
    expect(details.lines).toContain(line)
    expect(details.movements.map((it) => it.amountCents)).toEqual(amounts)
    expect(details.movements.map((it) => it.arrives)).toEqual(['on_receipt'])
    expect(details).toMatchObject({
      kind: 'exchange',
      total: { beforeCents: 3800, afterCents: 3800 + Number(amounts[0]) },
    })
  })

  test('moves nothing and says so when the price stays the same', async () => {
    const { details } = await exchange(shop(), swap([shirt.small], [shirt.large]))
    expect(details.lines).toContain('The price stays the same.')
    expect(details.movements).toEqual([])
  })
})

describe('return_delivered_order_items', () => {
  const giveBack = (store: ReturnType<typeof shop>, item_ids: string[], payment_method_id: string) =>
    make(store, 'return_delivered_order_items', { order_id: delivered, item_ids, payment_method_id })

  test('notes the items, sorted and with their copies, and moves no money yet', async () => {
    const store = shop()
    const before = orderIn(store, delivered)
    const { change } = await giveBack(store, [shirt.small, mug.red, mug.red], gift)
    expect(orderIn(store, delivered)).toEqual({
      ...before,
      status: 'return requested',
      returnRequest: { itemIds: [mug.red, mug.red, shirt.small], paymentMethodId: gift },
    })
    expect([balance(store, gift), change.customer]).toEqual([5000, undefined])
  })

  test.each([visa, gift, smallGift])('refunds to the first method or any gift card: %s', async (method) => {
    const { details } = await giveBack(shop(), [mug.red], method)
    expect(details.movements).toMatchObject([
      { paymentMethodId: method, amountCents: -900, arrives: 'on_receipt' },
    ])
  })

  test('lists the items, how to send them back, and when the money arrives', async () => {
    const { details } = await giveBack(shop(), [mug.red, shirt.small], visa)
    expect(details).toEqual({
      kind: 'return',
      orderId: delivered,
      title: `Return items of order ${delivered}`,
      lines: [
        'Mug (color red), $9.00',
        'Shirt (color white, size S), $20.00',
        'You will get an e-mail that says how to send the items back. An order can be returned or exchanged once.',
        'Once we have received the items, the refund takes 5 to 7 business days.',
      ],
      total: { beforeCents: 3800, afterCents: 900 },
      movements: [
        { paymentMethodId: visa, label: 'Visa ending in 4242', amountCents: -2900, arrives: 'on_receipt' },
      ],
    })
    expect(changeDetails.parse(details)).toEqual(details)
  })
})
