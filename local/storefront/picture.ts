import type { Product } from '../../functions/core/store.ts'
import { colorOf, mixed } from './colors.ts'
import { clothing } from './drawings/clothing.ts'
import { electronics } from './drawings/electronics.ts'
import { home } from './drawings/home.ts'
import { kitchen } from './drawings/kitchen.ts'
import { travel } from './drawings/travel.ts'

/** The first whose words the product's name has. */
const drawings = [...kitchen, ...home, ...electronics, ...clothing, ...travel]

/**
 * A picture of a product, made by code: its shape in the colour of the variant, or of the first one on sale, in light
 * from the left. The ground is the page's, so that one picture serves light and dark. The same product always looks the
 * same.
 */
export function picture(product: Product, itemId?: string): string {
  const { variants, productId, name } = product
  const variant =
    variants.find((it) => it.itemId === itemId) ?? variants.find(({ available }) => available) ?? variants[0]
  const color = colorOf(variant?.options ?? {}) ?? objects[numberOf(productId) % objects.length] ?? '#8a7a66'
  const draw = drawings.find(({ names }) => names.test(name))?.draw ?? parcel
  const drawing = draw.replace(/\{(main|dark|light)\}/g, 'url(#$1)')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 320" width="400" height="320">
<defs>
${shade('main', mixed(color, '#ffffff', 0.14), color, mixed(color, '#000000', 0.14))}
${shade('dark', mixed(color, '#000000', 0.18), mixed(color, '#000000', 0.28), mixed(color, '#000000', 0.38))}
${shade('light', mixed(color, '#ffffff', 0.55), mixed(color, '#ffffff', 0.42), mixed(color, '#ffffff', 0.3))}
<radialGradient id="far"><stop stop-color="#0b1512" stop-opacity="0.24"/><stop offset="1" stop-color="#0b1512" stop-opacity="0"/></radialGradient>
<radialGradient id="near"><stop stop-color="#0b1512" stop-opacity="0.42"/><stop offset="1" stop-color="#0b1512" stop-opacity="0"/></radialGradient>
</defs>
<g transform="translate(-30 -38) scale(1.15)">
<ellipse cx="210" cy="260" rx="132" ry="20" fill="url(#far)"/>
<ellipse cx="204" cy="257" rx="92" ry="8" fill="url(#near)"/>
<g stroke-linecap="round" stroke-linejoin="round">${drawing}</g>
</g>
</svg>`
}

/** Which of the page's six grounds a product stands on. */
export function groundOf({ productId }: Pick<Product, 'productId'>): number {
  return numberOf(productId) % 6
}

/** On the whole stage: a gradient by the box of each shape would leave out lines, which have none. */
function shade(id: string, ...colors: readonly string[]): string {
  const stops = colors.map(
    (color, index) => `<stop offset="${index / (colors.length - 1)}" stop-color="${color}"/>`,
  )
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="110" y1="70" x2="290" y2="250">${stops.join('')}</linearGradient>`
}

const parcel =
  '<path d="M134 148h132v108H134z" fill="{main}"/><path d="M134 148l20-28h92l20 28z" fill="{light}"/><path d="M186 120h28v60l-14-9-14 9z" fill="{dark}"/>'

/** For products that say nothing of their colour. */
const objects = ['#3f5d57', '#b0673f', '#3f5573', '#8d4a4f', '#6d7350', '#57504a'] as const

function numberOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003, 7)
}
