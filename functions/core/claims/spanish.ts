import type { Lexicon } from './grammar.ts'

export const spanish: Lexicon = {
  language: 'es',
  script: 'Latin',
  words: {
    end: '',
    v: '‡[oa]s?(?= )',
    to: '†r(?:l[eoa]s?|selo)?(?= )',
    did: '†(?:ó|aron|ieron|eron)(?= )',
    adverb: '[a-zà-ÿ]{2,12}mente|ya|también|así|por completo|ahora|todo|hoy|además|bien',
    noun: '{action}|dinero|importe',
    the: 'el|la|su|tu|los|las|sus|tus',
    if: 'si|cuando|una vez|en cuanto|tan pronto|en caso de|siempre que|a menos que',
  },
  prepare: (lower) =>
    lower
      .replace(/\buds?\./g, 'usted')
      .replace(
        /(?<![a-zà-ÿ])(?:no s[oó]lo|no (?:te|se) preocupes?|no hay (?:problema|de qué)|sin (?:problemas?|más demora))/g,
        ' ',
      ),
  breaks: '(?<![a-zà-ÿ])(?:y|e|pero|así que|entonces|luego|o|porque|aunque|mientras|ya que|sin embargo)(?= )',
  hint: 'cancel|reembols|devuel|cambi|actuali|modific|list[oa]|hech|hice|hizo|solucion|resuelt|arregl|dinero|importe',
  verbs: [
    ['cancellation', 'cancelad|anulad'],
    ['refund', 'reembolsad|reintegrad|abonad|acreditad'],
    ['return', 'devuelt'],
    ['exchange', 'intercambiad|reemplazad|sustituid|canjead'],
    [
      'alter',
      'cambiad|actualizad|modificad|corregid|ajustad|editad|guardad|añadid|agregad|eliminad|quitad|movid|pasad|puest',
    ],
    [
      'do',
      'procesad|emitid|tramitad|realizad|completad|iniciad|solicitad|registrad|confirmad|aprobad|efectuad|gestionad|hech|enviad|aplicad|cread|programad|autorizad|finalizad|resuelt|pedid',
    ],
  ],
  bases: [
    ['cancellation', 'cancela?|anula?'],
    ['refund', 'reembolsa?|abona?'],
    ['return', 'devolv(?:e(?!r?[íi]a)|i)?'],
    ['exchange', 'intercambia?|reemplaza?|sustitui?'],
    ['alter', 'cambia?|actuali[zc]a?|modifi[cq]u?a?|corr[ei]gi?|ajusta?|guarda?'],
    [
      'do',
      'procesa?|emiti?|tramita?|reali[zc]a?|completa?|inicia?|solicita?|registra?|efectua?|gestiona?|hace|hiz|apli(?:ca?|qu)|confirma?',
    ],
  ],
  forms: {
    us: [
      ' (?:he|hemos) (?:(?:{adverb}) ){0,3}{v}',
      ' (?:(?:he|hemos) (?:procedido a|podido|logrado|conseguido|terminado de|encargado de)|acab(?:o|amos) de|pude|pudimos|logr(?:é|amos)|consegu(?:í|imos)|proced(?:í|imos) a) {to}',
      ' †(?:é|í)(?= )',
      ' (?<v>hice)(?= )',
      ' (?:ya|les?|te|lo|la|nosotros) †(?:a|i)?mos(?= )| †(?:a|i)?mos (?:su|tu|sus|tus|el pedido #)',
      ' (?:sistema|equipo|departamento|almacén|tienda) (?:(?:ya|le|te|lo|la) ){0,2}ha (?:(?:{adverb}) ){0,2}{v}',
      ' (?:sistema|equipo|tienda) (?:(?:ya|le|te|lo|la) ){0,2}{did}',
      ' confirm(?:o|amos) (?:{the}) {noun} ',
    ],
    record: [
      ' (?:tengo|tenemos) (?:(?:{adverb}) ){0,2}{v}',
      ' (?:estoy|estamos) (?:(?:{adverb}) ){0,2}†(?:ie)?ndo(?:l[eoa]s?)?(?= )',
      ' (?:ha|han) (?:ya )?(?:sido|quedado) (?:(?:{adverb}) ){0,3}{v}(?! por (?:el|un|una|la) )',
      ' se (?:(?:me|te|les?|nos) )?(?:ha|han) (?:(?:{adverb}) ){0,3}{v}',
      ' se (?:(?:me|te|les?|nos) )?{did}',
      ' (?:est(?:á|án|aba)|fue|fueron|qued(?:ó|aron|a|an)|figuran?|aparecen?|constan?|es|estado) (?:(?:{adverb}|como|siendo|marcad[oa]|registrad[oa]) ){0,4}{v}(?! por (?:el|un|una|la) )',
      String.raw` {noun} (?:\S{1,30} ){0,6}?(?:está|están|va|van|salió|ya es) (?:(?:{adverb}) )?(?:en (?:camino|proceso|curso|marcha)|de vuelta|list[oa]|complet[oa]|efectiv[oa]|bien)(?= )`,
    ],
    short: [
      '^ (?:(?:{adverb}|listo|estado|queda|sí|pues) ){0,3}{v}(?= (?:$|queda|una?|{the}|al?|en|con|como|#))',
    ],
    joined: ['^ (?:(?:{adverb}|he|hemos|le|les|te) ){0,3}{v}'],
    label: [
      String.raw`^ (?:(?:{the}) )?(?:pedido|compra|artículo|dirección|método de pago|talla|color|{noun})(?: #\S+)?(?: (?:de|del|en|a|por) \S{1,20}(?: \S{1,20})?)?(?: #\S+)? (?:(?:{adverb}) ){0,2}{v}`,
    ],
    bare: [
      '^ (?:(?:{adverb}|está|perfecto|queda|muy|eso) ){0,3}(?:listo|hecho|resuelto|solucionado|arreglado) $',
    ],
  },
  actions: [
    ['cancellation', '(?:cancel|anul)aci(?:ón|ones)'],
    [
      'refund',
      'reembolsos?|reintegros?|devoluci(?:ón|ones) del? (?:dinero|importe|pago|total)|dinero|importe',
    ],
    ['return', 'devoluci(?:ón|ones)'],
    ['change', 'cambios|actualización|modificación|cambio de (?:dirección|pago|método|talla|color)'],
    ['exchange', '(?:inter)?cambio'],
  ],
  topics: [
    ['address', 'dirección|domicilio|código postal'],
    ['payment', 'pago|paypal|tarjeta'],
    ['exchange', String.raw`cambi\S+ .{0,40} por (?:el|la|los|las|un|una)`],
    ['items', 'talla|color|artículos?|tamaño|modelo|variante|cantidad|productos?'],
  ],
  profile: ' (?:predeterminad[oa]|perfil|cuenta|habitual) ',
  money: String.raw` (?:dinero|importe|pago|total|monto|dólares|los \d\S*) | \d\S* [$€]|[$€] ?\d`,
  anything: String.raw` (?:su|tu|pedido|lo|todo|eso|cambios|compra|#\S+) `,
  harmless:
    ' (?:precios?|lista|resumen|notas?|política|web|catálogo|respuesta|contraseña|reseña|solicitud|conversación) ',
  pronoun: ' (?:lo|la|eso|esto|que|ambos|todo) |^ (?:ya )?(?:ha|han|está|fue|se) ',
  denied: ' (?:no|nunca|nada|ningun[oa]?|ningún|tampoco|ni|jamás|sin) ',
  open: ' (?:{if}|(?:hasta|después de|antes de) que) (?:que )?(?:ya )?(?:he|hemos) | usted(?:es)? (?:ya )?(?:ha|han) ',
  told: String.raw`(?<!como) (?:dij(?:o|iste)|mencion\S+|escribi\S+|dices?|dijeron|coment\S+|según (?:su|tu) (?:mensaje|correo)) `,
  conjunction: '^(?:y|e|o)?$',
  condition: ' (?:{if}|después de|antes de|hasta|tras|al) ',
  leading: '^ (?:{if}) (?!(?:mira|revisa|consulta|entra)s? )',
  rule: String.raw` (?:un|una|cualquier|cada|todo) \S+ (?:que|está|es) |^ (?:los |las )?(?:pedidos|artículos|productos) que `,
  relative: '(?!)',
  present: ' (?:está|están|es|estoy|estamos|queda|quedan) (?!ya |ahora |siendo )',
  definite: String.raw` (?:su|tu|sus|tus|est[ea]|es[ea]|ambos|estos|estoy|estamos|lo|#\S+) |^(?!.* (?:un|una|los|las|cada|todo|cualquier|normalmente|siempre) )`,
  intends:
    ' (?:{if}|haría|haremos|podría|puedo|propongo|pasos|opciones|confirm\\S*|voy a|vamos a|ocurrirá|pasará) ',
  interrogative:
    '^ (?:(?:y|pero|entonces) )*(?:ha|han|está|fue|se ha|qué|cuál|cuáles|cuándo|dónde|cómo|desea|quiere|prefiere|puede|podría|ya (?:ha|ha sido|recibió)) ',
  tag: '^ (?:no|verdad|cierto|correcto|es (?:correcto|así)|no es así) $',
  pending:
    '^.* (?:(pued[oe]|pueden|podemos|podría|será|serán|ser|voy|vamos|deben?|quiere|desea|no|necesito|sean?|para)|he|hemos|ha|han|está|están|fue|fueron) ',
  fresh: String.raw` (?:acab\S+ de|con éxito|exitosamente|correctamente|ahora mismo|listo) `,
  awaiting: ' (?:su|tu) (?:confirmación|aprobación)| confírmel[ao]| confirme | confirma |pulse ',
  begun: '^(?:inici|solicit|registr|program|tramit|gestion|pedid)',
}
