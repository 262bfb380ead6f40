/** Repeatable chance: the same seed gives the same values in the same order. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<Value>(values: readonly Value[]): Value
  /** `count` different ones, in the order of the list. */
  sample<Value>(values: readonly Value[], count: number): Value[]
  /** A string of digits, its first not 0, never given out before by this source. */
  newDigits(length: number): string
}

export function seededRandom(seed: number): Random {
  const next = mulberry32(seed)
  const given = new Set<string>()
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const random: Random = {
    int,
    chance: (probability) => next() < probability,
    pick(values) {
      const value = values[int(0, values.length - 1)]
      if (value === undefined) throw new RangeError('There is nothing to pick from: the list is empty')
      return value
    },
    sample(values, count) {
      const left = values.map((_, index) => index)
      const chosen = new Set<number>()
      while (chosen.size < Math.min(count, values.length)) {
        for (const index of left.splice(int(0, left.length - 1), 1)) chosen.add(index)
      }
      return values.filter((_, index) => chosen.has(index))
    },
    newDigits(length) {
      for (;;) {
        const digits = String(int(1, 9)) + Array.from({ length: length - 1 }, () => int(0, 9)).join('')
        if (given.has(digits)) continue
        given.add(digits)
        return digits
      }
    },
  }
  return random
}

/** Tommy Ettinger's generator: 32 bits of state, good enough for demo data, useless for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
