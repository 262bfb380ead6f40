import type { Card } from '../../core/specialist.ts'

export const orderCard: Card = {
  name: 'order',
  activity: {
    en: 'checking your orders',
    es: 'revisando tus pedidos',
    de: 'prüft Ihre Bestellungen',
    zh: '正在查看您的订单',
    ar: 'نراجع طلباتك',
  },
  does: "Looks up the verified customer's own profile and orders: status, items, prices, payments, refunds, addresses, tracking numbers. Cancels and changes pending orders, returns and exchanges delivered ones, changes addresses; each only after the customer has confirmed it. Knows nothing about products that are not in an order.",
  changesStore: true,
  gap: {
    en: 'look into your orders',
    es: 'mirar tus pedidos',
    de: 'in Ihren Bestellungen nachsehen',
    zh: '查看您的订单',
    ar: 'الاطلاع على طلباتك',
  },
}
