import type { ChangeWording } from './words.ts'

export const chinese: ChangeWording = {
  language: 'zh',
  title: {
    cancel: (orderId) => `取消订单 ${orderId}`,
    address: (orderId) => `更改订单 ${orderId} 的收货地址`,
    payment: (orderId) => `更改订单 ${orderId} 的付款方式`,
    items: (orderId) => `更改订单 ${orderId} 的商品`,
    return: (orderId) => `退回订单 ${orderId} 的商品`,
    exchange: (orderId) => `换货：订单 ${orderId} 的商品`,
    profileAddress: '更改您个人资料中的默认地址',
  },
  reason: (reason) => `原因：${reasons[reason]}`,
  cannotBeUndone: '取消后无法恢复。',
  newAddress: (address) => `新地址：${address}`,
  addressUntilNow: (address) => `原地址：${address}`,
  ordersKeepTheirs: '已下的订单保留各自的地址。',
  newPayment: (label) => `新付款方式：${label}`,
  paymentUntilNow: (label) => `原付款方式：${label}`,
  paymentOnce: '每个订单的付款方式只能更改一次。',
  itemsOnce: '每个订单的商品只能更改一次，之后该订单不能再更改或取消。',
  samePrice: '价格不变。',
  sameAgain: '与原来相同',
  sendingBack: '您会收到一封电子邮件，说明如何寄回商品。每个订单只能退货或换货一次。',
  payOnReceipt: '我们收到商品后，您再支付差价。',
  refundOnReceipt: '我们收到商品后，退款需要 5 至 7 个工作日。',
  refundOnReceiptToGiftCard: '我们收到商品后，退款会立即到礼品卡。',
  card: (brand, lastFour) => `尾号 ${lastFour} 的 ${brand}`,
  giftCard: '礼品卡',
  removedCard: '个人资料中已没有的卡',
  removedGiftCard: '个人资料中已没有的礼品卡',
}

const reasons = { 'no longer needed': '不再需要', 'ordered by mistake': '下错了单' } as const
