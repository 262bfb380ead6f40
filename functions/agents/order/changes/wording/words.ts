import type { Language } from '../../../../core/language.ts'

/**
 * What a customer reads of a change before and after it is made, in one language: as a wish, so that the same words
 * stand on the question and on the receipt. The store's own words (names, options) stay as they are.
 */
export interface ChangeWording {
  readonly language: Language
  readonly title: {
    readonly cancel: (orderId: string) => string
    readonly address: (orderId: string) => string
    readonly payment: (orderId: string) => string
    readonly items: (orderId: string) => string
    readonly return: (orderId: string) => string
    readonly exchange: (orderId: string) => string
    readonly profileAddress: string
  }
  readonly reason: (reason: 'no longer needed' | 'ordered by mistake') => string
  readonly cannotBeUndone: string
  readonly newAddress: (address: string) => string
  readonly addressUntilNow: (address: string) => string
  readonly ordersKeepTheirs: string
  readonly newPayment: (label: string) => string
  readonly paymentUntilNow: (label: string) => string
  readonly paymentOnce: string
  readonly itemsOnce: string
  readonly samePrice: string
  /** An item that is exchanged for itself. */
  readonly sameAgain: string
  readonly sendingBack: string
  readonly payOnReceipt: string
  readonly refundOnReceipt: string
  readonly refundOnReceiptToGiftCard: string
  readonly card: (brand: string, lastFour: string) => string
  readonly giftCard: string
  readonly removedCard: string
  readonly removedGiftCard: string
}
