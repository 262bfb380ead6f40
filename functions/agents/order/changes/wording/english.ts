import type { ChangeWording } from './words.ts'

export const english: ChangeWording = {
  language: 'en',
  title: {
    cancel: (orderId) => `Cancel order ${orderId}`,
    address: (orderId) => `Change the shipping address of order ${orderId}`,
    payment: (orderId) => `Change the payment method of order ${orderId}`,
    items: (orderId) => `Change items of order ${orderId}`,
    return: (orderId) => `Return items of order ${orderId}`,
    exchange: (orderId) => `Exchange items of order ${orderId}`,
    profileAddress: 'Change the default address of your profile',
  },
  reason: (reason) => `Reason: ${reason}`,
  cannotBeUndone: 'A cancellation cannot be undone.',
  newAddress: (address) => `New address: ${address}`,
  addressUntilNow: (address) => `Address until now: ${address}`,
  ordersKeepTheirs: 'Orders you have made keep their own address.',
  newPayment: (label) => `New payment method: ${label}`,
  paymentUntilNow: (label) => `Payment method until now: ${label}`,
  paymentOnce: 'The payment method of an order can be changed once.',
  itemsOnce: 'Items of an order can be changed once; after that the order cannot be changed or cancelled.',
  samePrice: 'The price stays the same.',
  sameAgain: 'the same again',
  sendingBack:
    'You will get an e-mail that says how to send the items back. An order can be returned or exchanged once.',
  payOnReceipt: 'You pay the difference once we have received the items.',
  refundOnReceipt: 'Once we have received the items, the refund takes 5 to 7 business days.',
  refundOnReceiptToGiftCard: 'Once we have received the items, the refund is on the gift card at once.',
  card: (brand, lastFour) => `${brand} ending in ${lastFour}`,
  giftCard: 'gift card',
  removedCard: 'card that is no longer in the profile',
  removedGiftCard: 'gift card that is no longer in the profile',
}
