import type { PaymentMethod } from '../../../core/store.ts'
import type { ChangeWording } from './wording/change-wording.ts'

/** What a customer is told who sends items back: how, and when the money moves. */
export function sendingBackWords(method: PaymentMethod, amountCents: number, say: ChangeWording): string[] {
  return [say.sendingBack, afterReceipt(method, amountCents, say)]
}

/** After the items have arrived, and as fast as the method takes it. */
function afterReceipt(method: PaymentMethod, amountCents: number, say: ChangeWording): string {
  if (amountCents === 0) return say.samePrice
  if (amountCents > 0) return say.payOnReceipt
  return method.source === 'gift_card' ? say.refundOnReceiptToGiftCard : say.refundOnReceipt
}
