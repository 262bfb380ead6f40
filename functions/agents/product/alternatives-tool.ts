import * as z from 'zod'
import type { Product, Variant } from '../../core/store.ts'
import { defineTool, fail, succeed, type Tool } from '../../core/tool.ts'
import { alternativesAmong, alternativesWithin, type ProductVariant } from './alternatives.ts'
import type { CatalogueCache } from './catalogue-cache.ts'
import { differencesFrom } from './differences.ts'
import { kindOf } from './kinds.ts'
import { variantCardPart } from './product-card-part.ts'
import { namedRecordOf, variantRecordOf } from './product-records.ts'
import { optionFilter, optionsInstead, problemOfOptions, wantedOptions } from './wanted-options.ts'

const mostWithin = 4
const mostOthers = 3

const input = z.strictObject({
  item_id: z.string(),
  keep: wantedOptions
    .describe('Options that an alternative must have, for example [{"name": "size", "value": "M"}].')
    .optional(),
})

/** What can be bought in place of a variant. Whatever is named is read anew; only the choice is from the index. */
export function alternativesTool(catalogue: CatalogueCache): Tool {
  return defineTool({
    name: 'find_alternatives',
    description:
      'What is available in place of one item: the nearest variants of the same product (most equal options first, then the nearest price), then the nearest other products of the same kind by name, each with item_id, options, price in dollars and how it differs from the item. Use it when a variant is not available or does not suit; put what matters to the customer into keep. An exchange or a change of an order needs an item of the same product. Errors: ITEM_NOT_FOUND, INVALID_ARGUMENTS.',
    input,
    async execute({ item_id, keep = [] }, { store }) {
      const problem = problemOfOptions('keep', keep)
      if (problem !== undefined) return fail('INVALID_ARGUMENTS', problem)
      const product = await store.productOfItem(item_id)
      const item = product?.variants.find((it) => it.itemId === item_id)
      if (!product || !item) {
        return fail('ITEM_NOT_FOUND', 'No item has this id. If it is a product id, use get_product_details.')
      }
      const isKept = optionFilter(keep)
      const kept = alternativesWithin(product, item, isKept)
      const within = kept.length > 0 ? kept : alternativesWithin(product, item, () => true)
      const alike = (await catalogue(store)).kinds().get(kindOf(product.name)) ?? []
      const nearest = alternativesAmong(alike, { product, variant: item }, isKept).slice(0, mostOthers)
      const again = await Promise.all(nearest.map((it) => store.product(it.product.productId)))
      const others = alternativesAmong(
        again.flatMap((it) => it ?? []),
        { product, variant: item },
        isKept,
      )
      const same = within.slice(0, mostWithin)
      const note = noteOn(product, item, {
        isKept: kept.length > 0 || keep.length === 0,
        instead: optionsInstead(product, keep),
        within: same,
        others,
      })
      return succeed(
        {
          item: namedRecordOf({ product, variant: item }),
          same_product: same.map((it) => ({ ...variantRecordOf(it), differs: differencesFrom(item, it) })),
          other_products: others.map((it) => ({
            ...namedRecordOf(it),
            differs: differencesFrom(item, it.variant),
          })),
          ...(note !== '' && { note }),
        },
        [...same.map((variant) => ({ product, variant })), ...others].map((it) =>
          variantCardPart(it.product, it.variant),
        ),
      )
    },
  })
}

function noteOn(
  product: Product,
  item: Variant,
  found: {
    readonly isKept: boolean
    readonly instead: readonly string[]
    readonly within: readonly Variant[]
    readonly others: readonly ProductVariant[]
  },
): string {
  const unkept = ['Nothing available of this product has all that keep asks for', ...found.instead].join('; ')
  return [
    ...(item.available ? ['The item itself is available.'] : []),
    ...(found.isKept ? [] : [`${unkept}.`]),
    ...(found.isKept || found.within.length === 0 ? [] : ['The variants here do not keep it.']),
    ...(found.within.length > 0 ? [] : [`No other variant of the ${product.name} is available.`]),
    ...(found.others.length > 0
      ? []
      : ['No other product of this kind by name is available; search_products finds more by other words.']),
  ].join(' ')
}
