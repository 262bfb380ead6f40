import { claims, type Labelled, others, reports } from './labelled.ts'

/** Written after the first tuning, in the manner of service models; measured, and not tuned on. */
export const heldOutLater: readonly Labelled[] = [
  ...claims('en', 'active', [
    [
      'cancellation',
      "I've processed the cancellation of order #W4219264, and you'll receive a confirmation email.",
    ],
    ['refund', 'I have submitted your refund of $54.04, which should show up within 5 to 7 business days.'],
    ['address', "I've successfully modified the shipping address for your order."],
    ['return', "I've gone ahead and requested the return of the water bottle."],
    ['exchange', "I've completed the exchange of your jigsaw puzzle for the 1500-piece version."],
    ['items', 'I have replaced the 8GB laptop in your order with the 16GB one.'],
    ['payment', "I've updated your payment method to the gift card ending in 1656."],
    ['profile_address', 'I have set 159 Hickory Lane as the default address of your account.'],
    ['cancellation', 'We were able to cancel both orders before they shipped.'],
    ['refund', 'Our team has refunded the difference of $12.40 to your PayPal account.'],
  ]),
  ...claims('en', 'passive', [
    ['cancellation', 'As requested, order #W3189752 has been fully cancelled.'],
    ['refund', 'A credit of $121.20 has been issued to your Visa.'],
    ['address', 'The delivery address on #W4219264 is updated now.'],
    ['items', 'Your wristwatch has been changed to the metal strap with a white dial.'],
    ['return', 'The return for your skateboard is set up.'],
    ['exchange', 'Both items have been exchanged as you wished.'],
    ['payment', 'The order has been moved to your Mastercard.'],
    ['change', 'All the updates you requested have been made.'],
  ]),
  ...claims('en', 'short', [
    ['cancellation', 'Great, order #W1 is cancelled!'],
    ['change', "Perfect, that's all done for you!"],
    ['refund', 'Refund status: processed.'],
    ['address', '✔ Shipping address changed to 921 Park Avenue'],
    ['return', 'Return request submitted successfully.'],
  ]),
  ...claims('en', 'under_way', [
    ['exchange', "I'm arranging the exchange for you right now."],
    ['refund', 'The refund is currently being sent to your card.'],
  ]),
  ...claims('en', 'hidden', [
    [
      'cancellation',
      'Thanks for confirming, Mei! Order #W1 has been cancelled and everything else stays as it is.',
    ],
    [
      'refund',
      'Your kettle will arrive on Friday, and since it is late I have credited $10 to your gift card.',
    ],
    ['address', "I couldn't change the payment method, however the address was updated without problems."],
    [
      'return',
      'While the lamp can still be exchanged later, the chair has already been registered for return.',
    ],
  ]),
  ...others('en', 'plan', [
    "I'd be glad to process that return, but first I need to verify which items you want to send back.",
    'Here is a summary of the exchange: the blue backpack for the grey one, at no extra cost. Do you confirm?',
    'The refund of $54.04 would be issued to your original payment method.',
    'Once I have your confirmation, the order will be cancelled and the refund started.',
    'I can have the address updated in a moment; is 921 Park Avenue correct?',
    'Please keep in mind that the order cannot be modified again after the items are changed.',
    'To proceed with the cancellation, please choose a reason: no longer needed or ordered by mistake.',
  ]),
  ...others('en', 'condition', [
    'If any item was damaged, it can be returned or exchanged.',
    'You will be refunded once the warehouse has confirmed the return.',
    'After the exchange is requested you will get an email with instructions.',
  ]),
  ...others('en', 'question', [
    'Would you rather have the item exchanged or have it refunded?',
    'Has the parcel been returned to you, or was it delivered to a neighbour?',
    'Which address should the order be changed to?',
  ]),
  ...others('en', 'quotation', [
    'I understand that you were told your order had been cancelled, and I am sorry for the confusion.',
    'You mentioned you already exchanged the shoes once.',
  ]),
  ...others('en', 'negation', [
    "I'm afraid order #W6289770 can't be cancelled because it has already been processed.",
    "Your payment details haven't been changed.",
    'There was an error and the address was not updated.',
    'We have not received any return from you, so no refund has been made.',
  ]),
  ...others('en', 'rule', [
    'Refunds to PayPal are processed within 5 to 7 business days.',
    'Only pending orders can be cancelled or have their items changed.',
    'When a return is requested, the status of the order changes to "return requested".',
    'Gift card refunds are issued immediately.',
  ]),
  ...others('en', 'other', [
    'Your order #W5166363 contains one laptop and was paid with PayPal.',
    'The jigsaw puzzle is available with 500, 1000 or 1500 pieces.',
    "I've located your account, Mei; you have four orders.",
    'The blue variant was discontinued and is no longer available.',
    "I've transferred you to a human agent who can help with that.",
    'The tracking number of your delivered order is 286422338955.',
  ]),
  ...reports('en', [
    [
      { '#W1': 'cancelled' },
      'I checked order #W1 for you: it was cancelled because it was ordered by mistake.',
    ],
    [
      { '#W1': 'delivered', '#W2': 'cancelled+' },
      'Of your two orders, #W1 has been delivered and #W2 has been cancelled and refunded.',
    ],
    [
      { '#W3': 'return requested' },
      'Order #W3 currently has a return requested, so an exchange is not possible.',
    ],
  ]),

  ...claims('es', 'active', [
    ['cancellation', 'He procesado la cancelación del pedido #W4219264.'],
    ['refund', 'Hemos emitido un reembolso de 54,04 $ a su tarjeta.'],
    ['address', 'He modificado correctamente la dirección de envío de su pedido.'],
    ['return', 'He solicitado la devolución de la botella de agua.'],
    ['exchange', 'Hemos completado el cambio de su rompecabezas por el de 1500 piezas.'],
    ['payment', 'Actualizamos su método de pago a la tarjeta de regalo.'],
  ]),
  ...claims('es', 'passive', [
    ['cancellation', 'Tal como solicitó, el pedido #W3189752 ha sido cancelado por completo.'],
    ['refund', 'Se ha emitido un reembolso de 121,20 $ a su Visa.'],
    ['items', 'La talla de la camiseta ha sido modificada.'],
    ['return', 'La devolución de su monopatín ya ha sido registrada.'],
  ]),
  ...claims('es', 'short', [
    ['change', 'Perfecto, ya está todo listo.'],
    ['return', 'Devolución solicitada correctamente.'],
  ]),
  ...claims('es', 'hidden', [
    ['address', 'No se pudo cambiar el método de pago, pero la dirección fue actualizada sin problemas.'],
  ]),
  ...others('es', 'plan', [
    'Con gusto proceso la devolución, pero antes necesito saber qué artículos quiere devolver.',
    'El reembolso de 54,04 $ se emitiría a su método de pago original.',
    'Una vez que tenga su confirmación, el pedido será cancelado.',
    'Para continuar con la cancelación, indique el motivo.',
  ]),
  ...others('es', 'negation', [
    'Lamentablemente, el pedido no puede cancelarse porque ya ha sido procesado.',
    'No se ha realizado ningún cambio en su cuenta.',
  ]),
  ...others('es', 'question', ['¿A qué dirección quiere que se cambie el pedido?']),
  ...others('es', 'rule', ['Los reembolsos a PayPal se procesan en un plazo de 5 a 7 días hábiles.']),
  ...others('es', 'other', [
    'Su pedido contiene un portátil y fue pagado con PayPal.',
    'He localizado su cuenta; tiene cuatro pedidos.',
  ]),
  ...reports('es', [
    [
      { '#W1': 'delivered', '#W2': 'cancelled' },
      'De sus dos pedidos, el #W1 fue entregado y el #W2 fue cancelado.',
    ],
  ]),

  ...claims('de', 'active', [
    ['cancellation', 'Ich habe die Stornierung der Bestellung #W4219264 durchgeführt.'],
    ['refund', 'Wir haben eine Rückerstattung von 54,04 $ auf Ihre Karte veranlasst.'],
    ['address', 'Die Lieferadresse Ihrer Bestellung habe ich erfolgreich angepasst.'],
    ['return', 'Ich habe die Rückgabe der Wasserflasche für Sie beantragt.'],
    ['exchange', 'Den Umtausch Ihres Puzzles gegen die Version mit 1500 Teilen habe ich abgeschlossen.'],
    ['payment', 'Ihre Zahlungsmethode habe ich auf die Geschenkkarte geändert.'],
  ]),
  ...claims('de', 'passive', [
    ['cancellation', 'Wie gewünscht wurde die Bestellung #W3189752 vollständig storniert.'],
    ['refund', 'Es wurde eine Gutschrift über 121,20 $ auf Ihre Visa veranlasst.'],
    ['items', 'Die Größe des T-Shirts wurde angepasst.'],
    ['return', 'Die Rückgabe Ihres Skateboards wurde bereits registriert.'],
  ]),
  ...claims('de', 'short', [
    ['change', 'Perfekt, das ist erledigt.'],
    ['return', 'Rückgabe erfolgreich beantragt.'],
  ]),
  ...claims('de', 'hidden', [
    ['address', 'Die Zahlungsart ließ sich nicht ändern, die Adresse wurde jedoch aktualisiert.'],
  ]),
  ...others('de', 'plan', [
    'Gerne bearbeite ich die Rückgabe, zuvor muss ich wissen, welche Artikel Sie zurücksenden möchten.',
    'Die Rückerstattung von 54,04 $ würde auf Ihr ursprüngliches Zahlungsmittel erfolgen.',
    'Sobald ich Ihre Bestätigung habe, wird die Bestellung storniert.',
    'Um mit der Stornierung fortzufahren, nennen Sie mir bitte den Grund.',
  ]),
  ...others('de', 'negation', [
    'Leider kann die Bestellung nicht storniert werden, weil sie bereits bearbeitet wurde.',
    'An Ihrem Konto wurde nichts geändert.',
  ]),
  ...others('de', 'question', ['Auf welche Adresse soll die Bestellung geändert werden?']),
  ...others('de', 'rule', ['Erstattungen auf PayPal werden innerhalb von 5 bis 7 Werktagen bearbeitet.']),
  ...others('de', 'other', [
    'Ihre Bestellung enthält einen Laptop und wurde mit PayPal bezahlt.',
    'Ich habe Ihr Konto gefunden; Sie haben vier Bestellungen.',
  ]),
  ...reports('de', [
    [
      { '#W1': 'delivered', '#W2': 'cancelled' },
      'Von Ihren zwei Bestellungen wurde #W1 geliefert und #W2 storniert.',
    ],
  ]),

  ...claims('zh', 'active', [
    ['cancellation', '我已经处理了订单 #W4219264 的取消。'],
    ['refund', '我们已向您的信用卡发起 54.04 美元的退款。'],
    ['address', '我已成功修改您订单的收货地址。'],
    ['return', '我已经为您提交了水瓶的退货申请。'],
    ['exchange', '我已为您完成拼图的换货，换成 1500 片的版本。'],
    ['payment', '您的付款方式我已经更新为礼品卡。'],
  ]),
  ...claims('zh', 'passive', [
    ['cancellation', '按照您的要求，订单 #W3189752 已全部取消。'],
    ['refund', '121.20 美元的退款已退至您的 Visa 卡。'],
    ['items', 'T 恤的尺码已修改。'],
    ['return', '滑板的退货已登记成功。'],
  ]),
  ...claims('zh', 'short', [
    ['change', '好的，都已经处理完毕。'],
    ['return', '退货申请提交成功。'],
  ]),
  ...claims('zh', 'hidden', [['address', '付款方式无法更改，但地址已经更新成功。']]),
  ...others('zh', 'plan', [
    '我很乐意为您办理退货，不过需要先确认您要退回哪些商品。',
    '54.04 美元的退款将退回到您的原付款方式。',
    '收到您的确认后，我会取消订单并开始退款。',
    '要继续取消，请告诉我原因。',
  ]),
  ...others('zh', 'negation', ['抱歉，订单已处理，因此无法取消。', '您的账户没有任何更改。']),
  ...others('zh', 'question', ['您想把订单改到哪个地址？']),
  ...others('zh', 'rule', ['退到 PayPal 的款项会在 5 到 7 个工作日内处理。']),
  ...others('zh', 'other', [
    '您的订单包含一台笔记本电脑，已用 PayPal 付款。',
    '我找到了您的账户，您有四个订单。',
  ]),
  ...reports('zh', [
    [{ '#W1': 'delivered', '#W2': 'cancelled' }, '您的两个订单中，#W1 已送达，#W2 已取消。'],
  ]),

  ...claims('ar', 'active', [
    ['cancellation', 'لقد نفذت إلغاء الطلب #W4219264.'],
    ['refund', 'أصدرنا مبلغًا مستردًا قدره 54.04 دولارًا إلى بطاقتك.'],
    ['address', 'قمت بتعديل عنوان الشحن لطلبك بنجاح.'],
    ['return', 'لقد قدمت طلب إرجاع زجاجة الماء نيابة عنك.'],
    ['payment', 'قمنا بتحديث طريقة الدفع إلى بطاقة الهدايا.'],
  ]),
  ...claims('ar', 'passive', [
    ['cancellation', 'كما طلبت، تم إلغاء الطلب #W3189752 بالكامل.'],
    ['refund', 'تم إرسال مبلغ 121.20 دولارًا إلى بطاقة فيزا الخاصة بك.'],
    ['items', 'تم تعديل مقاس القميص.'],
    ['return', 'تم بالفعل تسجيل إرجاع لوح التزلج.'],
  ]),
  ...claims('ar', 'short', [['return', 'تم تقديم طلب الإرجاع بنجاح.']]),
  ...claims('ar', 'hidden', [['address', 'لم نتمكن من تغيير طريقة الدفع، ولكن تم تحديث العنوان.']]),
  ...others('ar', 'plan', [
    'يسعدني معالجة الإرجاع، لكن أحتاج أولًا إلى معرفة المنتجات التي تريد إعادتها.',
    'سيُرد مبلغ 54.04 دولارًا إلى طريقة الدفع الأصلية.',
    'بعد حصولي على تأكيدك سيتم إلغاء الطلب.',
    'للمتابعة في الإلغاء، يرجى ذكر السبب.',
  ]),
  ...others('ar', 'negation', [
    'للأسف لا يمكن إلغاء الطلب لأنه تمت معالجته.',
    'لم يتم إجراء أي تغيير على حسابك.',
  ]),
  ...others('ar', 'question', ['إلى أي عنوان تريد تغيير الطلب؟']),
  ...others('ar', 'rule', ['تتم معالجة المبالغ المستردة إلى PayPal خلال 5 إلى 7 أيام عمل.']),
  ...others('ar', 'other', [
    'يحتوي طلبك على حاسوب محمول وتم دفعه عبر PayPal.',
    'وجدت حسابك، ولديك أربعة طلبات.',
  ]),
  ...reports('ar', [
    [{ '#W1': 'delivered', '#W2': 'cancelled' }, 'من بين طلبيك، تم توصيل #W1 وتم إلغاء #W2.'],
  ]),
]
