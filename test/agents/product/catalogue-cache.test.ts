import { expect, test } from 'vitest'
import { catalogueCache } from '../../../functions/agents/product/catalogue-cache.ts'
import type { Store } from '../../../functions/core/store.ts'
import { demoStore } from '../../../local/store/demo-store.ts'
import { memoryStore } from '../../doubles/store.ts'

function countingStore(): Store & { reads: number; failNext: boolean } {
  const inner = memoryStore(demoStore(1))
  return {
    ...inner,
    reads: 0,
    failNext: false,
    async catalogue() {
      this.reads += 1
      if (this.failNext) {
        this.failNext = false
        throw new Error('The table is busy')
      }
      return await inner.catalogue()
    },
  }
}

test('reads the catalogue once until it is too old', async () => {
  let time = 1000
  const store = countingStore()
  const catalogue = catalogueCache({ now: () => time, maxAgeMs: 100 })
  expect(store.reads).toBe(0)
  const first = await catalogue(store)
  time = 1099
  expect(await catalogue(store)).toBe(first)
  expect(store.reads).toBe(1)
  time = 1100
  expect(await catalogue(store)).not.toBe(first)
  expect(store.reads).toBe(2)
})

test('reads once for questions at the same time', async () => {
  const store = countingStore()
  const catalogue = catalogueCache({ now: () => 0, maxAgeMs: 100 })
  await Promise.all([catalogue(store), catalogue(store), catalogue(store)])
  expect(store.reads).toBe(1)
})

test('does not keep a failure', async () => {
  const store = countingStore()
  store.failNext = true
  const catalogue = catalogueCache({ now: () => 0, maxAgeMs: 100 })
  await expect(catalogue(store)).rejects.toThrow('The table is busy')
  expect((await catalogue(store)).products.length).toBeGreaterThan(0)
})

test("never shows one store's catalogue to another", async () => {
  const catalogue = catalogueCache({ now: () => 0, maxAgeMs: 100 })
  const full = await catalogue(countingStore())
  const empty = await catalogue(memoryStore({ users: {}, orders: {}, products: {} }))
  expect(full.products.length).toBeGreaterThan(0)
  expect(empty.products).toEqual([])
})
