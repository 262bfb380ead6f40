/** A piece of a reply, as its reader sees it. */
export interface Sentence {
  readonly text: string
  readonly question: boolean
  /** What introduces the list that it stands in: "Here is what will happen:" */
  readonly intro: string
}

/** A part of a sentence that makes a statement of its own; `join` is what stands before it. */
export interface Clause {
  readonly join: string
  /** Lower case words between single spaces, one at both ends. */
  readonly words: string
}

/** Lines that belong together are joined first: a sentence may be broken across them, a list item may not. */
export function sentencesOf(plain: string): Sentence[] {
  let intro = ''
  return units(plain).flatMap((unit) => {
    if (!listItem.test(unit)) intro = ''
    if (unit.endsWith(':')) intro = unit
    return withoutQuotations(unit)
      .split(sentenceEnd)
      .map((piece) => piece.trim())
      .filter((text) => /[\p{L}\p{N}]/u.test(text))
      .map((text) => ({
        text,
        question: /[?؟]["'”»」)\s]*$/u.test(text),
        intro: text === intro ? '' : intro,
      }))
  })
}

const listItem = /^(?:[-|—]|\d{1,2}[.)]\s)/
const sentenceEnd =
  /(?<=(?<!(?<!\p{L})(?:[UuVv]ds?|[Nn][rº]|núm|[Ss]ra?|[Ss]tr|approx|ca|bzw|inkl|zzgl|z\.? ?B|\d))[.!?؟…]["'”»)]?|\d[!?؟…]|\d\.(?=\s+\D))\s+|(?<=[。!?؟]["”」』)]?)(?=\p{Lo})|(?<=\p{Ll}{2}[.!?])(?=\p{Lu})/u

function units(plain: string): string[] {
  const found: string[] = []
  let gap = true
  for (const raw of plain.split('\n')) {
    const line = raw.replace(/^\s*(?:>\s*)+|^\s*#{1,6}\s+/g, '').trim()
    const last = found.at(-1)
    if (line === '') gap = true
    else if (last === undefined || startsAnew(last, line, gap)) found.push(line)
    else found[found.length - 1] = `${last} ${line}`
    if (line !== '') gap = false
  }
  return found
}

function startsAnew(last: string, line: string, gap: boolean): boolean {
  if (listItem.test(line) || /[.!?:;。؟|]$/.test(last)) return true
  return gap && !/^\p{Ll}/u.test(line)
}

/** What the customer wrote and what is written on a button is not said by us; other quoted words are. */
function withoutQuotations(unit: string): string {
  if (!/["“”„«»「」『』]/.test(unit)) return unit
  return unit.replace(/["“”„«「『]([^"“”»」』]{1,400})["“”»」』]/g, (_, words: string, at: number) =>
    quoting.test(unit.slice(Math.max(0, at - 48), at)) ? ' … ' : ` ${words} `,
  )
}

const quoting =
  /(?:you(?:r message|r words)?|customer) [^.!?]{0,24}(?:said|says?|wrote|write|mention|told|stat)|mail you|click|press|tap|button|select|choose|(?:dijo|dijiste|escribi|mencion|dice|puls)|(?:sagte|schr(?:ie|ei)b|erwähn|klick|drück)|[您你][^.]{0,8}(?:说|写|提到)|点击|按下|قلت|كتبت|ذكرت|اضغط/i

/** `breaks` finds what parts the clauses of a language, besides punctuation. */
export function clausesOf(text: string, breaks: RegExp): Clause[] {
  const clauses: Clause[] = []
  let at = 0
  let join = ''
  const add = (until: number) => {
    const words = text
      .slice(at, until)
      .replace(/[!-"&(-*\-/:-@[-`{-~¡-¿×÷‐-⁞、-】]+|[.,](?!\d)/g, ' ')
      .trim()
    if (words !== '') clauses.push({ join, words: ` ${words.replace(/ +/g, ' ')} ` })
    if (words !== '') join = ''
  }
  for (const found of text.matchAll(breaks)) {
    add(found.index)
    join += found[0]
    at = found.index + found[0].length
  }
  add(text.length)
  return clauses
}

/** Between clauses in any language; a comma inside a number is none. */
export const punctuation = String.raw`[,،、;؛:()\[\]{}|—–/¿¡…]+(?!\d)|[,،、;؛:()\[\]{}|—–¿¡](?= )| -+ |\.(?=[a-zà-ÿ.])`
