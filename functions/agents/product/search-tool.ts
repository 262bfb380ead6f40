import * as z from 'zod'
import { dollarsFromCents } from '../../core/money.ts'
import { recordFromVariant } from '../../core/store-conversion.ts'
import { defineTool, fail, succeed, type Tool } from '../../core/tool.ts'
import type { CatalogueCache } from './catalogue-cache.ts'
import { variantCardPart } from './product-card-part.ts'
import type { SearchHit, SearchQuery } from './search.ts'

const longestQuery = 200
const mostOptions = 10
const mostVariants = 6

const input = z.strictObject({
  query: z
    .string()
    .describe('What to look for: product words and wanted options, for example "black electric kettle".'),
  options: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .describe('Options that must be fulfilled, for example [{"name": "color", "value": "black"}].')
    .optional(),
  max_price: z.number().describe('The highest price in dollars.').optional(),
  available_only: z.boolean().describe('true: leave out what cannot be bought now.').optional(),
})
type Input = z.infer<typeof input>

/** Finds products by words, also mistyped ones. Bounds are checked here: strict tool schemas cannot express them. */
export function searchTool(catalogue: CatalogueCache): Tool {
  return defineTool({
    name: 'search_products',
    description:
      'Searches the catalogue by words; typing errors do not matter. Use it first for any wish or question about a product without an id. Answers up to 5 products, the best first: product_id, name, price_from and price_to in dollars of the variants that fit, how many fit, and up to 6 of them (available and cheap ones first) with item_id, options, price, available. Put hard requirements into options, max_price and available_only. No products in the answer means that nothing fits; see its note.',
    input,
    async execute(asked, { store }) {
      const problem = problemOf(asked)
      if (problem !== undefined) return fail('INVALID_ARGUMENTS', problem)
      const { search } = await catalogue(store)
      const query = queryOf(asked)
      const hits = search(query)
      if (hits.length === 0) return succeed({ products: [], note: noteFor(query, search) })
      return succeed({ products: hits.map(recordOf) }, hits.flatMap(cardOf))
    },
  })
}

function problemOf({ query, options = [], max_price }: Input): string | undefined {
  if (query.trim() === '') return 'query is empty: say what to look for, or use list_all_product_types.'
  if (query.length > longestQuery) return `query is longer than ${longestQuery} characters: use a few words.`
  if (options.length > mostOptions) return `options has more than ${mostOptions} entries: name fewer.`
  if (options.some(({ name, value }) => name.trim() === '' || value.trim() === '')) {
    return 'options has an entry with an empty name or value: leave it out or fill it in.'
  }
  if (max_price !== undefined && max_price < 0) return 'max_price is below 0: give dollars, or leave it out.'
  return undefined
}

function queryOf({ query, options = [], max_price, available_only = false }: Input): SearchQuery {
  return {
    text: query,
    options,
    availableOnly: available_only,
    ...(max_price !== undefined && { maxPriceCents: Math.floor(max_price * 100 + 1e-6) }),
  }
}

function noteFor(query: SearchQuery, search: (query: SearchQuery) => SearchHit[]): string {
  const close = search({ text: query.text, options: [], availableOnly: false })
  if (close.length === 0) return 'No product has these words. list_all_product_types shows all products.'
  const names = close.map(({ product }) => `${product.name} (${product.productId})`).join(', ')
  return `Nothing fits with these options, price and availability. Without them: ${names}. get_product_details shows what there is.`
}

function recordOf({ product, variants }: SearchHit) {
  const prices = variants.map(({ priceCents }) => priceCents)
  return {
    product_id: product.productId,
    name: product.name,
    price_from: dollarsFromCents(Math.min(...prices)),
    price_to: dollarsFromCents(Math.max(...prices)),
    fitting_variants: variants.length,
    variants: variants.slice(0, mostVariants).map(recordFromVariant),
  }
}

function cardOf({ product, variants: [first] }: SearchHit) {
  return first ? [variantCardPart(product, first)] : []
}
