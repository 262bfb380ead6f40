/**
 * What a reader sees of a reply: markup, entities and invisible characters are gone, look-alike letters are the
 * letters they look like, an emoji is a pause. Line breaks stay.
 */
export function plainText(text: string): string {
  const decoded = decode(decode(text))
    .replace(/<\/?(?:br|p|div|li|tr|h\d)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<[!/a-z][^<>]{0,200}>/gi, '')
  return (/[^\n -~]/.test(decoded) ? plainLetters(decoded) : decoded)
    .replace(/\]\([^()\s]{0,300}\)|https?:\/\/\S{1,300}/gi, ' ')
    .replace(/^[ \t]*[*+•‣·–-][ \t]+/gm, '- ')
    .replace(/[*`~\\]|(?<![a-zà-ÿ])_+|_+(?![a-zà-ÿ])/gi, '')
    .replace(/[^\S\n]+/g, ' ')
}

function plainLetters(text: string): string {
  const usual = text.normalize('NFKC')
  return (/[\u0370-\u04ff]/.test(usual) ? usual.replace(/\p{L}+/gu, latinWord) : usual)
    .replace(/[\p{Mn}\p{Me}\p{Cf}\u0640\u115f\u1160\u2800\u3164]|[^\P{Cc}\n\t]/gu, '')
    .replace(/[’‘ʼ´]/g, "'")
    .replace(/[\p{So}\p{Sk}\p{Co}\p{Cn}]+/gu, ' — ')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(traditional, (character) => simplified[traditionalCharacters.indexOf(character)] ?? character)
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  iquest: '¿',
  szlig: 'ß',
}
const accents: Readonly<Record<string, string>> = { acute: '\u0301', uml: '\u0308', tilde: '\u0303' }

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z])(acute|uml|tilde)|([a-z]{2,6}));?/gi,
    (whole, hex, decimal, letter, accent, name) => {
      if (letter) return letter + (accents[accent] ?? '')
      if (name) return named[name.toLowerCase()] ?? (/^(shy|zwn?j|[lr]rm)$/i.test(name) ? '' : whole)
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ' '
    },
  )
}

const lookAlikes = 'аеорсухіјѕԁһԛԝαενορτυικν'
const lookedLike = 'aeopcyxijsdhqwaevoptuikv'

/** A word of Latin and look-alike letters is meant to be read as Latin. */
function latinWord(word: string): string {
  if (!/[a-z]/i.test(word) || !/[\u0370-\u04ff]/.test(word)) return word
  return word.toLowerCase().replace(/[^a-z]/g, (letter) => lookedLike[lookAlikes.indexOf(letter)] ?? letter)
}

const traditionalCharacters = '訂單經為幫換變辦處貨還給銀額請項發過時後說錢將這對樣們裡復'
const simplified = '订单经为帮换变办处货还给银额请项发过时后说钱将这对样们里复'
const traditional = new RegExp(`[${traditionalCharacters}]`, 'g')
