import type { Product, Store } from '../../core/store.ts'
import { type ProductsByKind, productsByKind } from './kinds.ts'
import { type CatalogueSearch, catalogueSearch } from './search.ts'

export interface Catalogue {
  readonly products: readonly Product[]
  readonly search: CatalogueSearch
  readonly kinds: () => ProductsByKind
}

/** The store's catalogue, read and indexed when first asked for, and again when it is older than `maxAgeMs`. */
export type CatalogueCache = (store: Store) => Promise<Catalogue>

export function catalogueCache({
  now,
  maxAgeMs,
}: {
  readonly now: () => number
  readonly maxAgeMs: number
}): CatalogueCache {
  let cached:
    | { readonly store: Store; readonly readAt: number; readonly catalogue: Promise<Catalogue> }
    | undefined
  return (store) => {
    const at = now()
    if (cached?.store === store && at - cached.readAt < maxAgeMs) return cached.catalogue
    const entry = { store, readAt: at, catalogue: read(store) }
    cached = entry
    entry.catalogue.catch(() => {
      if (cached === entry) cached = undefined
    })
    return entry.catalogue
  }
}

async function read(store: Store): Promise<Catalogue> {
  const products = await store.catalogue()
  let kinds: ProductsByKind | undefined
  return {
    products,
    search: catalogueSearch(products),
    kinds() {
      kinds ??= productsByKind(products)
      return kinds
    },
  }
}
