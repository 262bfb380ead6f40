/** A list that grows, and that a test can wait for. */
export type Awaitable<T> = {
  all: T[]
  add: (item: T) => void
  /** Resolves when the list holds so many items that fit. */
  some(count: number, fits: (item: T) => boolean): Promise<T[]>
}

export function awaitable<T>(): Awaitable<T> {
  const all: T[] = []
  const looks = new Set<() => void>()
  return {
    all,
    add: (item) => {
      all.push(item)
      for (const look of looks) look()
    },
    some: (count, fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = all.filter(fits)
          if (found.length < count) return
          looks.delete(look)
          resolve(found)
        }
        looks.add(look)
        look()
      }),
  }
}
