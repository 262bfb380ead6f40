/** Values by key, copied on the way in and out, that are no longer read once their time is over. */
export interface ExpiringShelf<Value> {
  put(key: string, value: Value): void
  /** Changes what is there, expired or not, and leaves its time as it is. */
  change(key: string, by: (value: Value) => Value): void
  /** What conditions see: an expired value stays there until it is deleted, some day. */
  raw(key: string): Value | undefined
  read(key: string): Value | undefined
  /** In the order of the keys. */
  entries(prefix: string): [string, Value][]
  range(prefix: string): Value[]
}

/** `seconds` is the time in epoch seconds; a value is read for `lifetime` seconds after it was put. */
export function expiringShelf<Value>(seconds: () => number, lifetime: number): ExpiringShelf<Value> {
  const kept = new Map<string, { value: Value; ttl: number }>()
  const entries = (prefix: string) =>
    [...kept]
      .filter(([key, { ttl }]) => key.startsWith(prefix) && ttl > seconds())
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { value }]): [string, Value] => [key, structuredClone(value)])
  return {
    put(key, value) {
      kept.set(key, { value: structuredClone(value), ttl: seconds() + lifetime })
    },
    change(key, by) {
      const found = kept.get(key)
      if (found) kept.set(key, { ...found, value: structuredClone(by(found.value)) })
    },
    raw(key) {
      return structuredClone(kept.get(key)?.value)
    },
    read(key) {
      const found = kept.get(key)
      return found && found.ttl > seconds() ? structuredClone(found.value) : undefined
    },
    entries,
    range: (prefix) => entries(prefix).map(([, value]) => value),
  }
}
