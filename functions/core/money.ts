import * as z from 'zod'
import type { InLanguage, Language } from './language.ts'

/** An amount of money in integer cents. Never dollars, never a fraction: `19.99` is `1999`. */
export const cents = z.int()

/** Dollars as the store's files and the model see them (at most two decimals) to cents. Throws on anything finer. */
export function centsFromDollars(dollars: number): number {
  const rounded = Math.round(dollars * 100)
  if (!Number.isSafeInteger(rounded) || Math.abs(dollars * 100 - rounded) > 1e-4) {
    throw new RangeError(`${dollars} is not an amount of dollars with at most two decimals`)
  }
  return rounded
}

/** Cents to dollars as a number, for records that leave the system in the store's own format. */
export function dollarsFromCents(amount: number): number {
  return amount / 100
}

/** Cents as models and operators read them: `-1799` is `-$17.99`. */
export function formatCents(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}$${whole}.${digits.slice(-2)}`
}

/** Cents as a customer reads them: `$17.99`, `17,99 US$`. */
export function moneyIn({ language = 'en' }: InLanguage, amount: number): string {
  const format =
    formats.get(language) ??
    new Intl.NumberFormat(language === 'en' ? 'en-US' : language, { style: 'currency', currency: 'USD' })
  formats.set(language, format)
  return format.format(dollarsFromCents(amount))
}

/** Made when they are first needed: each takes some milliseconds. */
const formats = new Map<Language, Intl.NumberFormat>()
