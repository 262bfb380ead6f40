import { isolated } from '../../../../core/isolated.ts'
import type { ChangeWording } from './words.ts'

export const arabic: ChangeWording = {
  language: 'ar',
  title: {
    cancel: (orderId) => `إلغاء الطلب ${isolated(orderId)}`,
    address: (orderId) => `تغيير عنوان شحن الطلب ${isolated(orderId)}`,
    payment: (orderId) => `تغيير طريقة دفع الطلب ${isolated(orderId)}`,
    items: (orderId) => `تغيير منتجات الطلب ${isolated(orderId)}`,
    return: (orderId) => `إعادة منتجات من الطلب ${isolated(orderId)}`,
    exchange: (orderId) => `استبدال منتجات من الطلب ${isolated(orderId)}`,
    profileAddress: 'تغيير العنوان الأساسي في ملفك الشخصي',
  },
  reason: (reason) => `السبب: ${reasons[reason]}`,
  cannotBeUndone: 'لا يمكن التراجع عن الإلغاء.',
  newAddress: (address) => `العنوان الجديد: ${isolated(address)}`,
  addressUntilNow: (address) => `العنوان حتى الآن: ${isolated(address)}`,
  ordersKeepTheirs: 'تحتفظ الطلبات السابقة بعناوينها.',
  newPayment: (label) => `طريقة الدفع الجديدة: ${isolated(label)}`,
  paymentUntilNow: (label) => `طريقة الدفع حتى الآن: ${isolated(label)}`,
  paymentOnce: 'يمكن تغيير طريقة دفع الطلب مرة واحدة.',
  itemsOnce: 'يمكن تغيير منتجات الطلب مرة واحدة، وبعدها لا يمكن تغيير الطلب أو إلغاؤه.',
  samePrice: 'يبقى السعر كما هو.',
  sameAgain: 'المنتج نفسه مرة أخرى',
  sendingBack:
    'ستصلك رسالة بالبريد الإلكتروني تشرح كيفية إرسال المنتجات. يمكن إعادة الطلب أو استبداله مرة واحدة.',
  payOnReceipt: 'تدفع الفرق بعد أن نستلم المنتجات.',
  refundOnReceipt: 'بعد أن نستلم المنتجات، يستغرق رد المبلغ من 5 إلى 7 أيام عمل.',
  refundOnReceiptToGiftCard: 'بعد أن نستلم المنتجات، يصل المبلغ إلى بطاقة الهدايا فورًا.',
  card: (brand, lastFour) => `${isolated(brand)} المنتهية بـ ${isolated(lastFour)}`,
  giftCard: 'بطاقة هدايا',
  removedCard: 'بطاقة لم تعد في الملف الشخصي',
  removedGiftCard: 'بطاقة هدايا لم تعد في الملف الشخصي',
}

const reasons = { 'no longer needed': 'لم يعد مطلوبًا', 'ordered by mistake': 'طُلب بالخطأ' } as const
