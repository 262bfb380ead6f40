import { words } from '../language.ts'
import type { Part } from '../wire.ts'
import { money } from './change.ts'
import { element, own } from './element.ts'
import { icon, icons } from './icon.ts'

export function productCard({
  name,
  options,
  priceCents,
  available,
  imageUrl,
}: Part & {
  type: 'product_card'
}): HTMLElement {
  const chosen = Object.entries(options).map(([option, value]) =>
    element('li', {}, own(option, { class: 'quiet' }), ' ', own(value)),
  )
  return element(
    'section.card.product',
    {},
    ...picture(imageUrl),
    element('div.row', {}, element('h3', { dir: 'auto' }, name), money(priceCents)),
    ...(chosen.length > 0 ? [element('ul.options', {}, ...chosen)] : []),
    element(
      'p.stock.strong',
      { 'data-tone': available ? 'good' : 'bad' },
      available ? words.available : words.soldOut,
    ),
  )
}

/** The product's picture; a neutral sign as long as it has not loaded, or the page's policy forbids it. */
function picture(url: string | undefined): HTMLElement[] {
  const address = url === undefined ? null : URL.parse(url, location.href)
  if (!address || !/^https?:$/.test(address.protocol)) return []
  const image = element('img', { alt: '', loading: 'lazy', referrerpolicy: 'no-referrer', src: address.href })
  image.addEventListener('error', () => image.remove())
  return [element('div.picture', {}, icon(icons.box), image)]
}
