import type { ChangeWording } from './words.ts'

export const german: ChangeWording = {
  language: 'de',
  title: {
    cancel: (orderId) => `Bestellung ${orderId} stornieren`,
    address: (orderId) => `Lieferadresse der Bestellung ${orderId} ändern`,
    payment: (orderId) => `Zahlungsart der Bestellung ${orderId} ändern`,
    items: (orderId) => `Artikel der Bestellung ${orderId} ändern`,
    return: (orderId) => `Artikel der Bestellung ${orderId} zurückgeben`,
    exchange: (orderId) => `Artikel der Bestellung ${orderId} umtauschen`,
    profileAddress: 'Hauptadresse Ihres Profils ändern',
  },
  reason: (reason) => `Grund: ${reasons[reason]}`,
  cannotBeUndone: 'Eine Stornierung kann nicht rückgängig gemacht werden.',
  newAddress: (address) => `Neue Adresse: ${address}`,
  addressUntilNow: (address) => `Adresse bisher: ${address}`,
  ordersKeepTheirs: 'Frühere Bestellungen behalten ihre Adresse.',
  newPayment: (label) => `Neue Zahlungsart: ${label}`,
  paymentUntilNow: (label) => `Zahlungsart bisher: ${label}`,
  paymentOnce: 'Die Zahlungsart einer Bestellung kann einmal geändert werden.',
  itemsOnce:
    'Die Artikel einer Bestellung können einmal geändert werden; danach kann die Bestellung weder geändert noch storniert werden.',
  samePrice: 'Der Preis bleibt gleich.',
  sameAgain: 'noch einmal dasselbe',
  sendingBack:
    'Sie bekommen eine E-Mail, die erklärt, wie Sie die Artikel zurücksenden. Eine Bestellung kann einmal zurückgegeben oder umgetauscht werden.',
  payOnReceipt: 'Sie zahlen den Unterschied, sobald wir die Artikel haben.',
  refundOnReceipt: 'Sobald wir die Artikel haben, dauert die Erstattung 5 bis 7 Werktage.',
  refundOnReceiptToGiftCard:
    'Sobald wir die Artikel haben, kommt die Erstattung sofort auf die Geschenkkarte.',
  card: (brand, lastFour) => `${brand} mit der Endung ${lastFour}`,
  giftCard: 'Geschenkkarte',
  removedCard: 'Karte, die nicht mehr im Profil ist',
  removedGiftCard: 'Geschenkkarte, die nicht mehr im Profil ist',
}

const reasons = {
  'no longer needed': 'nicht mehr gebraucht',
  'ordered by mistake': 'versehentlich bestellt',
} as const
