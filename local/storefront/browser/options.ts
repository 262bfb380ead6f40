import type { Variant } from '../../../functions/core/store.ts'
import { nearestVariant, standingOf } from '../variant-choice.ts'
import { askAbout, capitalised, stockOf } from '../words.ts'
import { all, found } from './element.ts'
import { dollarsOf } from './figures.ts'

/** On a product's page: what is chosen changes picture, price, availability and item number at once. */
export function startOptions(): void {
  const item = document.querySelector('[data-variants]')
  if (!(item instanceof HTMLElement)) return
  // Written into the page by its own server.
  const variants: readonly Variant[] = JSON.parse(item.dataset.variants ?? '[]')
  const inputs = all('[data-options] input', item).filter((it) => it instanceof HTMLInputElement)
  const name = found('h1', item).textContent

  for (const input of inputs) {
    input.addEventListener('change', () => {
      const picked = inputs
        .filter(({ checked }) => checked)
        .map((it): [string, string] => [it.name, it.value])
      const variant = nearestVariant(variants, Object.fromEntries(picked), input.name)
      if (variant) show(variant)
    })
  }
  for (const thumb of all('[data-thumbs] a', item)) {
    thumb.addEventListener('click', (event) => {
      const input = inputs.find((it) => it.name === 'color' && it.value === thumb.dataset.color)
      if (!input) return
      event.preventDefault()
      input.click()
    })
  }
  startCopying()

  function show(variant: Variant): void {
    for (const input of inputs) {
      input.checked = variant.options[input.name] === input.value
      const label = input.closest('label')
      if (label) label.dataset.standing = standingOf(variants, variant.options, [input.name, input.value])
    }
    for (const it of all('[data-chosen]')) it.textContent = worded(variant, it.dataset.chosen)
    for (const it of all('[data-thumbs] a')) {
      it.toggleAttribute('aria-current', it.dataset.color === variant.options.color)
    }
    found('[data-price]').textContent = dollarsOf(variant.priceCents)
    const stock = found('[data-stock]')
    stock.textContent = stockOf(variant)
    stock.dataset.available = String(variant.available)
    found('[data-item]').textContent = variant.itemId
    found('[data-ask-item]').dataset.ask = askAbout(name, variant)
    found('[data-view]').setAttribute(
      'src',
      `${item instanceof HTMLElement ? item.dataset.picture : ''}?item=${variant.itemId}`,
    )
    history.replaceState(null, '', `?item=${variant.itemId}`)
  }
}

function worded({ options }: Variant, name = ''): string {
  return capitalised(options[name] ?? '')
}

function startCopying(): void {
  const button = found('[data-copy]')
  const words = found('.unseen', button)
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(found('[data-item]').textContent)
    button.dataset.copied = ''
    words.textContent = 'Copied'
  })
}
