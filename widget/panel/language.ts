import { english, named } from '../locales/listed.ts'
import type { Plural, Words } from '../locales/words.ts'

/** What the panel says now. `speak` changes it; whatever has been drawn with it is drawn anew then. */
export const words: Words = { ...english }

let formats = formatsOf('en')
/** The locale that is spoken. */
export let spoken = 'en'
/** Unicode's isolates. */
let before = ''
let after = ''

/** The locales' files, by language. Their names change with their content: `build.ts` writes them here. */
declare const localeFiles: Readonly<Record<string, string>>

/** Fetches the words of a language, unless it is English, and writes numbers, money and dates as `tag` has them. */
export async function speak(tag: string, files: string): Promise<void> {
  const language = tag.slice(0, 2).toLowerCase()
  if (language === 'en') Object.assign(words, english)
  else {
    const module: { default: readonly unknown[] } = await import(files + localeFiles[language])
    Object.assign(words, named(module.default))
  }
  formats = formatsOf(tag)
  spoken = tag
  ;[before, after] = language === 'ar' ? ['\u2068', '\u2069'] : ['', '']
}

/** The text with its values in place of `{name}`; in a text from right to left each keeps to its own direction. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => before + (values[name] ?? '') + after)
}

/** The word for what the API says, if this locale has one. */
export function wordFor(list: Readonly<Record<string, string>> = {}, key = ''): string | undefined {
  return Object.hasOwn(list, key) ? list[key] : undefined
}

/** Why something was not sent, in words for the shopper. */
export function failureWords(kind: string | undefined): string {
  return wordFor(words.failed, kind) ?? words.failed.unreachable
}

/** The right plural for the number. */
export function counted(forms: Plural, count: number): string {
  return fill(forms[formats.plural.select(count)] ?? forms.other, { count: formats.number.format(count) })
}

export function dollars(cents: number): string {
  return formats.money.format(cents / 100)
}

/** "10:45 AM" */
export function timeOf(at: number): string {
  return formats.time.format(at)
}

/** "today", "yesterday", "Sun, Nov 2" */
export function dayOf(at: number): string {
  const days = daysUntil(at)
  return days > -2 && days < 1 ? formats.relative.format(days, 'day') : formats.day.format(at)
}

/** "Nov 22, 2026, 10:31 AM" */
export function momentOf(at: number): string {
  return formats.moment.format(at)
}

/** "in 12 minutes" */
export function minutesFromNow(minutes: number): string {
  return formats.relative.format(minutes, 'minute')
}

function daysUntil(at: number): number {
  const day = (time: number) => new Date(time).setHours(0, 0, 0, 0)
  return Math.round((day(at) - day(Date.now())) / 86_400_000)
}

function formatsOf(tag: string) {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options)
  return {
    plural: new Intl.PluralRules(tag),
    number: new Intl.NumberFormat(tag),
    money: new Intl.NumberFormat(tag, { style: 'currency', currency: 'USD' }),
    relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
    time: date({ timeStyle: 'short' }),
    day: date({ weekday: 'short', day: 'numeric', month: 'short' }),
    moment: date({ dateStyle: 'medium', timeStyle: 'short' }),
  }
}
