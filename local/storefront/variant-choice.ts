import type { Variant } from '../../functions/core/store.ts'

export type Choice = Readonly<Record<string, string>>

/**
 * The variant that comes closest to what is wanted: it has the option `changed` as wanted, then as many others as can
 * be; one on sale before one sold out, a cheap one before a dear one.
 */
export function nearestVariant(
  variants: readonly Variant[],
  wanted: Choice,
  changed?: string,
): Variant | undefined {
  const held = variants.filter(({ options }) => changed === undefined || options[changed] === wanted[changed])
  return held.toSorted(
    (a, b) =>
      agreement(b, wanted) - agreement(a, wanted) ||
      Number(b.available) - Number(a.available) ||
      a.priceCents - b.priceCents,
  )[0]
}

/** What choosing this value, and nothing else, would come to; `elsewhere`: it is made only with other options. */
export function standingOf(
  variants: readonly Variant[],
  chosen: Choice,
  [name, value]: readonly [name: string, value: string],
): 'available' | 'sold-out' | 'elsewhere' {
  const wanted = { ...chosen, [name]: value }
  const exact = variants.find((it) => agreement(it, wanted) === Object.keys(wanted).length)
  if (!exact) return 'elsewhere'
  return exact.available ? 'available' : 'sold-out'
}

/** The options in which the variants differ, the colour first, each with its values from small to large. */
export function optionsOf(variants: readonly Variant[]): { name: string; values: string[] }[] {
  const names = Object.keys(variants[0]?.options ?? {})
  return names
    .map((name) => ({
      name,
      values: sorted(new Set(variants.flatMap(({ options }) => options[name] ?? []))),
    }))
    .filter(({ values }) => values.length > 1)
    .toSorted((a, b) => Number(b.name === 'color') - Number(a.name === 'color'))
}

const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL', 'small', 'medium', 'large']
const inOrder = new Intl.Collator('en', { numeric: true })

function sorted(values: ReadonlySet<string>): string[] {
  return [...values].toSorted((a, b) => sizes.indexOf(a) - sizes.indexOf(b) || inOrder.compare(a, b))
}

function agreement({ options }: Variant, wanted: Choice): number {
  return Object.entries(wanted).filter(([name, value]) => options[name] === value).length
}
