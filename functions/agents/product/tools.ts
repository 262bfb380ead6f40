import * as z from 'zod'
import { defineTool, fail, succeed, type Tool } from '../../core/tool.ts'
import { alternativesTool } from './alternatives-tool.ts'
import { catalogueCache } from './catalogue-cache.ts'
import { compareVariants } from './compare-tool.ts'
import { listTool } from './list-tool.ts'
import { productCardPart, variantCardPart } from './product-card-part.ts'
import { productRecordOf, variantRecordOf } from './product-records.ts'
import { searchTool } from './search-tool.ts'

const quarterOfAnHour = 15 * 60 * 1000

/**
 * What the product agent can look up; products are for everyone to read. The catalogue and its search index are kept
 * for `maxAgeMs` as long as the environment lives, and choose which products are spoken of; those are read each time,
 * so that prices and availability are never old.
 */
export function productTools({
  now,
  maxAgeMs = quarterOfAnHour,
}: {
  /** Milliseconds. */
  readonly now: () => number
  readonly maxAgeMs?: number
}): readonly Tool[] {
  const catalogue = catalogueCache({ now, maxAgeMs })
  return [
    searchTool(catalogue),
    getProductDetails,
    getItemDetails,
    compareVariants,
    alternativesTool(catalogue),
    listTool(catalogue),
  ]
}

const getProductDetails = defineTool({
  name: 'get_product_details',
  description:
    'One product with all its variants, the unavailable ones too: item_id, options, price in dollars, available. Use it to see which options and variants exist. product_id comes from search_products, list_all_product_types or an order; an item id is not a product id. Errors: PRODUCT_NOT_FOUND.',
  input: z.strictObject({ product_id: z.string() }),
  async execute({ product_id }, { store }) {
    const product = await store.product(product_id)
    if (!product) return noProduct
    return succeed(productRecordOf(product), [productCardPart(product)])
  },
})

const getItemDetails = defineTool({
  name: 'get_item_details',
  description:
    'One variant (item): item_id, options, price in dollars, available. Use it when you have an item id, for example from an order; a product id is not an item id. Errors: ITEM_NOT_FOUND.',
  input: z.strictObject({ item_id: z.string() }),
  async execute({ item_id }, { store }) {
    const product = await store.productOfItem(item_id)
    const variant = product?.variants.find((it) => it.itemId === item_id)
    if (!product || !variant) return noItem
    return succeed(variantRecordOf(variant), [variantCardPart(product, variant)])
  },
})

const noProduct = fail(
  'PRODUCT_NOT_FOUND',
  'No product has this id. If it is an item id, use get_item_details; search_products finds products by words.',
)

const noItem = fail(
  'ITEM_NOT_FOUND',
  'No item has this id. If it is a product id, use get_product_details, which lists its items.',
)
