/** A list that grows, and that a test can wait for. */
export type Awaitable<T> = {
  all: T[]
  add(item: T): void
  /** The first item that fits, in the list already or to come. */
  first(fits: (item: T) => boolean): Promise<T>
}

export function awaitable<T>(): Awaitable<T> {
  const all: T[] = []
  const waiting = new Set<(item: T) => void>()
  return {
    all,
    add: (item) => {
      all.push(item)
      for (const look of [...waiting]) look(item)
    },
    first: (fits) => {
      const found = all.find(fits)
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((resolve) => {
        const look = (item: T): void => {
          if (!fits(item)) return
          waiting.delete(look)
          resolve(item)
        }
        waiting.add(look)
      })
    },
  }
}
