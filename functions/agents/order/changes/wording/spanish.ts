import type { ChangeWording } from './words.ts'

export const spanish: ChangeWording = {
  language: 'es',
  title: {
    cancel: (orderId) => `Cancelar el pedido ${orderId}`,
    address: (orderId) => `Cambiar la dirección de envío del pedido ${orderId}`,
    payment: (orderId) => `Cambiar la forma de pago del pedido ${orderId}`,
    items: (orderId) => `Modificar artículos del pedido ${orderId}`,
    return: (orderId) => `Devolver artículos del pedido ${orderId}`,
    exchange: (orderId) => `Cambiar artículos del pedido ${orderId} por otros`,
    profileAddress: 'Cambiar la dirección principal de tu perfil',
  },
  reason: (reason) => `Motivo: ${reasons[reason]}`,
  cannotBeUndone: 'Una cancelación no se puede deshacer.',
  newAddress: (address) => `Dirección nueva: ${address}`,
  addressUntilNow: (address) => `Dirección hasta ahora: ${address}`,
  ordersKeepTheirs: 'Los pedidos que ya has hecho conservan su dirección.',
  newPayment: (label) => `Forma de pago nueva: ${label}`,
  paymentUntilNow: (label) => `Forma de pago hasta ahora: ${label}`,
  paymentOnce: 'La forma de pago de un pedido se puede cambiar una vez.',
  itemsOnce:
    'Los artículos de un pedido se pueden modificar una vez; después el pedido no se puede cambiar ni cancelar.',
  samePrice: 'El precio no cambia.',
  sameAgain: 'el mismo otra vez',
  sendingBack:
    'Recibirás un correo que explica cómo enviar los artículos de vuelta. Un pedido se puede devolver o cambiar una vez.',
  payOnReceipt: 'Pagas la diferencia cuando hayamos recibido los artículos.',
  refundOnReceipt: 'Cuando hayamos recibido los artículos, el reembolso tarda de 5 a 7 días laborables.',
  refundOnReceiptToGiftCard:
    'Cuando hayamos recibido los artículos, el reembolso llega al momento a la tarjeta regalo.',
  card: (brand, lastFour) => `${brand} terminada en ${lastFour}`,
  giftCard: 'tarjeta regalo',
  removedCard: 'tarjeta que ya no está en el perfil',
  removedGiftCard: 'tarjeta regalo que ya no está en el perfil',
}

const reasons = { 'no longer needed': 'ya no hace falta', 'ordered by mistake': 'pedido por error' } as const
