import type { Product, Variant } from '../../core/store.ts'
import { recordFromProduct, recordFromVariant } from '../../core/store-conversion.ts'
import { inOptionOrder } from './option-order.ts'

/** A variant as the tools show it: in the store's own format, its options in one order. Pictures are for cards. */
export function variantRecordOf({ imageUrl: _, ...variant }: Variant) {
  return recordFromVariant({ ...variant, options: inOptionOrder(variant.options) })
}

/** A variant that stands apart from its product. */
export function namedRecordOf({
  product,
  variant,
}: {
  readonly product: Product
  readonly variant: Variant
}) {
  return { product_id: product.productId, name: product.name, ...variantRecordOf(variant) }
}

export function productRecordOf({ productId, name, variants }: Product) {
  const shown = variants.map(({ imageUrl: _, ...it }) => ({ ...it, options: inOptionOrder(it.options) }))
  return recordFromProduct({ productId, name, variants: shown })
}
