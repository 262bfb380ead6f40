import { formatCents } from '../../functions/core/money.ts'
import type { Product, Variant } from '../../functions/core/store.ts'
import { productCard } from './catalogue-page.ts'
import { colorNamed } from './colors.ts'
import { departmentOf } from './departments.ts'
import { type Html, html } from './html.ts'
import { icons } from './icons.ts'
import { groundOf } from './picture.ts'
import { nearestVariant, optionsOf, standingOf } from './variant-choice.ts'
import { askAbout, capitalised, stockOf } from './words.ts'

const shownBeside = 4

/** One product; `wanted` are the options that the address names, or an item's. */
export function productPage(
  product: Product,
  wanted: Readonly<Record<string, string>>,
  catalogue: readonly Product[],
): Html {
  const { name, productId, variants } = product
  const chosen = nearestVariant(variants, wanted)
  if (!chosen)
    return html`<section class="empty"><h1>${name}</h1><p>There is none of it at the moment.</p></section>`
  const department = departmentOf(product)
  return html`<nav class="trail" aria-label="Where this is"><a href="/">Shop</a>${icons.next}<a href="/?department=${department.key}">${department.name}</a>${icons.next}<span>${name}</span></nav>
<article class="item" data-variants="${JSON.stringify(variants)}" data-picture="/pictures/${productId}.svg">
<div class="views"><div class="ground stage" data-ground="${groundOf(product)}"><img src="${pictureOf(product, chosen)}" alt="${name}" width="400" height="320" data-view></div>${thumbs(product, chosen)}</div>
<div class="facts">
<h1>${name}</h1>
<p class="amount"><b data-price>${formatCents(chosen.priceCents)}</b><span class="stock" data-stock data-available="${String(chosen.available)}">${stockOf(chosen)}</span></p>
<form class="options" data-options>${optionsOf(variants).map((it) => option(it, product, chosen))}
<noscript><button class="button quiet">Show this one</button></noscript></form>
<div class="actions"><button type="button" class="button" data-ask="${askAbout(name, chosen)}" data-ask-item>${icons.chat}Ask about this one</button></div>
<dl class="sheet"><div><dt>Item</dt><dd><code data-item>${chosen.itemId}</code><button type="button" class="copy" data-copy hidden>${icons.copy}<span class="unseen">Copy the item number</span></button></dd></div>
<div><dt>Versions</dt><dd>${rangeOf(variants)}</dd></div>
<div><dt>Prices</dt><dd>${pricesOf(variants)}</dd></div>
<div><dt>Department</dt><dd><a href="/?department=${department.key}">${department.name}</a></dd></div></dl>
</div>
</article>
${beside(product, catalogue)}`
}

function option(
  { name, values }: { name: string; values: string[] },
  { variants }: Product,
  chosen: Variant,
): Html {
  const isColor =
    values.every((value) => colorNamed(value) !== undefined) && /color|frame|top|lens|wood/.test(name)
  return html`<fieldset><legend>${capitalised(name)} <span data-chosen="${name}">${capitalised(chosen.options[name] ?? '')}</span></legend>
<div class="${isColor ? 'swatches' : 'chips'}">${values.map((value) => {
    const isChosen = chosen.options[name] === value
    return html`<label data-standing="${standingOf(variants, chosen.options, [name, value])}"><input type="radio" name="${name}" value="${value}"${isChosen ? checked : undefined}>${isColor ? swatch(value) : html`<span>${capitalised(value)}</span>`}</label>`
  })}</div></fieldset>`
}

function swatch(value: string): Html {
  return html`<svg viewBox="0 0 36 36" width="36" height="36" aria-hidden="true"><circle cx="18" cy="18" r="13" fill="${colorNamed(value)}"/><path d="M9 27L27 9"/></svg><span class="unseen">${capitalised(value)}</span>`
}

function pictureOf({ productId }: Product, { itemId }: Variant): string {
  return `/pictures/${productId}.svg?item=${itemId}`
}

function beside(product: Product, catalogue: readonly Product[]): Html | undefined {
  const { key } = departmentOf(product)
  const others = catalogue.filter((it) => departmentOf(it).key === key && it.productId !== product.productId)
  const from = Math.max(
    0,
    others.findIndex(({ name }) => name > product.name),
  )
  const shown = [...others.slice(from), ...others].slice(0, Math.min(shownBeside, others.length))
  if (shown.length === 0) return undefined
  return html`<section class="beside" aria-labelledby="beside-title"><h2 id="beside-title">Beside it on the shelf</h2>
<ul class="grid">${shown.map((it) => productCard(it))}</ul></section>`
}

/** One picture for each colour, if there are several. */
function thumbs(product: Product, chosen: Variant): Html | undefined {
  const colors = optionsOf(product.variants).find(({ name }) => name === 'color')?.values ?? []
  if (colors.length === 0) return undefined
  const shown = colors.flatMap((color) => {
    const variant = nearestVariant(product.variants, { ...chosen.options, color }, 'color')
    return variant ? { color, variant } : []
  })
  return html`<ul class="thumbs" data-thumbs>${shown.map(
    ({ color, variant }) =>
      html`<li><a class="ground" data-ground="${groundOf(product)}" data-color="${color}" href="?item=${variant.itemId}"${color === chosen.options.color ? current : undefined}><img src="${pictureOf(product, variant)}" alt="In ${color}" width="80" height="64"></a></li>`,
  )}</ul>`
}

/** "12, of which 8 are in stock" */
function rangeOf(variants: readonly Variant[]): string {
  return `${variants.length}, of which ${variants.filter(({ available }) => available).length} are in stock`
}

function pricesOf(variants: readonly Variant[]): string {
  const prices = variants.map(({ priceCents }) => priceCents)
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)]
  return lowest === highest ? formatCents(lowest) : `${formatCents(lowest)} to ${formatCents(highest)}`
}

const current = html` aria-current="true"`
const checked = html` checked`
