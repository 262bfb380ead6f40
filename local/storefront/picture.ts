import type { Product } from '../../functions/core/store.ts'
import { silhouettes } from './silhouettes.ts'

/**
 * A picture of a product, made by code: its silhouette in the colour of the variant, or of the first one on sale, in
 * soft light. The same product always looks the same.
 */
export function picture(product: Product, itemId?: string): string {
  const number = numberOf(product.productId)
  const [wall, floor] = scenes[number % scenes.length] ?? ['#ece7df', '#ddd5c8']
  const draw = silhouettes.find(({ names }) => names.test(product.name))?.draw ?? parcel
  const color = colorOf(product, itemId) ?? objects[number % objects.length] ?? '#8a7a66'
  const paints = {
    main: color,
    dark: mixed(color, '#000000', 0.24),
    light: mixed(color, '#ffffff', 0.42),
    wall,
  }
  const drawing = draw.replace(/\{(main|dark|light|wall)\}/g, (_, paint) => Reflect.get(paints, paint))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 320" width="400" height="320">
<defs>
<linearGradient id="w" x1="0" y1="0" x2="0.6" y2="1"><stop stop-color="${mixed(wall, '#ffffff', 0.5)}"/><stop offset="1" stop-color="${wall}"/></linearGradient>
<radialGradient id="s"><stop stop-color="#000" stop-opacity="0.26"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
</defs>
<rect width="400" height="320" fill="url(#w)"/>
<path d="M0 246h400v74H0z" fill="${floor}"/>
<ellipse cx="204" cy="258" rx="104" ry="15" fill="url(#s)"/>
<g stroke-linecap="round" stroke-linejoin="round">${drawing}</g>
</svg>`
}

const parcel =
  '<path d="M134 148h132v108H134z" fill="{main}"/><path d="M134 148l20-28h92l20 28z" fill="{light}"/><path d="M186 120h28v60l-14-9-14 9z" fill="{dark}"/>'

/** Wall and floor. */
const scenes = [
  ['#e9e2d6', '#d9cdbb'],
  ['#dde5de', '#c6d2c8'],
  ['#dbe4ea', '#c3d0d9'],
  ['#eddfd5', '#dfc9ba'],
  ['#e6e1ea', '#d2cad9'],
  ['#e7e5df', '#d3d0c7'],
] as const

/** For products that say nothing of their colour. */
const objects = ['#3f5d57', '#b0673f', '#3f5573', '#8d4a4f', '#6d7350', '#57504a'] as const

const named: Readonly<Record<string, string>> = {
  black: '#33373a',
  white: '#f4f2ec',
  grey: '#8b9194',
  gray: '#8b9194',
  graphite: '#4b5054',
  charcoal: '#4a4d50',
  silver: '#b9bfc3',
  steel: '#aeb6bb',
  red: '#b6453c',
  coral: '#df7f6b',
  rust: '#a8583a',
  terracotta: '#b86c4b',
  burgundy: '#7b3340',
  orange: '#d58a43',
  yellow: '#e0b848',
  gold: '#c9a45a',
  brass: '#b8955a',
  copper: '#b87650',
  tan: '#c29d73',
  camel: '#bf9766',
  sand: '#d8c5a5',
  cream: '#efe5d0',
  beige: '#dccdb1',
  natural: '#e2d7c0',
  brown: '#7c5a41',
  oak: '#c39c6b',
  walnut: '#77533a',
  pine: '#d6b887',
  green: '#5c8064',
  olive: '#7b7d4d',
  moss: '#70784f',
  mint: '#a5cdb9',
  teal: '#3c7d7d',
  blue: '#4c749c',
  navy: '#33476a',
  lilac: '#b4a3cd',
  purple: '#77608f',
  pink: '#dfa3ae',
  rose: '#d69a98',
}

/** The first colour that the variant's options speak of. */
function colorOf({ variants }: Product, itemId: string | undefined): string | undefined {
  const variant =
    variants.find((it) => it.itemId === itemId) ?? variants.find(({ available }) => available) ?? variants[0]
  const words = Object.values(variant?.options ?? {}).flatMap((value) => value.toLowerCase().split(/[^a-z]+/))
  return words.map((word) => named[word]).find((color) => color !== undefined)
}

function numberOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003, 7)
}

function mixed(color: string, other: string, share: number): string {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  const second = channels(other)
  const mix = channels(color).map((one, index) =>
    Math.round(one * (1 - share) + (second[index] ?? 0) * share),
  )
  return `#${mix.map((it) => it.toString(16).padStart(2, '0')).join('')}`
}
