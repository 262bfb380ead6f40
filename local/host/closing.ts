/** Things to close, last opened first. */
export type Closers = {
  add(close: () => Promise<void> | void): void
  /** Closes everything, once; goes on after a failure and throws the first one at the end. */
  close: () => Promise<void>
}

export function createClosers(): Closers {
  const all: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined
  const run = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const close of all.reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  return {
    add: (close) => void all.push(close),
    close: () => {
      closing ??= run()
      return closing
    },
  }
}
