import { isOtherLanguage } from './claims/other-language.ts'
import { type Language, language } from './language.ts'

/** Characters that are looked at. */
const enough = 1000

/**
 * The language of a customer's words, by their script and their commonest words; English for a language that nobody
 * here speaks. `undefined` where the words do not tell: an order number, "ok", the name of a product.
 */
export function languageOf(words: string): Language | undefined {
  const lower = words.slice(0, enough).normalize('NFKC').toLowerCase()
  if (isOtherLanguage(lower)) return 'en'
  const latin = lower.match(/\p{Script=Latin}+/gu) ?? []
  const arabic = lower.match(/\p{Script=Arabic}+/gu)?.length ?? 0
  const chinese = lower.match(/\p{Script=Han}/gu)?.length ?? 0
  if (Math.max(arabic, chinese) > latin.length) return arabic > chinese ? 'ar' : 'zh'
  return byWords(lower, latin)
}

/** What a client would like to read, by its header `Accept-Language`; `undefined`: none of ours. */
export function preferredLanguage(header: string | undefined): Language | undefined {
  const wishes = (header ?? '')
    .slice(0, enough)
    .split(',')
    .map((wish) => {
      const [tag = '', ...rest] = wish.trim().toLowerCase().split(';')
      const weight = /^q=(?<q>[\d.]+)$/.exec(rest.join('').trim())?.groups?.q
      return { known: language.safeParse(tag.split('-')[0]), weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
  return wishes.toSorted((a, b) => b.weight - a.weight).find(({ known }) => known.success)?.known.data
}

/** The one whose words are most; none if two have as many. */
function byWords(lower: string, latin: readonly string[]): Language | undefined {
  const counts = speakers.map(({ speaks, words, signs }) => {
    const own = new Set(words.split(' '))
    const count = latin.filter((word) => own.has(word)).length
    return { speaks, count: count + (signs ? (lower.match(signs)?.length ?? 0) : 0) }
  })
  const [first, second] = counts.toSorted((a, b) => b.count - a.count)
  return first && first.count > (second?.count ?? 0) ? first.speaks : undefined
}

/** Words that two of them have are left out, and so are yes and no, which people say in English in any language. */
const speakers: readonly {
  readonly speaks: Language
  readonly words: string
  /** Letters and signs that only these have. */
  readonly signs?: RegExp
}[] = [
  {
    speaks: 'en',
    words:
      'the my our your you i is are were does did can could would should want need have had it its this that these there where what when which how who why and or not don of for to from with about please thanks thank hello hi hey sorry order orders ordered cancel return refund exchange change track tracking shipping shipped shipment delivery delivered arrive arrived item items buy bought pay paid cheaper cheapest available stock ship card address instead any some has been get got',
  },
  {
    speaks: 'es',
    words:
      'el los las una unos unas del al que qué y mi mis tu tus su sus está están esta este esto estos por para con sin pero más se lo le les como cómo dónde donde cuándo cuando cuánto cuánta cuál quiero quiere quisiera querría necesito puedo puede pueden podría tengo tiene tienen hay hola gracias favor buenos buenas días tardes pedido pedidos compra compré comprar cancelar cancela cancele anular devolver devolución devuelvan reembolso cambiar cambio cambia dirección envío enviar enviaron llegado llega llegó artículo producto productos precio talla tarjeta barato barata sí ya también otro otra ayuda son fue ha han',
    signs: /[¿¡ñ]/g,
  },
  {
    speaks: 'de',
    words:
      'der das den dem des ein eine einen einem einer ich mein meine meinen meinem meiner ihr ihre ihren sie wir mir mich uns ist sind wurde wird werden und oder aber nicht kein keine wo wie wann warum welche welcher welches bitte danke hallo guten bestellung bestellungen bestellt möchte kann können könnte habe haben hatte brauche gibt für mit von zu zum zur auf auch noch schon nach bei über stornieren storniere zurück zurückgeben zurückschicken rückgabe umtauschen umtausch tauschen ändern lieferung lieferadresse geliefert paket geld erstattung verfügbar günstiger ja nein kaufen gekauft größe farbe',
    signs: /[äöß]/g,
  },
  {
    // Nobody here speaks these: French, Portuguese, Italian, Dutch.
    speaks: 'en',
    words:
      'je j ma mon mes ne pas où commande bonjour merci voudrais puis peux avez votre vos nous est une dans meu minha onde não nao você voce obrigado obrigada gostaria queria posso encomenda mio mia il ordine dove vorrei ciao grazie sono è mijn waar bestelling ik wil graag dank het niet een kan',
  },
]
