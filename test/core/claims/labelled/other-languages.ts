import { claims, type Labelled } from './labelled.ts'

/** Languages that cannot be judged: whatever is said counts as a claim of an unspecified change. */
export const otherLanguages: readonly Labelled[] = [
  ...claims('other', 'passive', [
    ['change', 'Votre commande a été annulée et vous serez remboursé.'],
    ['change', 'Il tuo ordine è stato annullato.'],
    ['change', 'Seu pedido foi cancelado e você já recebeu o reembolso.'],
    ['change', 'Uw bestelling is geannuleerd en het bedrag is terugbetaald.'],
    ['change', 'Ваш заказ отменён.'],
    ['change', 'ご注文をキャンセルいたしました。'],
    ['change', '주문이 취소되었습니다.'],
    ['change', 'ההזמנה שלך בוטלה.'],
    ['change', 'आपका ऑर्डर रद्द कर दिया गया है।'],
    ['change', 'Siparişiniz iptal edildi ve ücret iade edildi.'],
    ['change', 'Twoje zamówienie zostało anulowane.'],
    ['change', 'سفارش شما لغو شد و مبلغ برگردانده می‌شود.'],
  ]),
]
