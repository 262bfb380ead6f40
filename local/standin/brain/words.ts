/** How the brain compares words: lower case, singular, one spelling. */
export function wordsOf(text: string): string[] {
  return tidy(text)
    .split(/[^a-z0-9.%$#]+/)
    .map((it) => it.replace(/^\.+|\.+$/g, ''))
    .filter((it) => it !== '')
    .map(singular)
}

/** How well a text speaks of a name: 1 all its words, 0.5 its last word ("kettle"), 0.3 another of its words. */
export function mentionOf(name: string, text: string): number {
  const said = wordsOf(text)
  const own = wordsOf(name)
  if (own.length === 0) return 0
  if (squeezed(text).includes(squeezed(name)) || own.every((it) => said.includes(it))) return 1
  if (said.includes(own.at(-1) ?? '')) return 0.5
  return own.some((it) => it.length > 3 && said.includes(it)) ? 0.3 : 0
}

/** Those that the text speaks of best: full names before last words before any words. */
export function mentioned<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  text: string,
): Item[] {
  const scored = items.map((item) => ({ item, score: mentionOf(nameOf(item), text) }))
  const best = Math.max(0, ...scored.map((it) => it.score))
  return best === 0 ? [] : scored.filter((it) => it.score === best).map((it) => it.item)
}

/** Whether the text says an option's value. Numbers and yes/no need the option's name beside them. */
export function saysValue(option: string, value: string, text: string): boolean {
  const said = ` ${wordsOf(text).join(' ')} `
  const wanted = wordsOf(value).join(' ')
  const name = wordsOf(option).join(' ')
  if (wanted === 'yes') return said.includes(` ${name} `) && !/\b(not|non|without)\b/.test(said)
  if (['no', 'none', 'not'].includes(wanted)) return said.includes(` ${wanted} ${name} `)
  if (/^[xsml]{1,3}$/i.test(value)) return saysSize(value, text)
  if (/^\d+$/.test(wanted)) {
    return (
      said.includes(` ${name} ${wanted} `) ||
      said.includes(` ${wanted} ${name} `) ||
      said.includes(` in ${wanted} `)
    )
  }
  return wanted !== '' && said.includes(` ${wanted} `)
}

const colours =
  'red,orange,yellow,green,blue,purple,pink,brown,black,white,gray,beige,gold,silver,navy,turquoise'

/** Colours that the text names. */
export function coloursIn(text: string): string[] {
  return wordsOf(text).filter((it) => colours.split(',').includes(it))
}

/** The values of a variant's options; those that say nothing alone with the option's name: "gray, waterproof yes". */
export function optionsText(options: Record<string, string>): string {
  return Object.entries(options)
    .map(([option, value]) => optionText(option, value))
    .join(', ')
}

export function optionText(option: string, value: string): string {
  return /^(yes|no|none|high|low|medium|\d+)$/i.test(value) ? `${option} ${value}` : value
}

/** Sizes from small to large, numbers from low to high. */
export function inOrder(values: readonly string[]): string[] {
  const rank = (value: string) => ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', 'XXXL'].indexOf(value)
  return values.toSorted(
    (left, right) => rank(left) - rank(right) || left.localeCompare(right, 'en', { numeric: true }),
  )
}

/** Dollars as a person reads them. */
export function money(dollars: number): string {
  const [whole = '0', cents = '00'] = Math.abs(dollars).toFixed(2).split('.')
  return `${dollars < 0 ? '-' : ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

const units: readonly (readonly [RegExp, string])[] = [
  [/\bcolour/g, 'color'],
  [/\bgrey\b/g, 'gray'],
  [/(\d) ?-?(?:liters?|litres?|l)\b/g, '$1l'],
  [/(\d) ?-?(?:inch(?:es)?|")/g, '$1inch'],
  [/(\d) ?-?(?:gigabytes?|gb)\b/g, '$1gb'],
  [/(\d) ?-?(?:feet|foot|ft)\b/g, '$1ft'],
  [/(\d) (ml|mm|mah|mp|tb|bar)\b/g, '$1$2'],
]

function tidy(text: string): string {
  return units.reduce((said, [pattern, to]) => said.replace(pattern, to), text.toLowerCase())
}

function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word
  if (/[lr]ves$/.test(word)) return `${word.slice(0, -3)}f`
  if (word.endsWith('nives')) return `${word.slice(0, -3)}fe`
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(sh|ch|x|ss)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

function squeezed(text: string): string {
  return ` ${text} `.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

const sizeNames: Record<string, RegExp> = {
  XS: /\bextra[- ]small\b/i,
  S: /\bsmall\b/i,
  M: /\bmedium\b/i,
  L: /(?<!extra[- ])\blarge\b/i,
  XL: /\bextra[- ]large\b/i,
}

/** A size letter counts in upper case, or after "size": "I want the m" is no size. */
function saysSize(value: string, text: string): boolean {
  const letters = value.toUpperCase()
  const isSpelt = new RegExp(`(?<!['’])\\b(?:${letters}|(?:size|in|an?) ${letters.toLowerCase()})\\b(?!['’])`)
  return isSpelt.test(text) || (sizeNames[letters]?.test(text) ?? false)
}
