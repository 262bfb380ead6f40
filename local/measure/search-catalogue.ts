import type { Product } from '../../functions/core/store.ts'
import { demoCatalogue } from '../store/demo-catalogue.ts'
import { type Random, seededRandom } from '../store/random.ts'

/**
 * A catalogue of exactly so many variants: the demo store's range again and again, each time with other prices and
 * variants, under the name of another brand; each product has a made-up model's name. "Moravi Tesola Electric Kettle"
 */
export function scaledCatalogue(variants: number, seed: number): Product[] {
  const random = seededRandom(seed)
  const products: Product[] = []
  let left = variants
  while (left > 0) {
    const brand = madeUpName(random)
    for (const product of demoCatalogue(random)) {
      if (left === 0) break
      const kept = product.variants.slice(0, left)
      left -= kept.length
      products.push({
        ...product,
        name: `${brand} ${madeUpName(random)} ${product.name}`,
        variants: kept,
      })
    }
  }
  return products
}

/** What the product is without brand and model: "Electric Kettle". */
export function thingOf({ name }: Product): string {
  return name.split(' ').slice(2).join(' ')
}

const syllables = 'al bri co da el fo ga hi jo ka lu mo ne or pi ra so ti ul va we yo ze'.split(' ')

function madeUpName(random: Random): string {
  const letters = Array.from({ length: random.int(3, 4) }, () => random.pick(syllables)).join('')
  return letters.slice(0, 1).toUpperCase() + letters.slice(1)
}
