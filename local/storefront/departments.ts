import type { Product } from '../../functions/core/store.ts'

/** Where a shopper would look for things; the store's own data does not say. */
export interface Department {
  readonly key: string
  readonly name: string
}

const known: readonly (Department & { readonly words: RegExp })[] = [
  {
    key: 'clothing',
    name: 'Clothing',
    words: /shirt|sweater|jacket|fleece|shoe|sneaker|boot|sunglass|beanie|coat|\bhat\b|\bcap\b|glove|sock/i,
  },
  {
    key: 'outdoors',
    name: 'Outdoors',
    words: /yoga|dumbbell|helmet|tent|sleeping|backpack|suitcase|luggage|puzzle|bicycle|skateboard|hiking/i,
  },
  {
    key: 'electronics',
    name: 'Electronics',
    words:
      /earbud|headphone|speaker|laptop|tablet|reader|watch|tracker|keyboard|mouse|power bank|camera|phone|charger|thermostat/i,
  },
  {
    key: 'kitchen',
    name: 'Kitchen',
    words:
      /kettle|coffee|espresso|mixer|blender|cooker|toaster|skillet|\bpan\b|knife|board|bottle|lunch|scale|grill|mug/i,
  },
  {
    key: 'home',
    name: 'Home',
    words:
      /lamp|light|clock|book|shelf|chair|desk|table|blanket|pillow|towel|candle|vacuum|purifier|drill|hose|frame|perfume|makeup/i,
  },
]

const rest: Department = { key: 'more', name: 'More' }

export function departmentOf({ name }: Pick<Product, 'name'>): Department {
  return known.find(({ words }) => words.test(name)) ?? rest
}

/** Those that have products, as the shop lists them. */
export function departmentsOf(products: readonly Product[]): readonly Department[] {
  const has = new Set(products.map((it) => departmentOf(it).key))
  return [...known, rest].filter(({ key }) => has.has(key)).map(({ key, name }) => ({ key, name }))
}
