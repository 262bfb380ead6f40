import { gunzipSync, gzipSync } from 'node:zlib'
import MiniSearch, { type AsPlainObject } from 'minisearch'
import * as z from 'zod'
import { catalogueIndex, indexOptions } from '../../functions/agents/product/catalogue-index.ts'
import { wordsOf } from '../../functions/agents/product/words.ts'
import type { Product } from '../../functions/core/store.ts'

/**
 * Catalogue and index as bytes, as they would be stored in the table or in S3: the products without their repeated
 * names of options, the index as MiniSearch writes it, all compressed.
 */
export function packSnapshot(products: readonly Product[]): {
  readonly packed: Buffer
  readonly indexBytes: number
} {
  const index = JSON.stringify(catalogueIndex(products, wordsOf).index)
  const rows = products.map(({ productId, name, variants }) => {
    const options = Object.keys(variants[0]?.options ?? {})
    return [
      productId,
      name,
      options,
      variants.map((it) => [
        it.itemId,
        it.available ? 1 : 0,
        it.priceCents,
        ...options.map((option) => it.options[option] ?? ''),
      ]),
    ]
  })
  return {
    packed: gzipSync(`{"products":${JSON.stringify(rows)},"index":${index}}`),
    indexBytes: Buffer.byteLength(index),
  }
}

/** What a reader of the snapshot has to do at least before its first search. */
export function unpackSnapshot(packed: Buffer): {
  readonly products: readonly Product[]
  readonly index: MiniSearch
} {
  const { products, index } = snapshot.parse(JSON.parse(gunzipSync(packed).toString()))
  return {
    index: MiniSearch.loadJS(index, indexOptions),
    products: products.map(productFromRow),
  }
}

/** Not looked into any deeper: whoever wrote it is ourselves, and the time is what is measured. */
const snapshot = z.object({
  products: z.custom<Row[]>(Array.isArray),
  index: z.custom<AsPlainObject>((it) => typeof it === 'object'),
})

type Row = [string, string, string[], [string, number, number, ...string[]][]]

function productFromRow([productId, name, options, variants]: Row): Product {
  return {
    productId,
    name,
    variants: variants.map(([itemId, available, priceCents, ...values]) => ({
      itemId,
      available: available === 1,
      priceCents,
      options: Object.fromEntries(options.map((option, at) => [option, values[at] ?? ''])),
    })),
  }
}
