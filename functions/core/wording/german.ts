import type { Wording } from './words.ts'

export const german: Wording = {
  handoff:
    'Ich übergebe an eine Person aus unserem Team. Sie kann dieses Gespräch lesen und antwortet Ihnen hier.',
  handback:
    'Ich bin der automatische Assistent und antworte hier wieder. Sie können jederzeit nach einer Person fragen.',
  notDone: (title) => `Das wurde nicht ausgeführt: ${title}. Eine Person aus unserem Team sieht es sich an.`,
  held: 'Ab hier übernimmt eine Person aus unserem Team.',
  heldChanged:
    'Seit der Genehmigung hat sich etwas geändert, deshalb wurde es nicht ausgeführt. Ab hier übernimmt eine Person aus unserem Team.',
  refused:
    'Es tut mir leid, dabei kann ich nicht helfen. Ich helfe Ihnen gern bei Ihren Bestellungen und bei unseren Produkten.',
  apology:
    'Es tut mir leid, ich konnte nicht rechtzeitig antworten. Es wurde nichts geändert. Bitte versuchen Sie es gleich noch einmal, oder fragen Sie nach einer Person.',
  unavailable:
    'Es tut mir leid, ich kann gerade nicht antworten. Es wurde nichts geändert. Bitte fragen Sie nach einer Person, oder versuchen Sie es später noch einmal.',
  confirm: 'Bitte bestätigen Sie, dass ich das tun soll:',
  confirmAgain: 'Ich bin nicht sicher, ob das ein Ja ist. Bitte bestätigen Sie, oder lehnen Sie ab:',
  changedMeanwhile:
    'Seit Ihrer Bestätigung hat sich etwas geändert, deshalb habe ich es noch nicht ausgeführt. Bitte sehen Sie es sich noch einmal an:',
  declined: 'In Ordnung, ich lasse alles, wie es ist.',
  expired:
    'Das hat zu lange gedauert, deshalb wurde nichts ausgeführt. Bitte sagen Sie mir noch einmal, was Sie möchten.',
  approval:
    'Danke. Eine Person aus unserem Team muss das erst genehmigen; sie antwortet Ihnen hier. Bisher wurde nichts ausgeführt.',
  rejected:
    'Eine Person aus unserem Team hat es sich angesehen und konnte es nicht genehmigen, deshalb wurde nichts ausgeführt.',
  doneWithoutWords:
    'Das ist erledigt, wie der Beleg zeigt. Mehr konnte ich nicht rechtzeitig dazu schreiben.',
  late: 'Entschuldigen Sie die Wartezeit. Hier ist die Antwort auf Ihre Frage:',
  gap: (what) =>
    `Es tut mir leid, ich konnte gerade nicht ${what}. Bitte fragen Sie mich danach gleich noch einmal.`,
  onePart: 'auf einen Teil davon antworten',
}
