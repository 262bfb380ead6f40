/* Readers of an unknown JSON value: each returns what it should be, or throws a `TypeError`. Unknown fields are dropped. */

export type Reader<T> = (value: unknown) => T
type Shape = Readonly<Record<string, Reader<unknown>>>
/** What may be undefined may as well be missing. */
type Read<S extends Shape> = {
  [Key in keyof S as undefined extends ReturnType<S[Key]> ? never : Key]: ReturnType<S[Key]>
} & { [Key in keyof S as undefined extends ReturnType<S[Key]> ? Key : never]?: ReturnType<S[Key]> }

/** An object with these fields. */
export function object<S extends Shape>(shape: S): Reader<Read<S>>
export function object(shape: Shape): Reader<Record<string, unknown>> {
  return (value) => {
    const it = record(value)
    return Object.fromEntries(Object.entries(shape).map(([key, read]) => [key, read(it[key])]))
  }
}

/** An object of one of these kinds, which its `type` tells; `undefined` if it is of none. */
export function oneOf<Kinds extends Readonly<Record<string, Shape>>>(
  kinds: Kinds,
): Reader<{ [Type in keyof Kinds]: { type: Type } & Read<Kinds[Type]> }[keyof Kinds] | undefined>
export function oneOf(kinds: Readonly<Record<string, Shape>>): Reader<object | undefined> {
  return (value) => {
    const { type, ...it } = record(value)
    const shape = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined
    return shape && { type, ...object(shape)(it) }
  }
}

export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value) => {
    if (Array.isArray(value)) return value.map((it) => read(it))
    throw unexpected('a list', value)
  }
}

/** An object whose fields are all of one kind, whatever their names. */
export function mapOf<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (value) => Object.fromEntries(Object.entries(record(value)).map(([key, it]) => [key, read(it)]))
}

/** What may be missing. */
export function maybe<T>(read: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? undefined : read(value))
}

export function record(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value
  throw unexpected('an object', value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw unexpected('text', value)
}

export function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw unexpected('a number', value)
}

export function flag(value: unknown): boolean {
  return value === true
}

function unexpected(wanted: string, value: unknown): TypeError {
  return new TypeError(`Switchboard: the API answered ${typeof value} where ${wanted} belongs`)
}
