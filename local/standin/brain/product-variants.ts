import * as z from 'zod'
import { itemIdsIn } from './context.ts'
import type { Desk, Step, ToolCall } from './desk.ts'
import { thingsIn } from './naming.ts'
import { byPrice } from './variant-choice.ts'
import { listed, money, optionsText } from './words.ts'

/** What a specialist does about variants that are known by their ids; nothing if the wish is about something else. */
export function variantStep(desk: Desk): Step | undefined {
  const call = comparisonWanted(desk) ?? alternativesWanted(desk)
  if (call === undefined) return undefined
  const open = desk.open([call])
  if (open.length > 0) return open
  return call.name === 'compare_variants' ? comparisonIn(desk) : alternativesIn(desk)
}

/** Looks for what is available in place of an item, if there is a tool for it. */
export function alternativesTo(itemId: string): ToolCall {
  return { name: 'find_alternatives', input: { item_id: itemId } }
}

/** The answer from what was found in place of an item. */
export function alternativesIn(desk: Desk): string | undefined {
  const found = shown(desk, 'find_alternatives', alternatives)
  if (found === undefined) return undefined
  const { item, same_product, other_products } = found
  const state = item.available ? 'is available' : 'is not available at the moment'
  const same = same_product.map((it) => `- ${lineFor(it)}; ${it.differs}`)
  const others = other_products.map((it) => `- the ${it.name}, ${lineFor(it)}; ${it.differs}`)
  return [
    `The ${item.name} (${optionsText(item.options)}) ${state}.`,
    ...(same.length > 0
      ? ['The nearest that are available:', ...same]
      : ['No other variant of it is available.']),
    ...(others.length > 0 ? ['Other products of this kind:', ...others] : []),
  ].join('\n')
}

/** "Which of the two is cheaper?" after two items were shown, or with their ids. */
function comparisonWanted(desk: Desk): ToolCall | undefined {
  if (!/\b(compar\w*|cheaper|cheapest|differ\w*|versus|vs|more expensive)\b/i.test(desk.said))
    return undefined
  const isOfShown = /\b(two|three|both|them|these|those)\b/i.test(desk.said)
  const named = itemIdsIn(desk.said)
  const item_ids = named.length > 1 || !isOfShown ? named : itemIdsIn(lastShown(desk))
  return item_ids.length > 1 && item_ids.length <= 6
    ? { name: 'compare_variants', input: { item_ids } }
    : undefined
}

/** "It is out of stock, what else is there?" after one item was shown, or with its id. */
function alternativesWanted(desk: Desk): ToolCall | undefined {
  const words = /\b(alternatives?|instead|else|similar|nearest|closest)\b/gi
  if (!words.test(desk.said)) return undefined
  const named = itemIdsIn(desk.said)
  const namesNoThing = thingsIn(desk.said.replace(words, '')).length === 0
  const [item, ...others] = named.length > 0 || !namesNoThing ? named : itemIdsIn(lastShown(desk))
  return item !== undefined && others.length === 0 ? alternativesTo(item) : undefined
}

function lastShown(desk: Desk): string {
  return desk.reading.conversation.findLast((it) => it.from !== 'customer')?.text ?? ''
}

function comparisonIn(desk: Desk): string | undefined {
  const found = shown(desk, 'compare_variants', comparison)
  if (found === undefined) return undefined
  const cheap = byPrice(found.variants)
  const [least, most] = [cheap[0], cheap.at(-1)]
  if (least === undefined || most === undefined) return undefined
  const apart = most.price - least.price
  const word = found.variants.length === 2 ? 'cheaper' : 'cheapest'
  const aspects = found.differences
    .map((it) => it.split(':')[0] ?? '')
    .filter((it) => !/price|available|product/.test(it))
  return [
    apart === 0
      ? `They cost the same, ${money(least.price)}.`
      : `The ${word} one is item ${least.item_id}, by ${money(apart)}.`,
    ...found.variants.map(
      (it) => `- ${it.name}, ${lineFor(it)}${it.available ? '' : ', not available at the moment'}`,
    ),
    ...(aspects.length > 0 ? [`They differ in ${listed(aspects)}.`] : []),
  ].join('\n')
}

function lineFor(it: z.infer<typeof variant>): string {
  return `${optionsText(it.options)}: ${money(it.price)} (item ${it.item_id})`
}

function shown<Schema extends z.ZodType>(desk: Desk, tool: string, schema: Schema) {
  const done = desk.done.findLast((it) => it.name === tool && it.error === undefined)
  const parsed = schema.safeParse(done?.value)
  return parsed.success ? parsed.data : undefined
}

const variant = z.object({
  item_id: z.string(),
  options: z.record(z.string(), z.string()),
  available: z.boolean(),
  price: z.number(),
})
const named = variant.extend({ name: z.string() })
const comparison = z.object({ variants: z.array(named), differences: z.array(z.string()).default([]) })
const alternatives = z.object({
  item: named,
  same_product: z.array(variant.extend({ differs: z.string() })),
  other_products: z.array(named.extend({ differs: z.string() })),
})
