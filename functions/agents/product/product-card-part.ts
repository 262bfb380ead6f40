import type { Part } from '../../core/parts.ts'
import type { Product, Variant } from '../../core/store.ts'
import { inOptionOrder } from './option-order.ts'

/** The card of a product as a whole: its lowest price among what can be bought, without options. */
export function productCardPart(product: Product): Part {
  const available = product.variants.filter((variant) => variant.available)
  const prices = (available.length > 0 ? available : product.variants).map(({ priceCents }) => priceCents)
  return {
    type: 'product_card',
    productId: product.productId,
    name: product.name,
    options: {},
    priceCents: prices.length > 0 ? Math.min(...prices) : 0,
    available: available.length > 0,
    ...pictureOf(product),
  }
}

export function variantCardPart(product: Product, variant: Variant): Part {
  return {
    type: 'product_card',
    productId: product.productId,
    itemId: variant.itemId,
    name: product.name,
    options: inOptionOrder(variant.options),
    priceCents: variant.priceCents,
    available: variant.available,
    ...pictureOf(variant.imageUrl === undefined ? product : variant),
  }
}

function pictureOf({ imageUrl }: Pick<Product, 'imageUrl'>) {
  return imageUrl === undefined ? {} : { imageUrl }
}
