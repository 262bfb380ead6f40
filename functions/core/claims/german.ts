import type { Lexicon } from './grammar.ts'

export const german: Lexicon = {
  language: 'de',
  script: 'Latin',
  words: {
    v: '‡(?= )(?! (?:werden|sein|haben|zu|lassen) )',
    now: 'gerade|soeben|eben|jetzt|nun|hiermit|momentan|derzeit|aktuell',
    we: '(?:ich|wir|team|system|kollege|kundenservice)',
    money: 'geld|betrag|summe',
    noun: '{action}|{money}|neue (?:liefer)?adresse',
    if: 'wenn|sobald|falls|nachdem|sofern|bevor|ob|ehe|solange',
    said: String.raw`sie (?:sag\S+|schr\S+|erwähn\S+|mein\S+|glaub\S+|behaupt\S+|teilten)`,
    thing: 'bestellung(?:en)?|artikel|produkte?|waren|erstattungen|retouren',
  },
  prepare: (lower) =>
    lower.replace(
      /(?<![a-zà-ÿ])(?:nicht nur|keine sorge|kein problem|keine ursache|ohne (?:probleme|weiteres)|nichts zu danken)/g,
      ' ',
    ),
  breaks: '(?<![a-zà-ÿ])(?:und|aber|sondern|oder|denn|doch|sowie)(?= )',
  hint: 'fertig|geschafft|{money}|adresse',
  verbs: [
    ['cancellation', 'storniert|annulliert|gecancelt|abgebrochen'],
    [
      'refund',
      '(?:zurück|rück)?erstattet|gutgeschrieben|zurück(?:gezahlt|gebucht|überwiesen)|rücküberwiesen|ausgezahlt|überwiesen',
    ],
    ['return', 'zurück(?:gegeben|geschickt|gesendet|gesandt|genommen)|retourniert'],
    ['exchange', '(?:um|aus|ein)?getauscht|ersetzt'],
    [
      'alter',
      '(?:ab|um)?geändert|aktualisiert|angepasst|korrigiert|modifiziert|umgestellt|umgeleitet|umgebucht|gewechselt|eingetragen|hinterlegt|gespeichert|entfernt|hinzugefügt',
    ],
    [
      'do',
      'veranlasst|eingeleitet|angestoßen|(?:be|ver)arbeitet|abgeschlossen|durchgeführt|vorgenommen|ausgelöst|bestätigt|erfolgt|beantragt|angemeldet|registriert|angelegt|erstellt|genehmigt|umgesetzt|erledigt|gemacht|abgewickelt|gestartet|begonnen|geregelt|in die wege geleitet|in auftrag gegeben|geklappt|eingereicht|gesendet|geschickt|angewiesen|vermerkt|gebucht|übernommen|ausgeführt|aufgenommen|gekümmert',
    ],
  ],
  bases: [
    ['cancellation', 'stornier|annullier'],
    ['refund', '(?:zurück)?erstatte|überweise|gutschreibe'],
    ['exchange', '(?:um|aus)?tausche'],
    ['alter', 'änder|aktualisier|anpass|korrigier|umstell'],
    ['do', 'bearbeite|veranlass|einleite|anmelde|registrier|durchführ|abschließ'],
  ],
  forms: {
    us: [
      '^(?=.* {we} )(?=.* (?:habe|haben|hab|hat) ).* {v}',
      '^(?=.* {we} )(?=.* konnten? ).* †e?n(?= )',
      '^(?=.* {we} ).* bestätigen? (?:(?:{we}|ihnen|dir|hiermit) )*(?:die|den|ihren?|deinen?) {action} ',
      '^(?=.* (?:sie|du) )(?=.* (?:haben|hast) ).* erfolgreich {v}',
    ],
    record: [
      '^(?=.* {we} )(?=.* (?:{now}) ).* †e?n?(?= )',
      '^(?=.* (?:wurden?|ist|sind|worden|war|waren|gilt|gelten|steht) )(?!.* (?:durch|haben|hat|habe) ).* {v}',
      String.raw`^(?=.* (?:wird|werden) (?:\S{1,30} ){0,4}(?:{now}) ).* {v}`,
      String.raw`^.* {noun} (?:\S{1,30} ){0,6}?(?:ist|sind|hat|läuft|laufen) (?:\S{1,30} ){0,3}?(?:raus|unterwegs|auf dem (?:rück)?weg|durch|in bearbeitung|fertig|komplett|perfekt|aktiv|erfolgreich|gültig|geklappt)(?= )`,
      '^ (?:ihre|die|deine) {noun} läuft(?: bereits| schon)? $',
    ],
    short: [
      '^ (?:(?:{now}|bereits|schon|ja|erfolgreich|alles|ok|fertig|erledigt|status|auch|wie gewünscht) ){0,3}{v}(?= (?:$|#|ihre|eine|die|auf|am|wie))',
    ],
    joined: ['^.* ‡ $'],
    label: [
      String.raw`^ (?:(?:die|der|ihre?|deine|das|voller?) ){0,2}(?:bestellung|kauf|artikel|\S{0,12}adresse|zahlungsart|zahlungsmethode|größe|farbe|\d\S* [$€]|{noun})(?: (?:von|über|der|auf|für) \S{1,20}(?: \S{1,20})?)?(?: #\S+)? (?:(?:{now}|bereits|schon|erfolgreich) ){0,2}{v}(?= (?:$|auf|für|am|von))`,
    ],
    bare: [
      '^ (?:(?:ok|so|alles|schon|bereits|das|ist|es|wurde|hiermit|somit|damit) ){0,4}(?:erledigt|fertig|geschafft|geregelt)(?: (?:für sie|für dich|worden))? $',
    ],
  },
  actions: [
    ['cancellation', 'stornierung(?:en)?|annullierung'],
    ['refund', '(?:rück|zurück)?erstattung(?:en)?|gutschrift(?:en)?|rückzahlung|rückbuchung|{money}'],
    ['return', '(?:rückgabe|retoure)n?|rücksendung(?:en)?'],
    ['exchange', '(?:um|aus)?tausch'],
    ['change', '(?:adress)?änderung(?:en)?|(?:das|es|alles) .{0,30}(?:erledigt|gemacht|geregelt)'],
  ],
  topics: [
    ['address', String.raw`\S*(?:adresse|anschrift|postleitzahl)`],
    ['payment', 'zahlungs(?:art|methode|weise|mittel)|zahlung'],
    ['items', 'größe|farbe|artikel|variante|menge|modell|ausführung|produkt'],
  ],
  profile: String.raw` (?:standard\S*|profil|konto|kundenkonto) `,
  money: ' (?:{money}|zahlung|kosten) |[$€]',
  anything: String.raw` (?:ihr[er]?n?|dein[er]?n?|bestellung|es|das|alles|dies|auftrag|änderungen|#\S+) `,
  harmless: ' (?:preise?|liste|notiz|zusammenfassung|antwort|richtlinien?|passwort|bewertung|sortiment) ',
  pronoun: ' (?:es|sie|das|dies|diese|beide|alles|er) |^ (?:ist|wurde|sind) ',
  denied: String.raw` (?:nicht|nie|niemals|nichts|kein\S*|weder|ohne|kaum) `,
  open: ' (?:{if}|bis) |(?: sie|^ haben sie) (?:haben|hatten) (?!(?:ich|wir) )',
  told: '(?<! wie) {said} |laut ihrer |(?:stimmt|ist) nicht(?: (?:wahr|richtig))? $',
  conjunction: '^(?:und|oder|, ?)?$',
  condition: ' (?:{if}|bis|nach|vor) (?!wie )',
  leading: '^ (?:{if}|ein wort|sagen sie|bestätigen sie|geben sie) (?!sie (?:nachsehen|schauen|prüfen) )',
  rule: String.raw` (?:eine[rn]?|jede[rn]?|alle|keine) \S+ (?:ist|wird|wurde) | (?:immer|normalerweise|üblicherweise|grundsätzlich|in der regel) |^ {thing} $`,
  relative: String.raw`^ (?:(?:eine[rn]?|jede[rn]?|alle|keine) )?{thing}(?: \S+)? \| (?:die|der|das|welche) `,
  present: ' (?:ist|sind|steht|gilt) (?!jetzt |nun |bereits |schon |soeben |hiermit |erfolgreich )',
  definite: String.raw` (?:ihre?[rnm]?|deine?[rnm]?|dein|diese?[rs]?|beide|es|sie|#\S+|alles|ich|wir|der|die|das) `,
  intends: String.raw` (?:{if}|würde|werde|kann|können|schritte|optionen|vorschlag|bestätig\S*) `,
  interrogative:
    '^ (?:(?:und|also|aber) )*(?:wurden?|haben|hat|ist|sind|soll|sollen|möchten|können|kann|darf|welche[rs]?|was|wann|wo|wer|wie|warum|wollen) ',
  tag: '^ (?:richtig|oder|stimmt das|nicht wahr|korrekt|ja) $',
  pending:
    '^.* (?:(kann|können|könnte|werde|wird|werden|soll|muss|würde|möchte|nicht|bitte|zu)|habe|haben|hat|ist|sind|wurden?) ',
  fresh: ' (?:soeben|gerade|erfolgreich|hiermit|eben) ',
  awaiting: ' (?:ihre|deine) (?:bestätigung|zustimmung)|bestätigen sie|vorbereitet',
  begun:
    '^(?:beantragt|angemeldet|registriert|angelegt|eingeleitet|gestartet|begonnen|eingereicht|vermerkt|in die|angestoßen)',
}
