import type { PaymentMethod } from '../../../core/store.ts'

/* What a customer is told who sends items back. */
export const sendingBack =
  'You will get an e-mail that says how to send the items back. An order can be returned or exchanged once.'

/** When the money moves: after the items have arrived, and as fast as the method takes it. */
export function afterReceipt(method: PaymentMethod, amountCents: number): string {
  if (amountCents === 0) return 'The price stays the same.'
  if (amountCents > 0) return 'You pay the difference once we have received the items.'
  return method.source === 'gift_card'
    ? 'Once we have received the items, the refund is on the gift card at once.'
    : 'Once we have received the items, the refund takes 5 to 7 business days.'
}
