/**
 * Whether a sentence is in a language that has no grammar here: letters of another script, or function words and
 * letters of a Latin-written language that English, Spanish and German do not have.
 */
export function isOtherLanguage(lower: string): boolean {
  const foreign = /[^\n-ɏ]/.test(lower) ? (lower.match(otherScript)?.length ?? 0) : 0
  if (foreign > 0 && (foreign >= 3 || foreign * 2 > (lower.match(/\p{L}{2,}/gu)?.length ?? 0))) return true
  if (/[\u06a9\u06cc\u06d2]/.test(lower)) return true
  const words = lower.match(/[a-zß-ɏ]+/g) ?? []
  const score = words.filter((word) => otherWords.has(word) || otherLetters.test(word)).length
  return score >= 2 && score > words.filter((word) => ownWords.has(word)).length
}

/** Runs of at least two letters: a unit ("kΩ", "µm") is not a language. */
const otherScript = /[^\P{L}\p{Script=Latin}\p{Script=Han}\p{Script=Arabic}\p{Lm}]{2,}/gu
const otherLetters = /[^a-záéíóúüñäöß]/
const ownWords = new Set(
  'the your you is has have been was and we our for with this that it are not will can su el los ha se ya usted hemos ihre der die das ist wurde und sie wir nicht ich'.split(
    ' ',
  ),
)
const otherWords = new Set(
  'votre vos nous vous est avec pour je commande remboursement remboursé avons sera il tuo suo vostro ordine stato stata abbiamo della rimborso seu sua você foi já não uma uw wij heb hebben het een bestelling bedrag niet voor din har och beställning ditt blivit twoje zostało jest siparişiniz edildi iptal ve jouw je terugbetaald geannuleerd sono rimborsato annullato'.split(
    ' ',
  ),
)
