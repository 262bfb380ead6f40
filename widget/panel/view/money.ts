import { element } from './element.ts'

export function money(cents: number): HTMLElement {
  return element('span', { class: 'money' }, dollars(cents))
}

export function dollars(cents: number): string {
  return format.format(cents / 100)
}

const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
