import * as z from 'zod'

/** The languages in which the agents answer and code writes. Whoever speaks another one is answered in English. */
export const language = z.enum(['en', 'es', 'de', 'zh', 'ar'])
export type Language = z.infer<typeof language>

/** Something whose language is known, or English. */
export interface InLanguage {
  readonly language?: Language | undefined
}

/** The same in several languages; English stands in for those that are left out. */
export type Phrases = Readonly<Record<'en', string> & Partial<Record<Language, string>>>

export function phraseFor(phrases: Phrases, { language = 'en' }: InLanguage): string {
  return phrases[language] ?? phrases.en
}
