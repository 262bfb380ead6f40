import type { ChangeKind, ClaimKind, Lexicon, VerbClass } from './grammar.ts'
import { punctuation } from './sentences.ts'

export interface Form {
  readonly pattern: RegExp
  /** What it has in the place of the verb, if any. */
  readonly mark: '‡' | '†' | undefined
  readonly by: keyof Lexicon['forms']
}

export type Kinds<Kind> = readonly { readonly kind: Kind; readonly pattern: RegExp }[]
type Test = Exclude<
  keyof Lexicon,
  'language' | 'script' | 'words' | 'prepare' | 'verbs' | 'bases' | 'forms' | 'actions' | 'topics'
>

/** A lexicon, ready to be used. */
export interface Grammar extends Readonly<Record<Test, RegExp>> {
  readonly language: Lexicon['language']
  readonly prepare: (lower: string) => string
  /** All the places of verbs in a clause. */
  readonly verb: RegExp
  readonly base: RegExp
  readonly forms: readonly Form[]
  readonly verbs: Kinds<VerbClass>
  readonly actions: Kinds<ClaimKind>
  readonly topics: Kinds<ChangeKind>
}

export function compile(lexicon: Lexicon): Grammar {
  const any = (named: readonly (readonly [string, string])[]) => named.map(([, source]) => source).join('|')
  const words: Readonly<Record<string, string>> = {
    start: '(?<= )',
    end: '(?= )',
    after: '(?!)',
    ...lexicon.words,
    verb: any(lexicon.verbs),
    base: any(lexicon.bases) || '(?!)',
    action: any(lexicon.actions),
  }
  const expand = (source: string): string =>
    source.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${expand(words[name] ?? name)})`)
  const test = (source: string, flags = '') => new RegExp(expand(source), flags)
  const kinds = <Kind>(
    named: readonly (readonly [Kind, string])[],
    of: (source: string) => string,
  ): Kinds<Kind> => named.map(([kind, source]) => ({ kind, pattern: test(of(source)) }))
  const forms = (by: keyof Lexicon['forms']): Form[] =>
    lexicon.forms[by].map((source) => {
      const pattern = test(source)
      return { by, pattern, mark: (['‡', '†'] as const).find((mark) => pattern.source.includes(mark)) }
    })
  const [space, end] = lexicon.script === 'Han' ? ['', ''] : [' ', '(?= )']
  const hints = {
    Latin: `(?<![a-zà-ÿ])(?:{verb}|{base}|{action}|${lexicon.hint})`,
    Han: '[一-鿿]',
    Arabic: '[ء-ي]',
  }
  return {
    language: lexicon.language,
    prepare: lexicon.prepare,
    breaks: test(`${punctuation}|${lexicon.breaks}`, 'g'),
    hint: test(hints[lexicon.script]),
    verb: test('{start}{verb}{end}', 'g'),
    base: test('{start}{base}', 'g'),
    forms: [
      ...forms('us'),
      ...forms('record'),
      ...forms('short'),
      ...forms('joined'),
      ...forms('label'),
      ...forms('bare'),
    ],
    verbs: kinds([...lexicon.verbs, ...lexicon.bases], (source) => `^(?:${source})`),
    actions: kinds(lexicon.actions, (source) => `${space}(?:${source})(?!${space}{after})${end}`),
    topics: kinds(lexicon.topics, (source) => `${space}(?:${source})${end}`),
    profile: test(lexicon.profile),
    money: test(lexicon.money),
    anything: test(lexicon.anything),
    harmless: test(lexicon.harmless),
    pronoun: test(lexicon.pronoun),
    denied: test(lexicon.denied),
    open: test(lexicon.open),
    told: test(lexicon.told),
    conjunction: test(lexicon.conjunction),
    condition: test(lexicon.condition),
    leading: test(lexicon.leading),
    rule: test(lexicon.rule),
    relative: test(lexicon.relative),
    present: test(lexicon.present),
    definite: test(lexicon.definite),
    intends: test(lexicon.intends),
    interrogative: test(lexicon.interrogative),
    tag: test(lexicon.tag),
    pending: test(lexicon.pending),
    fresh: test(lexicon.fresh),
    awaiting: test(lexicon.awaiting),
    begun: test(lexicon.begun),
  }
}
