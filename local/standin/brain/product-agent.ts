import { itemIdsIn } from './context.ts'
import type { Desk, Step, ToolCall } from './desk.ts'
import { asksForAll, queryOf, thingsIn } from './naming.ts'
import {
  answerAboutProducts,
  answerAboutVariant,
  answerFromSearch,
  soldOutVariant,
} from './product-answers.ts'
import { alternativesIn, alternativesTo, variantStep } from './product-variants.ts'
import { catalogueIn, type Product, productsIn, variantsIn } from './records.ts'
import { limitIn } from './variant-choice.ts'
import { listed, mentioned, mentionOf, saysValue } from './words.ts'

const mostProducts = 3
const whichOne = 'Which product do you mean? Tell me its name, or what kind of thing you are looking for.'

/** The next step of the product specialist: find products by their words, read their variants, answer. */
export function productStep(desk: Desk): Step {
  const wish = desk.said
  const aboutVariants = variantStep(desk)
  if (aboutVariants !== undefined) return aboutVariants
  const known = knownProducts(desk)
  const lookUps = desk.open(byId(desk))
  if (lookUps.length > 0) return lookUps
  const variant = variantAsked(desk)
  if (variant !== undefined && !isCatalogueWide(wish)) return answerAboutVariant(variant, known, wish)
  if (asksForAll(wish)) {
    const list = desk.open([{ name: 'list_all_product_types', input: {} }])
    return list.length > 0 ? list : catalogueText(known)
  }

  const searches = desk.done.some((it) => it.name === 'search_products')
    ? []
    : desk.open(searchesFor(wish, desk))
  if (searches.length > 0) return searches
  const chosen = choose(known, wish)
  if (chosen.length === 0) {
    if (queryOf(wish) === '') return whichOne
    const [hit] = desk.done.flatMap((it) => (it.name === 'search_products' ? productsIn(it.value) : []))
    if (hit !== undefined) return answerFromSearch(hit)
    const list = desk.open([{ name: 'list_all_product_types', input: {} }])
    return list.length > 0 ? list : nothingFound(wish, known)
  }
  const details = desk.open(
    chosen.map((it) => ({ name: 'get_product_details', input: { product_id: it.product_id } })),
  )
  if (details.length > 0) return details
  const soldOut = soldOutVariant(chosen, wish)
  const alternatives = desk.open(soldOut === undefined ? [] : [alternativesTo(soldOut.item_id)])
  if (alternatives.length > 0) return alternatives
  return (soldOut && alternativesIn(desk)) ?? answerAboutProducts(chosen, wish)
}

/** Every product that a tool has shown, with the variants of the fullest showing. */
function knownProducts(desk: Desk): Product[] {
  const shown = desk.done.flatMap((it) => {
    const products = productsIn(it.value)
    // What a search shows of a product is a part; the details come later and win.
    return it.name === 'list_all_product_types' && products.length === 0 ? catalogueIn(it.value) : products
  })
  const known = new Map<string, Product>()
  for (const product of shown) {
    const before = known.get(product.product_id)
    if (before === undefined || product.variants.length >= before.variants.length)
      known.set(product.product_id, product)
  }
  return [...known.values()]
}

/** Ten digits are an item id or a product id: they are tried as the one, then as the other. */
function byId(desk: Desk): ToolCall[] {
  return itemIdsIn(desk.said).flatMap((id): ToolCall[] => {
    const asItem = { name: 'get_item_details', input: { item_id: id } }
    const asProduct = { name: 'get_product_details', input: { product_id: id } }
    const isProduct = new RegExp(`product (id )?${id}`, 'i').test(desk.said)
    const tried = desk.done.filter((it) => Object.values(it.input).includes(id))
    if (tried.length === 0) return [isProduct ? asProduct : asItem]
    return tried.every((it) => it.error !== undefined) ? [isProduct ? asItem : asProduct] : []
  })
}

function variantAsked(desk: Desk) {
  const items = desk.done.filter((it) => it.name === 'get_item_details')
  return items.flatMap((it) => variantsIn(it.value)).at(-1)
}

function isCatalogueWide(wish: string): boolean {
  return (
    /\b(other|else|similar|alternatives?|instead|compare|which|what)\b/i.test(wish) && queryOf(wish) !== ''
  )
}

/** One search for each thing that is named; without a name, one for the options that are. */
function searchesFor(wish: string, desk: Desk): ToolCall[] {
  const properties = desk.tool('search_products')?.input_schema.properties ?? {}
  const price = limitIn(wish)
  const limit = price !== undefined && 'max_price' in properties ? { max_price: price } : {}
  const things = thingsIn(wish)
  const queries =
    things.length > 0 ? things.slice(0, mostProducts) : [queryOf(wish)].filter((it) => it !== '')
  return queries.map((query) => ({ name: 'search_products', input: { query, ...limit } }))
}

/** The products that are meant, at most three. */
function choose(known: readonly Product[], wish: string): Product[] {
  const byId = known.filter((it) => itemIdsIn(wish).includes(it.product_id))
  if (byId.length > 0) return byId.slice(0, mostProducts)
  const named = mentioned(known, (it) => it.name, wish)
  // Several full names are a comparison: "the Tea Kettle or the Electric Kettle". Beside a full name others need one, too.
  if (named.length > 0) {
    const others = known.filter((it) => !named.includes(it) && mentionOf(it.name, wish) >= 0.5)
    const isComparison = /\b(compare|difference|versus|vs|or)\b/i.test(wish)
    return (isComparison ? [...named, ...others] : named).slice(0, mostProducts)
  }
  return known
    .filter((it) => it.variants.some((variant) => hasWish(variant.options, wish)))
    .slice(0, mostProducts)
}

function hasWish(options: Record<string, string>, wish: string): boolean {
  return Object.entries(options).some(([name, value]) => saysValue(name, value, wish))
}

function catalogueText(known: readonly Product[]): string {
  if (known.length === 0) return 'I cannot see the catalogue at the moment.'
  const names = known.map((it) => it.name).toSorted()
  const shown = names.slice(0, 12)
  const rest = names.length - shown.length
  return `We have ${names.length} kinds of products, for example ${listed(shown)}${rest > 0 ? `, and ${rest} more` : ''}. Which one are you interested in?`
}

function nothingFound(wish: string, known: readonly Product[]): string {
  const query = queryOf(wish)
  const what = query === '' ? 'that' : `"${query}"`
  const near = known.slice(0, 3).map((it) => it.name)
  const hint = near.length > 0 && known.length <= 5 ? ` We do have ${listed(near)}.` : ''
  return `I found nothing in our catalogue for ${what}.${hint} Is there another word for it, or another product I can look up?`
}
