import { beforeEach, describe, expect, test } from 'vitest'
import type { ChangingStore, StoreChange, Versioned } from '../../functions/core/change.ts'
import type { Customer, Order } from '../../functions/core/store.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { demoStore } from '../../local/store/demo-store.ts'

const mina = 'mina_okafor_4821'
const pending = '#W0482117'

/** What every implementation of the port must do with changes, with the demo store's data. */
export function changingStoreSuite(name: string, make: (files: StoreFiles) => Promise<ChangingStore>): void {
  describe(`${name} as a store that changes`, () => {
    const { users, orders, products } = demoStore(7)
    const user = users[mina]
    const few: StoreFiles = {
      users: user ? { [mina]: user } : {},
      orders: Object.fromEntries(Object.entries(orders).filter(([, it]) => it.user_id === mina)),
      products: Object.fromEntries(Object.entries(products).slice(0, 2)),
    }
    let store: ChangingStore
    let order: Versioned<Order>
    let customer: Versioned<Customer>
    beforeEach(async () => {
      store = await make(few)
      order = present(await store.versionedOrder(pending))
      customer = present(await store.versionedCustomer(mina))
    })

    const moved = (zip: string): StoreChange => ({
      customer: {
        before: customer,
        after: { ...customer.record, address: { ...customer.record.address, zip } },
      },
    })
    const cancelled = (): StoreChange => ({
      order: {
        before: order,
        after: { ...order.record, status: 'cancelled', cancelReason: 'no longer needed' },
      },
    })

    test('gives a record together with its version, and nothing for an unknown id', async () => {
      expect(order).toEqual({ record: await store.order(pending), version: 1 })
      expect(customer).toEqual({ record: await store.customer(mina), version: 1 })
      for (const id of ['#W9999999', '', 'x'.repeat(5000), '\ud800', '__proto__']) {
        expect(await store.versionedOrder(id)).toBeUndefined()
        expect(await store.versionedCustomer(id)).toBeUndefined()
      }
    })

    test('makes a change of an order and its customer, seen by every later read', async () => {
      expect(await store.apply({ ...cancelled(), ...moved('98101') })).toBe('applied')
      const after = { ...order.record, status: 'cancelled', cancelReason: 'no longer needed' }
      expect(await store.order(pending)).toEqual(after)
      expect(await store.orders([pending])).toEqual([after])
      expect(await store.versionedOrder(pending)).toEqual({ record: after, version: 2 })
      expect(await store.versionedCustomer(mina)).toMatchObject({
        record: { address: { zip: '98101' } },
        version: 2,
      })
    })

    test('changes nothing but the records of the change', async () => {
      const others = await store.orders(customer.record.orderIds.filter((id) => id !== pending))
      await store.apply(cancelled())
      expect(await store.orders(others.map(({ orderId }) => orderId))).toEqual(others)
      expect(await store.versionedCustomer(mina)).toEqual(customer)
    })

    test('finds a customer by the zip of the new address, and no longer by the old one', async () => {
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')).toBe(mina)
      await store.apply(moved('98101'))
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98101')).toBe(mina)
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')).toBeUndefined()
      expect(await store.customerIdByEmail('mina.okafor4821@example.com')).toBe(mina)
    })

    test('finds a customer by the old zip again after moving back, and by the same zip in another street', async () => {
      await store.apply(moved('98101'))
      customer = present(await store.versionedCustomer(mina))
      await store.apply(moved('98109'))
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')).toBe(mina)
      customer = present(await store.versionedCustomer(mina))
      const address = { ...customer.record.address, address1: '1 New Street' }
      await store.apply({ customer: { before: customer, after: { ...customer.record, address } } })
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')).toBe(mina)
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98101')).toBeUndefined()
    })

    test('refuses a change of a record that has another version by now', async () => {
      expect(await store.apply(cancelled())).toBe('applied')
      expect(await store.apply(cancelled())).toBe('changed_meanwhile')
      expect(await store.versionedOrder(pending)).toMatchObject({ version: 2 })
    })

    test.each(['order', 'customer'] as const)(
      'makes all of a change or nothing of it: only the %s has changed meanwhile',
      async (stale) => {
        await store.apply(stale === 'order' ? cancelled() : moved('98101'))
        const before = [await store.versionedOrder(pending), await store.versionedCustomer(mina)]
        expect(await store.apply({ ...cancelled(), ...moved('98122') })).toBe('changed_meanwhile')
        expect([await store.versionedOrder(pending), await store.versionedCustomer(mina)]).toEqual(before)
        expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98122')).toBeUndefined()
      },
    )

    test('does not bring back a record that is not there', async () => {
      const ghost = { ...order.record, orderId: '#W9999999' }
      const change = { order: { before: { record: ghost, version: 1 }, after: ghost } }
      expect(await store.apply(change)).toBe('changed_meanwhile')
      expect(await store.order('#W9999999')).toBeUndefined()
    })

    test('counts a change that leaves a record as it is', async () => {
      expect(await store.apply({ order: { before: order, after: order.record } })).toBe('applied')
      expect(await store.versionedOrder(pending)).toEqual({ record: order.record, version: 2 })
      expect(await store.apply(cancelled())).toBe('changed_meanwhile')
    })

    test('makes one of many changes that were planned at the same time', async () => {
      const zips = Array.from({ length: 24 }, (_, number) => String(10_000 + number))
      const outcomes = await Promise.all(zips.map((zip) => store.apply({ ...cancelled(), ...moved(zip) })))
      expect(outcomes.filter((it) => it === 'applied')).toHaveLength(1)
      const [winner] = zips.filter((_, at) => outcomes[at] === 'applied')
      expect((await store.customer(mina))?.address.zip).toBe(winner)
      const found = await Promise.all(zips.map((zip) => store.customerIdByNameAndZip('Mina', 'Okafor', zip)))
      expect(zips.filter((_, at) => found[at] !== undefined)).toEqual([winner])
    })

    test('has nothing to do for a change of nothing', async () => {
      expect(await store.apply({})).toBe('applied')
    })
  })
}

function present<Record>(record: Record | undefined): Record {
  if (record === undefined) throw new Error('The demo store lacks the record that this suite changes')
  return record
}
