import { describe, expect, test } from 'vitest'
import { recordFromOrder } from '../../../../functions/core/store-conversion.ts'
import {
  ada,
  balance,
  customerIn,
  elmStreet,
  gift,
  make,
  mug,
  oakStreet,
  orderIn,
  paypal,
  pending,
  pendingByGift,
  plan,
  shirt,
  shop,
  smallGift,
  visa,
} from './shop.ts'

describe('cancel_pending_order', () => {
  const reason = 'no longer needed'

  test('refunds the payment, and keeps everything else of the order', async () => {
    const store = shop()
    const before = orderIn(store, pending)
    const { value } = await make(store, 'cancel_pending_order', { order_id: pending, reason })
    const after = {
      ...before,
      status: 'cancelled',
      cancelReason: reason,
      payments: [...before.payments, { type: 'refund', amountCents: 3800, paymentMethodId: visa }],
    }
    expect(orderIn(store, pending)).toEqual(after)
    expect(value).toEqual(recordFromOrder(orderIn(store, pending)))
  })

  test('puts the money back onto a gift card at once, and touches no other card', async () => {
    const store = shop()
    const { change } = await make(store, 'cancel_pending_order', { order_id: pendingByGift, reason })
    expect([balance(store, gift), balance(store, smallGift)]).toEqual([5800, 50])
    expect(change.customer?.before.version).toBe(1)
  })

  test('does not touch the customer when no gift card is concerned', async () => {
    const store = shop()
    const { change } = await make(store, 'cancel_pending_order', { order_id: pending, reason })
    expect(change.customer).toBeUndefined()
  })

  test('tells what is cancelled, why, and when the money arrives', async () => {
    expect(await plan(shop(), 'cancel_pending_order', { order_id: pending, reason })).toMatchObject({
      details: {
        kind: 'cancellation',
        orderId: pending,
        title: `Cancel order ${pending}`,
        lines: [
          'Mug (color red), $9.00',
          'Shirt (color white, size S), $20.00',
          'Mug (color red), $9.00',
          'Reason: no longer needed',
          'A cancellation cannot be undone.',
        ],
        total: { beforeCents: 3800, afterCents: 0 },
        movements: [
          {
            paymentMethodId: visa,
            label: 'Visa ending in 4242',
            amountCents: -3800,
            arrives: 'in_5_to_7_business_days',
          },
        ],
      },
    })
    expect(await plan(shop(), 'cancel_pending_order', { order_id: pendingByGift, reason })).toMatchObject({
      details: { movements: [{ paymentMethodId: gift, amountCents: -800, arrives: 'at_once' }] },
    })
  })

  test('after a payment change refunds only what is still held, where it is held', async () => {
    const store = shop()
    await make(store, 'modify_pending_order_payment', { order_id: pending, payment_method_id: gift })
    expect(balance(store, gift)).toBe(1200)
    const { details } = await make(store, 'cancel_pending_order', { order_id: pending, reason })
    expect(orderIn(store, pending).payments).toEqual([
      { type: 'payment', amountCents: 3800, paymentMethodId: visa },
      { type: 'payment', amountCents: 3800, paymentMethodId: gift },
      { type: 'refund', amountCents: 3800, paymentMethodId: visa },
      { type: 'refund', amountCents: 3800, paymentMethodId: gift },
    ])
    expect(balance(store, gift)).toBe(5000)
    expect(details.movements).toMatchObject([{ paymentMethodId: gift, amountCents: -3800 }])
  })

  test('refunds per method what several payments and refunds leave there', async () => {
    const store = shop()
    const before = orderIn(store, pending)
    const entry = (type: 'payment' | 'refund', amountCents: number, paymentMethodId: string) => ({
      type,
      amountCents,
      paymentMethodId,
    })
    const payments = [
      entry('payment', 2000, visa),
      entry('payment', 1800, gift),
      entry('refund', 500, visa),
      entry('payment', 500, smallGift),
      entry('refund', 500, smallGift),
    ]
    store.ordersById.set(pending, { ...before, payments })
    await make(store, 'cancel_pending_order', { order_id: pending, reason })
    expect(orderIn(store, pending).payments.slice(5)).toEqual([
      entry('refund', 1500, visa),
      entry('refund', 1800, gift),
    ])
    expect([balance(store, gift), balance(store, smallGift)]).toEqual([6800, 50])
  })

  test('writes a refund of $0.00 for an order that cost nothing', async () => {
    const store = shop()
    const free = { type: 'payment' as const, amountCents: 0, paymentMethodId: gift }
    store.ordersById.set(pending, { ...orderIn(store, pending), payments: [free] })
    const { details, change } = await make(store, 'cancel_pending_order', { order_id: pending, reason })
    expect(orderIn(store, pending).payments).toEqual([free, { ...free, type: 'refund' }])
    expect([details.movements, change.customer]).toEqual([[], undefined])
  })

  test('refuses to refund to a gift card that the customer no longer has', async () => {
    const store = shop()
    const customer = customerIn(store, ada)
    const paymentMethods = customer.paymentMethods.filter(({ id }) => id !== gift)
    store.customers.set(ada, { ...customer, paymentMethods })
    expect(await plan(store, 'cancel_pending_order', { order_id: pendingByGift, reason })).toMatchObject({
      ok: false,
      code: 'PAYMENT_METHOD_NOT_FOUND',
    })
    const elsewhere = { order_id: pendingByGift, payment_method_id: visa }
    expect(await plan(store, 'modify_pending_order_payment', elsewhere)).toMatchObject({
      code: 'PAYMENT_METHOD_NOT_FOUND',
    })
  })

  test('refunds to a card that the customer no longer has, and says so', async () => {
    const store = shop()
    store.customers.set(ada, { ...customerIn(store, ada), paymentMethods: [] })
    const { details } = await make(store, 'cancel_pending_order', { order_id: pending, reason })
    expect(details.movements).toEqual([
      {
        paymentMethodId: visa,
        label: 'card that is no longer in the profile',
        amountCents: -3800,
        arrives: 'in_5_to_7_business_days',
      },
    ])
  })
})

describe('modify_pending_order_address', () => {
  test("replaces the order's address as a whole, and not the profile's", async () => {
    const store = shop()
    const before = orderIn(store, pending)
    await make(store, 'modify_pending_order_address', { order_id: pending, ...oakStreet })
    expect(orderIn(store, pending)).toEqual({ ...before, address: oakStreet })
    expect(customerIn(store, ada).address).toEqual(elmStreet)
  })

  test('may be done again, also with the same address', async () => {
    const store = shop()
    for (const address of [oakStreet, oakStreet, elmStreet, elmStreet]) {
      await make(store, 'modify_pending_order_address', { order_id: pending, ...address })
      expect(orderIn(store, pending).address).toEqual(address)
    }
  })

  test('shows both addresses, and that the price stays', async () => {
    const answer = await plan(shop(), 'modify_pending_order_address', { order_id: pending, ...oakStreet })
    expect(answer).toMatchObject({
      details: {
        kind: 'address',
        title: `Change the shipping address of order ${pending}`,
        lines: [
          'New address: 22 Oak St, Salem, OR 97301, USA',
          'Address until now: 1 Elm St, Apt 4, Boise, ID 83702, USA',
        ],
        total: { beforeCents: 3800, afterCents: 3800 },
        movements: [],
      },
    })
  })
})

describe('modify_pending_order_payment', () => {
  test('pays the whole amount with the new method, then refunds the old one', async () => {
    const store = shop()
    const { change } = await make(store, 'modify_pending_order_payment', {
      order_id: pending,
      payment_method_id: paypal,
    })
    expect(orderIn(store, pending)).toMatchObject({
      status: 'pending',
      payments: [
        { type: 'payment', amountCents: 3800, paymentMethodId: visa },
        { type: 'payment', amountCents: 3800, paymentMethodId: paypal },
        { type: 'refund', amountCents: 3800, paymentMethodId: visa },
      ],
    })
    expect(change.customer).toBeUndefined()
  })

  test.each([
    ['from a gift card', pendingByGift, visa, [5800, 50]],
    ['onto a gift card', pending, gift, [1200, 50]],
  ])('moves the balance: %s', async (_, order_id, payment_method_id, balances) => {
    const store = shop()
    await make(store, 'modify_pending_order_payment', { order_id, payment_method_id })
    expect([balance(store, gift), balance(store, smallGift)]).toEqual(balances)
  })

  test('moves the balance from one gift card onto another, down to exactly $0.00 but not below', async () => {
    for (const [cents, left] of [
      [800, 0],
      [801, 1],
      [799, undefined],
    ] as const) {
      const store = shop()
      const customer = customerIn(store, ada)
      const paymentMethods = customer.paymentMethods.map((it) =>
        it.id === smallGift && it.source === 'gift_card' ? { ...it, balanceCents: cents } : it,
      )
      store.customers.set(ada, { ...customer, paymentMethods })
      const input = { order_id: pendingByGift, payment_method_id: smallGift }
      if (left === undefined) {
        expect(await plan(store, 'modify_pending_order_payment', input)).toMatchObject({
          code: 'INSUFFICIENT_GIFT_CARD_BALANCE',
          message: expect.stringContaining('$7.99'),
        })
      } else {
        await make(store, 'modify_pending_order_payment', input)
        expect([balance(store, gift), balance(store, smallGift)]).toEqual([5800, left])
      }
    }
  })

  test('shows both movements and when each arrives; two cards of one kind are told apart', async () => {
    const input = { order_id: pending, payment_method_id: gift }
    expect(await plan(shop(), 'modify_pending_order_payment', input)).toMatchObject({
      details: {
        kind: 'payment',
        lines: [
          `New payment method: gift card (${gift})`,
          'Payment method until now: Visa ending in 4242',
          'The payment method of an order can be changed once.',
        ],
        total: { beforeCents: 3800, afterCents: 3800 },
        movements: [
          { paymentMethodId: gift, amountCents: 3800, arrives: 'at_once' },
          { paymentMethodId: visa, amountCents: -3800, arrives: 'in_5_to_7_business_days' },
        ],
      },
    })
  })

  test('takes the payment at once, whatever the method', async () => {
    for (const [order_id, payment_method_id] of [
      [pending, paypal],
      [pendingByGift, visa],
    ]) {
      const planned = await plan(shop(), 'modify_pending_order_payment', { order_id, payment_method_id })
      expect(planned).toMatchObject({
        details: { movements: [{ paymentMethodId: payment_method_id, arrives: 'at_once' }, {}] },
      })
    }
  })

  test('leaves address and items open to change', async () => {
    const store = shop()
    await make(store, 'modify_pending_order_payment', { order_id: pending, payment_method_id: paypal })
    await make(store, 'modify_pending_order_address', { order_id: pending, ...oakStreet })
    const swap = { item_ids: [shirt.small], new_item_ids: [shirt.large], payment_method_id: paypal }
    await make(store, 'modify_pending_order_items', { order_id: pending, ...swap })
    expect(orderIn(store, pending)).toMatchObject({
      status: 'pending (item modified)',
      address: oakStreet,
      items: [{ itemId: mug.red }, { itemId: shirt.large }, { itemId: mug.red }],
    })
  })
})

describe('modify_user_address', () => {
  test('replaces the address of the profile; orders keep theirs, and the zip finds the customer', async () => {
    const store = shop()
    const { value, details } = await make(store, 'modify_user_address', { user_id: ada, ...oakStreet })
    expect(customerIn(store, ada).address).toEqual(oakStreet)
    expect(orderIn(store, pending).address).toEqual(elmStreet)
    expect(await store.customerIdByNameAndZip('Ada', 'Wells', oakStreet.zip)).toBe(ada)
    expect(value).toMatchObject({ address: oakStreet, name: { first_name: 'Ada' } })
    expect(details).toEqual({
      kind: 'profile_address',
      title: 'Change the default address of your profile',
      lines: [
        'New address: 22 Oak St, Salem, OR 97301, USA',
        'Address until now: 1 Elm St, Apt 4, Boise, ID 83702, USA',
        'Orders you have made keep their own address.',
      ],
      movements: [],
    })
  })
})
