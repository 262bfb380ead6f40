import type { InLanguage, Language } from '../../../../core/language.ts'
import { arabic } from './arabic.ts'
import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { spanish } from './spanish.ts'
import type { ChangeWording } from './words.ts'

export type { ChangeWording } from './words.ts'

const all: Readonly<Record<Language, ChangeWording>> = {
  en: english,
  es: spanish,
  de: german,
  zh: chinese,
  ar: arabic,
}

/** In which a change is told to the customer. What a model reads of it, a refusal, is English. */
export function changeWordingFor({ language = 'en' }: InLanguage): ChangeWording {
  return all[language]
}
