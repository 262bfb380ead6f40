import { formatCents } from '../../functions/core/money.ts'
import type { Product } from '../../functions/core/store.ts'
import { isFound, type Search } from './catalogue-search.ts'
import { colorNamed } from './colors.ts'
import { departmentOf, departmentsOf } from './departments.ts'
import { type Html, html } from './html.ts'
import { icons } from './icons.ts'
import { groundOf } from './picture.ts'
import { optionsOf } from './variant-choice.ts'
import { countOf } from './words.ts'

/** The whole catalogue, to look through by department and words; the page's script does it without the server. */
export function cataloguePage(
  products: readonly Product[],
  search: Search,
  examples: readonly string[],
): Html {
  const found = products.filter((it) => isFound(searchable(it), search))
  return html`${hero(products, examples)}
<section class="catalogue" aria-labelledby="catalogue-title" data-catalogue>
<h2 class="unseen" id="catalogue-title">Products</h2>
<form class="finder" action="/" data-finder>
<div class="departments" role="group" aria-label="Departments">${[
    { key: '', name: 'Everything' },
    ...departmentsOf(products),
  ].map(({ key, name }) => department(key, name, key === search.department))}</div>
<label class="search">${icons.search}<span class="unseen">Search products</span><input type="search" name="q" value="${search.words}" placeholder="Search products" autocomplete="off"></label>
</form>
<p class="count" role="status" data-count>${countOf(found.length)}</p>
<ul class="grid">${products.map((it) => productCard(it, !found.includes(it)))}</ul>
<div class="empty" data-nothing${found.length > 0 ? hidden : undefined}><h2>Nothing matches that</h2>
<p>Try fewer words, or describe what you need in the chat.</p>
<button type="button" class="button" data-ask="" data-ask-search>${icons.chat}Ask in the chat</button> <a class="button quiet" href="/">Show everything</a></div>
</section>`
}

/** A product in a row or grid of them. */
export function productCard(product: Product, isHidden = false): Html {
  const { text, department: key } = searchable(product)
  const available = product.variants.filter((it) => it.available)
  const lowest = Math.min(...available.map(({ priceCents }) => priceCents))
  return html`<li class="product" data-text="${text}" data-department="${key}"${isHidden ? hidden : undefined}>
<a href="/products/${product.productId}">
<span class="ground" data-ground="${groundOf(product)}"><img src="/pictures/${product.productId}.svg" alt="" loading="lazy" width="400" height="320"></span>
<span class="name">${product.name}</span></a>
<p class="choice">${dotsOf(product)}<span>${optionsWords(product)}</span></p>
<p class="price">${available.length === 0 ? html`<span class="sold-out">Sold out</span>` : html`<span>from</span> <b>${formatCents(lowest)}</b>`}${available.length > 0 && available.length <= 4 ? html`<span class="few">Few left</span>` : undefined}</p>
</li>`
}

function searchable(product: Product): { text: string; department: string } {
  const { key, name } = departmentOf(product)
  const values = new Set(product.variants.flatMap(({ options }) => Object.values(options)))
  return { text: [product.name, name, ...values].join(' '), department: key }
}

function hero(products: readonly Product[], examples: readonly string[]): Html {
  const shown = ['Electric Kettle', 'Desk Lamp', 'Hiking Backpack'].flatMap(
    (name) => products.find((it) => it.name === name) ?? [],
  )
  const pictures = shown.length === 3 ? shown : products.slice(0, 3)
  return html`<section class="hero"><div>
<h1>Good things for home and out&nbsp;of&nbsp;doors</h1>
<p>A question about a product, an order, or both? Ask in one message. Two specialists look into it side by side.</p>
<button type="button" class="try" data-ask="${examples[0]}">${icons.chat}<span>${examples[0]}</span></button></div>
<div class="still-life" aria-hidden="true">${pictures.map((it) => html`<img src="/pictures/${it.productId}.svg" alt="" width="400" height="320">`)}</div>
</section>`
}

function department(key: string, name: string, isChosen: boolean): Html {
  return html`<button name="department" value="${key}" aria-pressed="${isChosen ? 'true' : 'false'}">${name}</button>`
}

const shownDots = 5

/** The colours that there are, as dots; words say it too. */
function dotsOf({ variants }: Product): Html | undefined {
  const colors = [...new Set(variants.flatMap(({ options }) => options.color ?? []))].flatMap(
    (value) => colorNamed(value) ?? [],
  )
  if (colors.length < 2) return undefined
  const width = colors.slice(0, shownDots).length * 15
  return html`<svg class="dots" viewBox="0 0 ${width} 14" width="${width}" height="14" aria-hidden="true">${colors
    .slice(0, shownDots)
    .map((color, index) => html`<circle cx="${index * 15 + 7}" cy="7" r="5.5" fill="${color}"/>`)}</svg>`
}

/** "4 colors, 12 versions" */
function optionsWords({ variants }: Product): string {
  if (variants.length === 1) return 'One version'
  const colors = optionsOf(variants).find(({ name }) => name === 'color')
  return [...(colors ? [`${colors.values.length} colors`] : []), `${variants.length} versions`].join(', ')
}

const hidden = html` hidden`
