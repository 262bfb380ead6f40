import * as z from 'zod'
import { dollarsFromCents } from '../../core/money.ts'
import type { Store } from '../../core/store.ts'
import { defineTool, fail, succeed, type Tool } from '../../core/tool.ts'
import type { CatalogueCache } from './catalogue-cache.ts'
import { variantCardPart } from './product-card-part.ts'
import { variantRecordOf } from './product-records.ts'
import type { CatalogueSearch, SearchHit, SearchQuery } from './search.ts'
import { optionsInstead, problemOfOptions, wantedOptions } from './wanted-options.ts'

const longestQuery = 200
const mostVariants = 6

const input = z.strictObject({
  query: z
    .string()
    .describe('What to look for: product words and wanted options, for example "black electric kettle".'),
  options: wantedOptions
    .describe('Options that must be fulfilled, for example [{"name": "color", "value": "black"}].')
    .optional(),
  min_price: z.number().describe('The lowest price in dollars.').optional(),
  max_price: z.number().describe('The highest price in dollars.').optional(),
  available_only: z.boolean().describe('true: leave out what cannot be bought now.').optional(),
})
type Input = z.infer<typeof input>

/** Finds products by words, also mistyped ones. Bounds are checked here: strict tool schemas cannot express them. */
export function searchTool(catalogue: CatalogueCache): Tool {
  return defineTool({
    name: 'search_products',
    description:
      'Searches the catalogue by words; typing errors do not matter. Use it first for any wish or question about a product without an id. Answers up to 5 products, the best first: product_id, name, price_from and price_to in dollars of the variants that fit, how many fit, and up to 6 of them (available and cheap ones first) with item_id, options, price, available. Put hard requirements into options, min_price, max_price and available_only. further_products says how many more fit: ask for what narrows it down, or search with a lower max_price for cheaper ones. No products in the answer means that nothing fits; see its note.',
    input,
    async execute(asked, { store }) {
      const problem = problemOf(asked)
      if (problem !== undefined) return fail('INVALID_ARGUMENTS', problem)
      const { search } = await catalogue(store)
      const query = queryOf(asked)
      const { hits: found, further } = search.find(query)
      const hits = await readAgain(found, query, search, store)
      if (hits.length === 0) return succeed({ products: [], note: noteFor(query, search) })
      return succeed(
        { products: hits.map(recordOf), ...(further > 0 && { further_products: further }) },
        hits.flatMap(cardOf),
      )
    },
  })
}

function problemOf({ query, options, min_price = 0, max_price = Infinity }: Input): string | undefined {
  if (query.trim() === '') return 'query is empty: say what to look for, or use list_all_product_types.'
  if (query.length > longestQuery) return `query is longer than ${longestQuery} characters: use a few words.`
  if (min_price < 0) return 'min_price is below 0: give dollars, or leave it out.'
  if (max_price < 0) return 'max_price is below 0: give dollars, or leave it out.'
  if (max_price < min_price) return 'max_price is below min_price: exchange them, or leave one out.'
  return problemOfOptions('options', options)
}

/** The index may be minutes old; what the customer is told is not. A product that fits no more is left out. */
async function readAgain(
  hits: readonly SearchHit[],
  query: SearchQuery,
  search: CatalogueSearch,
  store: Store,
): Promise<SearchHit[]> {
  const products = await Promise.all(hits.map(({ product }) => store.product(product.productId)))
  return products
    .flatMap((product) => (product ? [{ product, variants: search.fitting(product, query) }] : []))
    .filter(({ variants }) => variants.length > 0)
}

/** Prices to the cent; the small addition takes care of 19.99 * 100 = 1998.9999…. */
function queryOf({ query, options = [], min_price, max_price, available_only = false }: Input): SearchQuery {
  return {
    text: query,
    options,
    availableOnly: available_only,
    ...(min_price !== undefined && { minPriceCents: Math.ceil(min_price * 100 - 1e-6) }),
    ...(max_price !== undefined && { maxPriceCents: Math.floor(max_price * 100 + 1e-6) }),
  }
}

function noteFor(query: SearchQuery, search: CatalogueSearch): string {
  const { hits } = search.find({ text: query.text, options: [], availableOnly: false })
  const [first] = hits
  if (!first) return 'No product has these words. list_all_product_types shows all products.'
  const names = hits.map(({ product }) => `${product.name} (${product.productId})`).join(', ')
  const instead = optionsInstead(first.product, query.options).map((it) => ` ${first.product.name}: ${it}.`)
  return `Nothing fits with these options, price and availability. Without them: ${names}.${instead.join('')} get_product_details shows what there is.`
}

function recordOf({ product, variants }: SearchHit) {
  const prices = variants.map(({ priceCents }) => priceCents)
  return {
    product_id: product.productId,
    name: product.name,
    price_from: dollarsFromCents(Math.min(...prices)),
    price_to: dollarsFromCents(Math.max(...prices)),
    fitting_variants: variants.length,
    variants: variants.slice(0, mostVariants).map(variantRecordOf),
  }
}

function cardOf({ product, variants: [first] }: SearchHit) {
  return first ? [variantCardPart(product, first)] : []
}
