import { isDeepStrictEqual } from 'node:util'
import type { Product, Variant } from '../../functions/core/store.ts'
import { type ProductIdea, productIdeas, staples } from './demo-products.ts'
import type { Random } from './random.ts'

/** The demo store's products, each with a part of its possible variants; about two thirds of those are available. */
export function demoCatalogue(random: Random): Product[] {
  return productIdeas.map((idea) => {
    const always = staples[idea.name] ?? []
    const others = combinations(idea).filter((it) => !always.some((staple) => isDeepStrictEqual(staple, it)))
    return {
      productId: random.newDigits(10),
      name: idea.name,
      variants: [
        ...always.map((options) => variantOf(idea, options, true, random)),
        ...random
          .sample(others, idea.count - always.length)
          .map((options, index) => variantOf(idea, options, index === 0 || random.chance(0.66), random)),
      ],
    }
  })
}

function variantOf(
  idea: ProductIdea,
  options: Readonly<Record<string, string>>,
  available: boolean,
  random: Random,
): Variant {
  return {
    itemId: random.newDigits(10),
    options,
    available,
    priceCents: priceOf(idea, options, random),
  }
}

function combinations({ options }: ProductIdea): Record<string, string>[] {
  let all: Record<string, string>[] = [{}]
  for (const [name, values] of Object.entries(options)) {
    all = all.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })))
  }
  return all
}

/** Shop prices: a step for each dearer value, a little spread, and an ending of 99, 49 or 95 cents. */
function priceOf(idea: ProductIdea, options: Readonly<Record<string, string>>, random: Random): number {
  const steps = idea.dearer.reduce(
    (sum, name) => sum + Math.max(0, idea.options[name]?.indexOf(options[name] ?? '') ?? 0),
    0,
  )
  const dollars = Math.round(idea.price * (1 + 0.16 * steps) * (1 + random.int(-3, 3) / 100))
  return dollars * 100 + random.pick([-1, -1, 49, -5])
}
