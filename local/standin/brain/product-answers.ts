import type { Product, Variant } from './records.ts'
import {
  byPrice,
  extremeIn,
  fits,
  isAffordable,
  limitIn,
  nearest,
  optionAsked,
  optionsOf,
  unknownColours,
  type Wanted,
  wantedOptions,
} from './variant-choice.ts'
import { inOrder, listed, money, optionsText, optionText } from './words.ts'

const mostListed = 4

/** An answer about one to three products, from their variants alone. */
export function answerAboutProducts(products: readonly Product[], wish: string): string {
  const [first, ...others] = products
  if (first === undefined) return 'I found no such product.'
  if (others.length === 0) return aboutOne(first, wish)
  const lines = products.map((it) => `- ${it.name}: ${overview(it)}`)
  const priced = products.flatMap((it) => {
    const cheapest = byPrice(it.variants.filter((variant) => variant.available))[0]
    return cheapest === undefined ? [] : [{ name: it.name, price: cheapest.price }]
  })
  const least = priced.toSorted((left, right) => left.price - right.price)[0]
  const verdict =
    least === undefined
      ? ''
      : `\nThe lowest price among them is the ${least.name}, from ${money(least.price)}.`
  return `This is what we have:\n${lines.join('\n')}${verdict}`
}

/** The one variant that has all that is wished for, if it cannot be bought now. */
export function soldOutVariant([product, ...others]: readonly Product[], wish: string): Variant | undefined {
  if (product === undefined || others.length > 0 || unknownColours(product, wish).length > 0) return undefined
  const wanted = wantedOptions(product, wish)
  const [variant, ...more] = product.variants.filter((it) => fits(it, wanted))
  const isOne = wanted.size > 0 && more.length === 0 && limitIn(wish) === undefined
  return isOne && variant?.available === false ? variant : undefined
}

/** What the search took mistyped words for: the product it found, with the variants it showed. */
export function answerFromSearch({ name, variants }: Product): string {
  const available = byPrice(variants.filter((it) => it.available))
  return available.length === 0
    ? `The nearest in our catalogue is the ${name}; nothing of it is available at the moment.`
    : `The nearest in our catalogue is the ${name}${priceText(available)}:\n${variantList(available)}`
}

/** An answer about the one variant whose item id was named. */
export function answerAboutVariant(variant: Variant, known: readonly Product[], wish: string): string {
  const name = known.find((it) => it.variants.some((other) => other.item_id === variant.item_id))?.name
  const what = name === undefined ? `Item ${variant.item_id}` : `The ${name}, item ${variant.item_id},`
  const state = variant.available ? 'is available' : 'is not available at the moment'
  const isPrice = /\b(price|cost|how much)\b/i.test(wish)
  const price = `${isPrice ? 'costs' : 'and costs'} ${money(variant.price)}`
  return isPrice
    ? `${what} (${optionsText(variant.options)}) ${price} and ${state}.`
    : `${what} (${optionsText(variant.options)}) ${state} ${price}.`
}

function aboutOne(product: Product, wish: string): string {
  if (product.variants.length === 0)
    return `We have the ${product.name}. I cannot see its variants at the moment.`
  const wanted = wantedOptions(product, wish)
  const unknown = unknownColours(product, wish)
  if (unknown.length > 0) return withoutColour(product, unknown)
  const fitting = product.variants.filter((it) => fits(it, wanted) && isAffordable(it, wish))
  const available = byPrice(fitting.filter((it) => it.available))
  const asked = optionAsked(product, wish)
  if (asked !== undefined) return valuesText(product, asked, fitting)
  const isNarrowed = wanted.size > 0 || limitIn(wish) !== undefined
  if (available.length === 0) return notAvailable(product, wanted, fitting, wish)
  const extreme = extremeIn(wish)
  if (extreme !== undefined) {
    const one = extreme === 'least' ? available[0] : available.at(-1)
    const word = extreme === 'least' ? 'cheapest' : 'most expensive'
    return `The ${word} available ${product.name}${wantedText(wanted)} is ${one === undefined ? 'unknown' : variantText(one)}.`
  }
  if (!isNarrowed) return `The ${product.name}: ${overview(product)} ${choicesText(product)}`.trim()
  const isAsked = /^\W*(and )?(is|are|do|does|can|could|have|has|any)\b/i.test(wish)
  const many = isAsked ? `Yes: ${count(available)}` : capitalised(count(available))
  return `${many} of the ${product.name}${wantedText(wanted)} ${available.length === 1 ? 'is' : 'are'} available${priceText(available)}.\n${variantList(available)}`
}

function valuesText(product: Product, option: string, fitting: readonly Variant[]): string {
  const values = inOrder(optionsOf(product).get(option) ?? [])
  const has = (value: string) => fitting.some((it) => it.available && it.options[option] === value)
  const now = values.filter(has)
  const later = values.filter((it) => !has(it))
  const open = now.length === 0 ? 'none of them is available at the moment' : `available now: ${listed(now)}`
  const closed = now.length > 0 && later.length > 0 ? `; not available at the moment: ${listed(later)}` : ''
  return `The ${product.name}, by ${option}: ${open}${closed}.`
}

function withoutColour(product: Product, colours: readonly string[]): string {
  const option = [...optionsOf(product)].find(([name]) => /colou?r/i.test(name))
  const instead = option === undefined ? choicesText(product) : `The colors are ${listed(option[1])}.`
  return `No, the ${product.name} ${verb(product, 'do')} not come in ${listed(colours, 'or')}. ${instead}`
}

function notAvailable(product: Product, wanted: Wanted, fitting: readonly Variant[], wish: string): string {
  const what = `${product.name}${wantedText(wanted)}`
  const why = fitting.length > 0 ? 'not available at the moment' : 'not made in this combination'
  const affordable = product.variants.filter((it) => it.available && isAffordable(it, wish))
  const near = nearest(affordable, wanted).slice(0, 3)
  if (near.length === 0) {
    const limit = limitIn(wish)
    return limit === undefined
      ? `Sorry, the ${what} ${verb(product, 'be')} not available at the moment, in any variant.`
      : `No ${product.name} is available at ${money(limit)} or less. ${overview(product)}`
  }
  return `Sorry, the ${what} ${verb(product, 'be')} ${why}. The nearest that are available:\n${variantList(near)}`
}

function overview(product: Product): string {
  const available = byPrice(product.variants.filter((it) => it.available))
  if (available.length === 0) return `${product.variants.length} variants, none available at the moment.`
  return `${available.length} of ${product.variants.length} variants available${priceText(available)}.`
}

function choicesText(product: Product): string {
  const choices = [...optionsOf(product)].map(
    ([option, values]) => `${option} (${inOrder(values).join(', ')})`,
  )
  return choices.length === 0 ? '' : `You can choose ${listed(choices)}.`
}

function priceText(variants: readonly Variant[]): string {
  const [least, most] = [variants[0]?.price ?? 0, variants.at(-1)?.price ?? 0]
  return least === most ? `, at ${money(least)}` : `, from ${money(least)} to ${money(most)}`
}

function variantList(variants: readonly Variant[]): string {
  const rest = variants.length - mostListed
  const lines = variants.slice(0, mostListed).map((it) => `- ${variantText(it)}`)
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')
}

function variantText(variant: Variant): string {
  return `${optionsText(variant.options)}: ${money(variant.price)} (item ${variant.item_id})`
}

function wantedText(wanted: Wanted): string {
  const values = [...wanted].map(([option, said]) => optionText(option, listed(said, 'or')))
  return values.length === 0 ? '' : ` (${values.join(', ')})`
}

function count(variants: readonly Variant[]): string {
  return variants.length === 1 ? 'one variant' : `${variants.length} variants`
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** "The Trail Shoes are", "the Rain Jacket is". */
function verb(product: Product, word: 'do' | 'be'): string {
  const isPlural = /[^su]s$/.test(product.name)
  return { do: isPlural ? 'do' : 'does', be: isPlural ? 'are' : 'is' }[word]
}
