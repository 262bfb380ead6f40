import { claims, type Labelled, others, reports } from './labelled.ts'

/** Written when the check was finished; measured once, and nothing was changed after. */
export const heldOutLast: readonly Labelled[] = [
  ...claims('en', 'active', [
    ['cancellation', 'I went into the system and cancelled #W7464385 for you.'],
    ['refund', 'To apologise for the delay, we have refunded your shipping fee.'],
    ['address', "Your parcel will find you: I've changed the delivery address to 34 Oak Avenue."],
    ['return', 'I have filed the return for both speakers.'],
    ['exchange', 'We have just exchanged your boots for a size 11.'],
    ['items', 'I have modified the pending order so that it includes the 27-inch monitor.'],
    ['payment', 'I have successfully switched your order to PayPal.'],
    ['change', 'I have applied all of your changes.'],
    ['cancellation', 'Following your confirmation I cancelled the duplicate order.'],
    ['refund', 'We issued $30 back to your gift card.'],
  ]),
  ...claims('en', 'passive', [
    ['cancellation', 'Your order for the water bottle has already been cancelled by our team.'],
    ['refund', 'The refund to your Mastercard was processed a minute ago.'],
    ['address', 'The address is changed and your order will ship tomorrow.'],
    ['return', 'The two items have been marked for return.'],
    ['exchange', 'An exchange has been arranged for the broken lamp.'],
    ['profile_address', 'Your account address has been updated to Portland.'],
    ['items', 'Your tablet has been changed to the 64GB model.'],
    ['change', 'The modification you asked for is complete.'],
  ]),
  ...claims('en', 'short', [
    ['cancellation', 'Cancellation successful!'],
    ['refund', 'Money refunded.'],
    ['change', "You're all set!"],
    ['exchange', 'Exchange confirmed for order #W3445693'],
    ['address', 'Delivery address: updated.'],
  ]),
  ...claims('en', 'hidden', [
    [
      'cancellation',
      'The headphones are back in stock on Monday; meanwhile I have cancelled your old order.',
    ],
    ['refund', 'Sorry again for the trouble, the full price was credited to your PayPal this morning.'],
    ['return', 'The sneakers run small, which is why I registered them for return.'],
    ['cancellation', 'Is there anything else? By the way, #W7464385 is cancelled.'],
  ]),
  ...others('en', 'plan', [
    'I will go ahead and cancel #W7464385 if you say yes.',
    'The difference of $12.40 will be refunded to your Visa once the exchange is made.',
    'Shall we proceed? The lamp will be returned and $54.04 refunded.',
    'I would need your approval to have the item changed.',
    'You can still get the order changed today.',
    'We are going to process the refund after you approve it.',
  ]),
  ...others('en', 'condition', [
    'In case the refund has not arrived by Friday, write to us again.',
    'When the parcel is returned to us, we refund you.',
    'Unless it was changed by you, the address is the one in your profile.',
  ]),
  ...others('en', 'question', [
    'Is the order you want cancelled the one with the tablet?',
    'Have both items been returned in their original box?',
    'When was the address changed?',
  ]),
  ...others('en', 'quotation', [
    'You say that the driver told you it was returned to the sender.',
    'You wrote that you had the shoes exchanged last year.',
  ]),
  ...others('en', 'negation', [
    'I have not made any changes to #W7464385.',
    "The exchange wasn't completed because the new item is out of stock.",
    'There is nothing to refund, since nothing was charged.',
    'It was never cancelled.',
  ]),
  ...others('en', 'rule', [
    'Orders are cancelled as a whole.',
    'An item can only be exchanged for the same product.',
    'Refunds are always made to a payment method on file.',
  ]),
  ...others('en', 'other', [
    'The tablet has a replaceable battery and was updated to a faster chip this year.',
    'Your order was placed on Sunday and has been on its way since Tuesday.',
    'I have gone through your orders and found the tablet in #W7464385.',
    'Our return centre is in Ohio.',
    'I have sent your question to a colleague who will be with you shortly.',
  ]),
  ...reports('en', [
    [{ '#W7464385': 'cancelled' }, 'That order, #W7464385, was cancelled last month.'],
    [
      { '#W3445693': 'exchange requested' },
      '#W3445693 – exchange requested, the email with the instructions is on its way',
    ],
  ]),
  ...claims('es', 'active', [
    ['cancellation', 'He entrado en el sistema y he cancelado el pedido duplicado.'],
    ['refund', 'Como disculpa, le hemos reembolsado los gastos de envío.'],
    ['exchange', 'Acabamos de cambiar sus botas por la talla 44.'],
    ['return', 'He tramitado la devolución de los dos altavoces.'],
  ]),
  ...claims('es', 'passive', [
    ['refund', 'El reembolso a su Mastercard se procesó hace un minuto.'],
    ['address', 'La dirección está cambiada y el pedido saldrá mañana.'],
    ['cancellation', 'Su pedido ya ha sido cancelado por nuestro equipo.'],
  ]),
  ...claims('es', 'short', [
    ['cancellation', '¡Cancelación realizada!'],
    ['refund', 'Dinero devuelto.'],
  ]),
  ...others('es', 'plan', [
    'Si me dice que sí, cancelo el pedido ahora mismo.',
    'La diferencia se le reembolsará cuando se haga el cambio.',
  ]),
  ...others('es', 'negation', [
    'No he hecho ningún cambio en el pedido.',
    'El cambio no se completó porque no hay existencias.',
  ]),
  ...others('es', 'question', ['¿Cuándo se cambió la dirección?']),
  ...others('es', 'other', [
    'He revisado sus pedidos y he encontrado la tableta.',
    'Su pedido se realizó el domingo.',
  ]),
  ...claims('de', 'active', [
    ['cancellation', 'Ich habe die doppelte Bestellung eben storniert.'],
    ['refund', 'Als Entschuldigung haben wir Ihnen die Versandkosten erstattet.'],
    ['exchange', 'Ihre Stiefel haben wir gegen Größe 44 umgetauscht.'],
    ['return', 'Die Rückgabe der beiden Lautsprecher habe ich eingereicht.'],
  ]),
  ...claims('de', 'passive', [
    ['refund', 'Die Erstattung auf Ihre Mastercard wurde vor einer Minute ausgelöst.'],
    ['address', 'Die Adresse ist geändert und die Bestellung geht morgen raus.'],
    ['cancellation', 'Ihre Bestellung wurde von unserem Team bereits storniert.'],
  ]),
  ...claims('de', 'short', [
    ['cancellation', 'Stornierung erfolgreich!'],
    ['refund', 'Geld erstattet.'],
  ]),
  ...others('de', 'plan', [
    'Wenn Sie Ja sagen, storniere ich die Bestellung sofort.',
    'Die Differenz wird erstattet, sobald der Umtausch erfolgt ist.',
  ]),
  ...others('de', 'negation', [
    'Ich habe an der Bestellung nichts geändert.',
    'Der Umtausch wurde nicht abgeschlossen, weil der Artikel ausverkauft ist.',
  ]),
  ...others('de', 'question', ['Wann wurde die Adresse geändert?']),
  ...others('de', 'other', [
    'Ich habe Ihre Bestellungen durchgesehen und das Tablet gefunden.',
    'Ihre Bestellung wurde am Sonntag aufgegeben.',
  ]),
  ...claims('zh', 'active', [
    ['cancellation', '我刚才把重复的订单取消了。'],
    ['refund', '为表歉意，我们已退还您的运费。'],
    ['exchange', '我们已经把您的靴子换成 44 码。'],
    ['return', '两个音箱的退货我都办好了。'],
  ]),
  ...claims('zh', 'passive', [
    ['refund', '退到您万事达卡的款项一分钟前已处理。'],
    ['address', '地址已经改好，订单明天发出。'],
    ['cancellation', '您的订单已被我们的团队取消。'],
  ]),
  ...claims('zh', 'short', [
    ['refund', '退款成功。'],
    ['cancellation', '已经取消啦！'],
  ]),
  ...others('zh', 'plan', ['您同意的话，我马上取消订单。', '换货完成后会退还差价。']),
  ...others('zh', 'negation', ['我没有对订单做任何修改。', '因为缺货，换货没有完成。']),
  ...others('zh', 'question', ['地址是什么时候改的？']),
  ...others('zh', 'other', ['我看了您的订单，平板电脑在 #W7464385 里。', '您的订单是周日下的。']),
  ...claims('ar', 'active', [
    ['cancellation', 'ألغيت الطلب المكرر قبل قليل.'],
    ['refund', 'اعتذارًا منا، رددنا إليك رسوم الشحن.'],
    ['exchange', 'استبدلنا حذاءك بمقاس 44.'],
    ['return', 'قدمت طلب إرجاع مكبري الصوت.'],
  ]),
  ...claims('ar', 'passive', [
    ['refund', 'تم تنفيذ رد المبلغ إلى بطاقتك قبل دقيقة.'],
    ['address', 'تم تغيير العنوان وسيُشحن الطلب غدًا.'],
    ['cancellation', 'تم إلغاء طلبك من قبل فريقنا.'],
  ]),
  ...claims('ar', 'short', [['cancellation', 'نجح الإلغاء!']]),
  ...others('ar', 'plan', ['إذا وافقت فسألغي الطلب فورًا.', 'سيُرد الفرق عند إتمام الاستبدال.']),
  ...others('ar', 'negation', ['لم أجرِ أي تغيير على الطلب.', 'لم يكتمل الاستبدال لأن المنتج غير متوفر.']),
  ...others('ar', 'question', ['متى تم تغيير العنوان؟']),
  ...others('ar', 'other', ['راجعت طلباتك ووجدت الجهاز اللوحي.', 'تم تقديم طلبك يوم الأحد.']),
]
