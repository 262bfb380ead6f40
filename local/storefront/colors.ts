/** The colour that a value speaks of: "brushed steel" is that of steel. Nothing for "1.5 L". */
export function colorNamed(value: string): string | undefined {
  return value
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => named[word])
    .find((color) => color !== undefined)
}

/** The colour of a thing with these options; the option called color speaks first. */
export function colorOf(options: Readonly<Record<string, string>>): string | undefined {
  return [options.color ?? '', ...Object.values(options)].map(colorNamed).find((color) => color !== undefined)
}

export function mixed(color: string, other: string, share: number): string {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  const second = channels(other)
  const mix = channels(color).map((one, index) =>
    Math.round(one * (1 - share) + (second[index] ?? 0) * share),
  )
  return `#${mix.map((it) => it.toString(16).padStart(2, '0')).join('')}`
}

const named: Readonly<Record<string, string>> = {
  black: '#33373a',
  white: '#f4f2ec',
  grey: '#8b9194',
  gray: '#8b9194',
  graphite: '#4b5054',
  charcoal: '#4a4d50',
  slate: '#5d6a74',
  silver: '#b9bfc3',
  steel: '#aeb6bb',
  clear: '#d3dee0',
  red: '#b6453c',
  coral: '#df7f6b',
  rust: '#a8583a',
  terracotta: '#b86c4b',
  burgundy: '#7b3340',
  orange: '#d58a43',
  yellow: '#e0b848',
  mustard: '#c99a3b',
  ochre: '#bd8a3e',
  gold: '#c9a45a',
  brass: '#b8955a',
  copper: '#b87650',
  tan: '#c29d73',
  camel: '#bf9766',
  champagne: '#d8c4a0',
  sand: '#d8c5a5',
  cream: '#efe5d0',
  beige: '#dccdb1',
  natural: '#e2d7c0',
  brown: '#7c5a41',
  tortoise: '#7a5233',
  leather: '#8a5a3c',
  cork: '#c79a6b',
  oak: '#c39c6b',
  walnut: '#77533a',
  pine: '#d6b887',
  beech: '#d9b88f',
  bamboo: '#d3b878',
  green: '#5c8064',
  forest: '#44634d',
  sage: '#9caf94',
  olive: '#7b7d4d',
  moss: '#70784f',
  mint: '#a5cdb9',
  neon: '#a9cf4f',
  teal: '#3c7d7d',
  blue: '#4c749c',
  ocean: '#3f7da0',
  sky: '#8db6d6',
  navy: '#33476a',
  lilac: '#b4a3cd',
  purple: '#77608f',
  plum: '#6d4763',
  pink: '#dfa3ae',
  rose: '#d69a98',
}
