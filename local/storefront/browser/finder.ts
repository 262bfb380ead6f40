import { isFound, type Search } from '../catalogue-search.ts'
import { countOf } from '../words.ts'
import { all, found } from './element.ts'

/** Looks through the catalogue as the visitor types; the address always says what is shown. */
export function startFinder(): void {
  const form = document.querySelector('[data-finder]')
  const input = form?.querySelector('input')
  if (!(form instanceof HTMLFormElement) || !input) return
  const departments = all('button[name=department]', form)
  const products = all('[data-catalogue] .product')
  const ask = found('[data-ask-search]')

  const chosen = () =>
    departments.find((it) => it.getAttribute('aria-pressed') === 'true')?.getAttribute('value') ?? ''

  function show(search: Search): void {
    let count = 0
    for (const product of products) {
      const { text = '', department = '' } = product.dataset
      product.hidden = !isFound({ text, department }, search)
      if (!product.hidden) count += 1
    }
    found('[data-count]').textContent = countOf(count)
    found('[data-nothing]').hidden = count > 0
    ask.dataset.ask = `Do you have ${search.words.trim()}?`
    history.replaceState(null, '', addressOf(search))
  }

  const showWanted = () => show({ words: input.value, department: chosen() })
  form.addEventListener('submit', (event) => event.preventDefault())
  input.addEventListener('input', showWanted)
  // Enter would press the first button, which is a department.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
  for (const button of departments) {
    button.addEventListener('click', () => {
      for (const it of departments) it.setAttribute('aria-pressed', String(it === button))
      showWanted()
    })
  }
  if (input.value !== '') ask.dataset.ask = `Do you have ${input.value}?`
}

function addressOf({ words, department }: Search): string {
  const query = new URLSearchParams({
    ...(words.trim() && { q: words.trim() }),
    ...(department && { department }),
  })
  return query.size === 0 ? '/' : `/?${query}`
}
