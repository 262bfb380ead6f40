import * as z from 'zod'
import type { Store } from '../../core/store.ts'
import { defineTool, fail, succeed, type ToolResult } from '../../core/tool.ts'
import type { ProductVariant } from './alternatives.ts'
import { comparison } from './comparison.ts'
import { variantCardPart } from './product-card-part.ts'
import { optionFilter, optionsInstead, problemOfOptions, wantedOptions } from './wanted-options.ts'

const fewest = 2
const most = 6

const input = z.strictObject({
  item_ids: z.array(z.string()).describe('2 to 6 item ids, of one product or of several.').optional(),
  product_id: z
    .string()
    .describe(
      'In place of item_ids: compares the variants of this product, the available and cheap ones first.',
    )
    .optional(),
  options: wantedOptions
    .describe(
      'Only with product_id: options that the variants must have, for example [{"name": "color", "value": "black"}].',
    )
    .optional(),
})
type Input = z.infer<typeof input>

/** Puts variants side by side. What they cost and whether they are available is read anew each time. */
export const compareVariants = defineTool({
  name: 'compare_variants',
  description:
    'Puts 2 to 6 variants side by side: give item_ids, or a product_id and perhaps options. Answers the variants (item_id, options, price in dollars, available, product), what is the same, and each difference with the item ids that have it. Use it for "which is cheaper", "what is the difference". For a product with more than 6 fitting variants it shows 6 and says how many fit. Errors: ITEM_NOT_FOUND, PRODUCT_NOT_FOUND, INVALID_ARGUMENTS.',
  input,
  async execute(asked, { store }) {
    const problem = problemOf(asked)
    if (problem !== undefined) return fail('INVALID_ARGUMENTS', problem)
    if (asked.product_id !== undefined)
      return await withinProduct(asked.product_id, asked.options ?? [], store)
    return await byIds([...new Set(asked.item_ids)], store)
  },
})

function problemOf({ item_ids, product_id, options }: Input): string | undefined {
  if ((item_ids === undefined) === (product_id === undefined)) return 'Give either item_ids or product_id.'
  if (item_ids === undefined) return problemOfOptions('options', options)
  if (options !== undefined) return 'options only go with product_id: leave them out, or give product_id.'
  const count = new Set(item_ids).size
  if (count < fewest)
    return `item_ids has ${count} different ids: name at least ${fewest}, or use get_item_details.`
  if (count > most) return `item_ids has ${count} ids: compare at most ${most} at once.`
  return undefined
}

async function byIds(itemIds: readonly string[], store: Store): Promise<ToolResult> {
  const found = await Promise.all(
    itemIds.map(async (itemId) => {
      const product = await store.productOfItem(itemId)
      const variant = product?.variants.find((it) => it.itemId === itemId)
      return product && variant && { product, variant }
    }),
  )
  const unknown = itemIds.filter((_, at) => found[at] === undefined)
  if (unknown.length > 0) {
    return fail(
      'ITEM_NOT_FOUND',
      `No item has the id ${unknown.join(', ')}. If it is a product id, get_product_details lists its items.`,
    )
  }
  return compared(found.flatMap((it) => it ?? []))
}

async function withinProduct(
  productId: string,
  options: NonNullable<Input['options']>,
  store: Store,
): Promise<ToolResult> {
  const product = await store.product(productId)
  if (!product) {
    return fail(
      'PRODUCT_NOT_FOUND',
      'No product has this id. If it is an item id, give it in item_ids; search_products finds products by words.',
    )
  }
  const fitting = product.variants
    .filter(optionFilter(options))
    .sort((a, b) => Number(b.available) - Number(a.available) || a.priceCents - b.priceCents)
  const note = noteOn(fitting.length, optionsInstead(product, options))
  return compared(
    fitting.slice(0, most).map((variant) => ({ product, variant })),
    { fitting_variants: fitting.length, ...(note !== undefined && { note }) },
  )
}

function noteOn(fitting: number, instead: readonly string[]): string | undefined {
  if (fitting > most)
    return `${fitting} variants fit; these are ${most} of them. More options narrow it down.`
  if (fitting >= fewest) return undefined
  const found = fitting === 0 ? 'No variant fits' : 'Only one variant fits, so there is nothing to compare'
  return `${[found, ...instead].join('; ')}.`
}

function compared(variants: readonly ProductVariant[], more: object = {}): ToolResult {
  if (variants.length === 0) return succeed({ variants: [], ...more })
  return succeed(
    { ...comparison(variants), ...more },
    variants.map(({ product, variant }) => variantCardPart(product, variant)),
  )
}
