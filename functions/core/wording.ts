import type { InLanguage, Language } from './language.ts'
import type { Part } from './parts.ts'
import { arabic } from './wording/arabic.ts'
import { chinese } from './wording/chinese.ts'
import { english } from './wording/english.ts'
import { german } from './wording/german.ts'
import { spanish } from './wording/spanish.ts'
import type { Wording } from './wording/words.ts'

export type { Wording } from './wording/words.ts'

/** What the customer reads when code speaks instead of a model, in every language. */
export const wording: Readonly<Record<Language, Wording>> = {
  en: english,
  es: spanish,
  de: german,
  zh: chinese,
  ar: arabic,
}

/** In the language of a conversation. */
export function wordingFor({ language = 'en' }: InLanguage): Wording {
  return wording[language]
}

export function text(words: string): Part {
  return { type: 'text', text: words }
}

export function apology(words: string): Part {
  return { type: 'system', event: 'apology', text: words }
}
