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
  return element(
    'section.card.product',
    {},
    picture(imageUrl),
    element('div.row', {}, element('h3', { dir: 'auto' }, name), money(priceCents)),
    element(
      'ul.options',
      {},
      ...Object.entries(options).map(([option, value]) =>
        element('li', {}, own(option, { class: 'quiet' }), ' ', own(value)),
      ),
    ),
    element(
      'p.stock.strong',
      { 'data-tone': available ? 'good' : 'bad' },
      available ? words.available : words.soldOut,
    ),
  )
}

/** The product's picture; a neutral one if there is none, it does not load, or the page's policy forbids it. */
function picture(url: string | undefined): HTMLElement {
  const frame = element('div.picture', {}, icon(icons.box))
  const address = url === undefined ? null : URL.parse(url, location.href)
  if (address && /^https?:$/.test(address.protocol)) {
    const image = element('img', { src: address.href, alt: '', loading: 'lazy' })
    image.addEventListener('error', () => image.remove())
    frame.append(image)
  }
  return frame
}
