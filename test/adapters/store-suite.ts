import { beforeAll, describe, expect, test } from 'vitest'
import type { ChangingStore } from '../../functions/core/change.ts'
import type { Store } from '../../functions/core/store.ts'
import {
  customerFromRecord,
  orderFromRecord,
  productFromRecord,
} from '../../functions/core/store-conversion.ts'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { changingStoreSuite } from './changing-store-suite.ts'

/** What every implementation of the port must do, with the demo store's data. */
export function storeSuite(name: string, make: (files: StoreFiles) => Promise<ChangingStore>): void {
  changingStoreSuite(name, make)
  describe(`${name} as a store`, () => {
    const files = demoStore(7, 'https://shop.example/pictures')
    const mina = files.users.mina_okafor_4821
    let store: Store
    beforeAll(async () => {
      const twin = { ...files.users.mina_okafor_4821, email: 'Other.Mina@Example.com', orders: [] }
      store = await make({
        ...files,
        users: { ...files.users, ...(mina && { mina_twin: { ...mina, ...twin } }) },
      })
    })

    test('gives a customer with everything the files say, and nobody for an unknown id', async () => {
      for (const [id, user] of Object.entries(files.users).slice(0, 20)) {
        expect(await store.customer(id)).toEqual(customerFromRecord(id, user))
      }
      expect(await store.customer('mina_okafor')).toBeUndefined()
    })

    test('gives an order with everything the files say, in every status', async () => {
      const byStatus = Map.groupBy(Object.values(files.orders), ({ status }) => status)
      expect([...byStatus.keys()].sort()).toEqual([
        'cancelled',
        'delivered',
        'exchange requested',
        'pending',
        'pending (item modified)',
        'processed',
        'return requested',
      ])
      for (const [first] of byStatus.values()) {
        expect(first && (await store.order(first.order_id))).toEqual(first && orderFromRecord(first))
      }
      expect(await store.order('W0482117')).toBeUndefined()
    })

    test('gives many orders in the order asked for, also repeated ones, without the unknown', async () => {
      const ids = Object.keys(files.orders).slice(0, 230).reverse()
      const asked = [...ids, '#W9999999', ...ids.slice(0, 1)]
      const found = await store.orders(asked)
      expect(found.map(({ orderId }) => orderId)).toEqual([...ids, ...ids.slice(0, 1)])
      expect(await store.orders([])).toEqual([])
    })

    test('finds a customer by e-mail, ignoring case, and nobody else', async () => {
      expect(await store.customerIdByEmail('MINA.Okafor4821@EXAMPLE.com')).toBe('mina_okafor_4821')
      expect(await store.customerIdByEmail('other.mina@example.com')).toBe('mina_twin')
      expect(await store.customerIdByEmail('mina.okafor@example.com')).toBeUndefined()
      expect(await store.customerIdByEmail('')).toBeUndefined()
    })

    test('finds a customer by name, ignoring case, and the exact zip', async () => {
      expect(await store.customerIdByNameAndZip('TOMÁŠ', 'novák', '20457')).toBe('tomas_novak_1458')
      expect(await store.customerIdByNameAndZip('Tomáš', 'Novák', '20458')).toBeUndefined()
      expect(await store.customerIdByNameAndZip('Novák', 'Tomáš', '20457')).toBeUndefined()
      expect(await store.customerIdByNameAndZip('', '', '')).toBeUndefined()
    })

    test('takes no separator in a name for the end of the name', async () => {
      expect(await store.customerIdByNameAndZip('Tomáš#Novák', '', '20457')).toBeUndefined()
      expect(await store.customerIdByNameAndZip('Tomáš","Novák', '', '20457')).toBeUndefined()
    })

    test('identifies nobody by a name and zip that two customers share', async () => {
      expect(await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')).toBeUndefined()
    })

    test('gives a product by its id, and by the id of each of its items, and never mixes the two up', async () => {
      for (const record of Object.values(files.products).slice(0, 5)) {
        const product = productFromRecord(record)
        expect(product.imageUrl).toMatch(/^https:/)
        expect(await store.product(record.product_id)).toEqual(product)
        for (const itemId of Object.keys(record.variants)) {
          expect(await store.productOfItem(itemId)).toEqual(product)
          expect(await store.product(itemId)).toBeUndefined()
        }
        expect(await store.productOfItem(record.product_id)).toBeUndefined()
      }
    })

    test('gives the whole catalogue by name', async () => {
      const catalogue = await store.catalogue()
      const names = catalogue.map((it) => it.name)
      expect(names).toEqual(
        Object.values(files.products)
          .map((it) => it.name)
          .sort(),
      )
      expect(names.length).toBeGreaterThanOrEqual(50)
    })

    test.each([
      ['empty', ''],
      ['far too long', 'x'.repeat(5000)],
      ['long in bytes only', '€'.repeat(1000)],
      ['half a surrogate pair', '\ud800'],
      ['a key of the table', 'catalogue'],
      ['a property of every object', '__proto__'],
    ])('finds nothing, and does not throw, for an id that is %s', async (_, id) => {
      expect(await store.customer(id)).toBeUndefined()
      expect(await store.order(id)).toBeUndefined()
      expect(await store.orders([id])).toEqual([])
      expect(await store.product(id)).toBeUndefined()
      expect(await store.productOfItem(id)).toBeUndefined()
      expect(await store.customerIdByEmail(id)).toBeUndefined()
      expect(await store.customerIdByNameAndZip(id, id, id)).toBeUndefined()
    })
  })
}
