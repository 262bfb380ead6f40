import { formatCents } from '../../core/money.ts'
import type { ProductVariant } from './alternatives.ts'
import { optionNamesOf } from './differences.ts'
import { namedRecordOf } from './product-records.ts'

/** Variants side by side: their records, what they have in common, and each thing in which they differ. */
export interface Comparison {
  readonly variants: readonly ReturnType<typeof namedRecordOf>[]
  /** "color: black" */
  readonly same: readonly string[]
  /** "capacity: 1.5 L (4821177936), 1.7 L (5120087351)" */
  readonly differences: readonly string[]
}

export function comparison(compared: readonly ProductVariant[]): Comparison {
  const variants = compared.map(({ variant }) => variant)
  const aspects: [string, (each: ProductVariant) => string][] = [
    ['product', ({ product }) => product.name],
    ...optionNamesOf(variants).map((name): [string, (each: ProductVariant) => string] => [
      name,
      ({ variant }) => variant.options[name] ?? 'not stated',
    ]),
    ['available', ({ variant }) => (variant.available ? 'yes' : 'no')],
  ]
  const [same, differing] = parted(
    [...aspects, price].map(([name, of]) => ({ name, groups: Map.groupBy(compared, of) })),
    ({ groups }) => groups.size === 1,
  )
  return {
    variants: compared.map(namedRecordOf),
    same: same.map(({ name, groups }) => `${name}: ${[...groups.keys()].join()}`),
    differences: [
      ...differing.map(({ name, groups }) => `${name}: ${[...groups].map(valueWithIds).join(', ')}`),
      ...spread(variants.map(({ priceCents }) => priceCents)),
    ],
  }
}

const price: [string, (each: ProductVariant) => string] = [
  'price',
  ({ variant }) => formatCents(variant.priceCents),
]

function valueWithIds([value, having]: [string, readonly ProductVariant[]]): string {
  return `${value} (${having.map(({ variant }) => variant.itemId).join(', ')})`
}

function spread(cents: readonly number[]): string[] {
  const [least, most] = [Math.min(...cents), Math.max(...cents)]
  return least === most ? [] : [`lowest and highest price: ${formatCents(most - least)} apart`]
}

function parted<Each>(all: readonly Each[], isFirst: (each: Each) => boolean): [Each[], Each[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))]
}
