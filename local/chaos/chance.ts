/**
 * A number from 0 to 1 (not included) made of the seed and some words alone: the same in every run, whatever else
 * happens and in whatever order it is asked for.
 */
export function chanceOf(seed: number, ...words: readonly (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const word of words) {
    for (const letter of `${word}\u0000`) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** One of several things, each as likely as its weight says; `chance` is from 0 to 1. */
export function weighted<Value>(chance: number, choices: readonly (readonly [Value, number])[]): Value {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let rest = chance * total
  for (const [value, weight] of choices) {
    rest -= weight
    if (rest < 0) return value
  }
  const last = choices.at(-1)
  if (last === undefined) throw new RangeError('There is nothing to choose from: the list is empty')
  return last[0]
}
