import type { Product, Variant } from '../../core/store.ts'
import { agreementWith } from './differences.ts'
import { wordsOf } from './words.ts'

/** A variant and its product. */
export interface ProductVariant {
  readonly product: Product
  readonly variant: Variant
}

/**
 * The available variants of the product, apart from the original: those with most of its options first, then those
 * with the nearest price.
 */
export function alternativesWithin(
  product: Product,
  original: Variant,
  isWanted: (variant: Variant) => boolean,
): Variant[] {
  return ranked(product, original, isWanted, agreementWith(original)).map(({ variant }) => variant)
}

/** The nearest available variant of each other product; first those with most in common by name and options. */
export function alternativesAmong(
  products: readonly Product[],
  { product: own, variant: original }: ProductVariant,
  isWanted: (variant: Variant) => boolean,
): ProductVariant[] {
  const ownWords = new Set(wordsOf(own.name))
  const agreeing = agreementWith(original)
  return products
    .filter(({ productId }) => productId !== own.productId)
    .flatMap((product) => {
      const words = wordsOf(product.name).filter((word) => ownWords.has(word)).length
      return ranked(product, original, isWanted, agreeing)
        .slice(0, 1)
        .map((it) => ({ ...it, product, common: words + it.agreeing }))
    })
    .sort((a, b) => b.common - a.common || byDistance(a, b))
    .map(({ product, variant }) => ({ product, variant }))
}

interface Ranked {
  readonly variant: Variant
  readonly agreeing: number
  /** Cents. */
  readonly distance: number
}

function ranked(
  product: Product,
  original: Variant,
  isWanted: (variant: Variant) => boolean,
  agreeing: (variant: Variant) => number,
): Ranked[] {
  return product.variants
    .filter((it) => it.available && it.itemId !== original.itemId && isWanted(it))
    .map((variant) => ({
      variant,
      agreeing: agreeing(variant),
      distance: Math.abs(variant.priceCents - original.priceCents),
    }))
    .sort((a, b) => b.agreeing - a.agreeing || byDistance(a, b))
}

/** At the same distance the cheaper one first; the id decides at last, so that the order is always the same. */
function byDistance(a: Ranked, b: Ranked): number {
  return (
    a.distance - b.distance ||
    a.variant.priceCents - b.variant.priceCents ||
    (a.variant.itemId < b.variant.itemId ? -1 : 1)
  )
}
