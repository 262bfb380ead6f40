import * as z from 'zod'
import type { Product } from '../../core/store.ts'
import { defineTool, succeed, type Tool } from '../../core/tool.ts'
import type { Catalogue, CatalogueCache } from './catalogue-cache.ts'

/** Characters: a tool's result has room for 40,000, which is about 900 names. */
const longestListing = 38_000
const mostKinds = 200

/** Every product by name; every kind of product where the names would be too many to read. */
export function listTool(catalogue: CatalogueCache): Tool {
  return defineTool({
    name: 'list_all_product_types',
    description:
      'Every product of the store: its name and product_id, no variants and no prices. Use it for "what do you sell", or when search_products finds nothing and a product may go by another name. A store with very many products answers how many there are of each kind in place of names.',
    input: z.strictObject({}),
    async execute(_, { store }) {
      const all = await catalogue(store)
      const names = namesOf(all.products)
      return succeed(JSON.stringify(names).length <= longestListing ? names : kindsOf(all))
    },
  })
}

function namesOf(products: readonly Product[]) {
  return Object.fromEntries(products.map(({ name, productId }) => [name, productId]))
}

function kindsOf({ products, kinds }: Catalogue) {
  const counted = [...kinds()]
    .map(([kind, { length }]) => ({ kind, products: length }))
    .sort((a, b) => b.products - a.products || (a.kind < b.kind ? -1 : 1))
  return {
    products: products.length,
    kinds: counted.slice(0, mostKinds),
    note: `${products.length} products are too many to name; these are the most frequent kinds. search_products finds products by words.`,
  }
}
