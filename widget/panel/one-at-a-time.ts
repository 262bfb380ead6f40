/** Does one work after the other, in the order of the calls. A work that throws stops none of the next. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let line: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = line.then(work)
    line = result.catch(() => undefined)
    return result
  }
}
