import { expect, test } from 'vitest'
import { productTools } from '../../../functions/agents/product/tools.ts'
import type { Product } from '../../../functions/core/store.ts'
import { productFromRecord } from '../../../functions/core/store-conversion.ts'
import { shop, shopContext } from './shop.ts'

const products = shop.map(productFromRecord)

/** A store that gives each variant's options in another order every time, as a table's map may. */
function shuffling(turn: (names: string[]) => string[]) {
  const turned = (product: Product): Product => ({
    ...product,
    variants: product.variants.map((it) => ({
      ...it,
      options: Object.fromEntries(
        turn(Object.keys(it.options)).map((name) => [name, it.options[name] ?? '']),
      ),
    })),
  })
  return {
    ...shopContext.store,
    product: async (id: string) => products.filter((it) => it.productId === id).map(turned)[0],
    productOfItem: async (id: string) =>
      products.filter((it) => it.variants.some(({ itemId }) => itemId === id)).map(turned)[0],
    catalogue: async () => products.map(turned),
  }
}

test.each<[string, object]>([
  ['search_products', { query: 'kettle' }],
  ['get_product_details', { product_id: '9000000001' }],
  ['get_item_details', { item_id: '8000000001' }],
  ['compare_variants', { item_ids: ['8000000001', '8000000011', '8000000021'] }],
  ['compare_variants', { product_id: '9000000001' }],
  ['find_alternatives', { item_id: '8000000001' }],
  ['find_alternatives', { item_id: '8000000001', keep: [{ name: 'size', value: 'M' }] }],
])('%s %j writes the same text whatever order the table gives options in', async (name, input) => {
  const orders: ((names: string[]) => string[])[] = [
    (names) => names.toSorted(),
    (names) => names.toSorted().reverse(),
    (names) => [...names.slice(1), ...names.slice(0, 1)],
  ]
  const texts = await Promise.all(
    orders.map(async (order) => {
      const tool = productTools({ now: () => 0 }).find((it) => it.name === name)
      return JSON.stringify(await tool?.execute(input, { ...shopContext, store: shuffling(order) }))
    }),
  )
  expect(texts[0]).toContain('"capacity":"1.5 L","color":"black","lid":"glass"')
  expect(new Set(texts).size).toBe(1)
})
