import type { en } from './en.ts'

/** A word for each plural category of the locale; `{count}` is the number. */
export type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string }

type Shape<Value> = Value extends string
  ? string
  : Value extends { readonly other: string }
    ? Plural
    : { readonly [Key in keyof Value]: Shape<Value[Key]> }

/** Everything that the panel says, in one language: the same keys in each. `{name}` stands for a value. */
export type Words = Shape<typeof en> & {
  /** What a specialist does, by its name. The API says it in English. */
  readonly working?: Readonly<Record<string, string>> | undefined
  /** The status of an order, likewise. */
  readonly status?: Readonly<Record<string, string>> | undefined
}
