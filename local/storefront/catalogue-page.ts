import { formatCents } from '../../functions/core/money.ts'
import type { Product } from '../../functions/core/store.ts'
import { type Html, html } from './html.ts'

/** The whole catalogue, with a question to try above it. */
export function cataloguePage(products: readonly Product[]): Html {
  return html`<section class="ask">
<h1>Ask two things at once</h1>
<p>Two specialists look into it side by side, and one answer comes back.</p>
<button class="try" data-ask="${question(products)}">“${question(products)}”</button>
</section>
<ul class="grid">${products.map(card)}</ul>`
}

function question(products: readonly Product[]): string {
  const kettle = products.find(({ name }) => /kettle/i.test(name))
  return `Where is my order, and does the ${kettle ? 'kettle' : (products[0]?.name ?? 'kettle')} come in black?`
}

function card(product: Product): Html {
  const prices = product.variants.filter(({ available }) => available).map(({ priceCents }) => priceCents)
  const lowest = Math.min(...prices)
  return html`<li class="product">
<img src="/pictures/${product.productId}.svg" alt="" loading="lazy" width="400" height="320">
<h2>${product.name}</h2>
<p class="choice">${optionsOf(product)}</p>
<p class="price">${prices.length === 0 ? 'Sold out' : `from ${formatCents(lowest)}`}</p>
</li>`
}

/** "4 colors, 3 sizes": the options in which the product's variants differ. */
function optionsOf({ variants }: Product): string {
  const names = Object.keys(variants[0]?.options ?? {})
  const counted = names
    .map((name) => ({ name, count: new Set(variants.map(({ options }) => options[name])).size }))
    .filter(({ count }) => count > 1)
  if (counted.length === 0) return 'One version'
  const shown = counted.slice(0, 2).map(({ name, count }) => `${count} × ${name}`)
  return shown.join(', ')
}
