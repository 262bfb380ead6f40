/** Markup that is safe to send: made by `html` alone, which escapes every value that is not markup itself. */
export interface Html {
  readonly markup: string
}

type Value = string | number | Html | readonly Html[] | undefined

export function html(pieces: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: pieces.map((piece, index) => piece + markupOf(values[index])).join('') }
}

function markupOf(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
