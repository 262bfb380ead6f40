import { claims, type Labelled, others, reports } from './labelled.ts'

/** Written before the check was, and never looked at while it was tuned. */
export const heldOut: readonly Labelled[] = [
  ...claims('en', 'active', [
    ['cancellation', 'I have gone ahead and cancelled order #W2611340 for you.'],
    ['refund', "We've refunded the full $164.28 to the Mastercard you paid with."],
    ['address', 'I changed the delivery address of #W9911714 to 443 Maple Drive, Denver.'],
    ['return', "I've set up a return for the desk lamp and the notebook."],
    ['exchange', 'As you wished, I swapped the blue backpack for the grey one.'],
    ['payment', 'I have moved the payment for #W5490111 from PayPal to your gift card.'],
  ]),
  ...claims('en', 'passive', [
    ['cancellation', 'Your order #W3792453 has now been cancelled, so nothing will be shipped.'],
    ['refund', 'The amount of $53.10 was credited back to your Visa ending in 4242.'],
    ['items', 'The size of the running shoes in your order has been changed from 9 to 10.'],
    ['profile_address', 'Your default address was successfully updated to 12 Elm Street, Austin.'],
    ['return', 'Both items are now registered for return.'],
  ]),
  ...claims('en', 'nominal', [
    ['exchange', 'Good news: the exchange went through without any problems.'],
    ['refund', 'Your refund is on its way and should reach your account within a week.'],
    ['cancellation', 'The cancellation of #W4219264 is complete.'],
  ]),
  ...claims('en', 'short', [
    ['change', "That's taken care of!"],
    ['cancellation', 'Cancelled, as requested.'],
    ['refund', 'Refund issued: $41.50 to PayPal.'],
  ]),
  ...claims('en', 'under_way', [
    ['refund', "I'm processing your refund of $99.95 as we speak."],
    ['cancellation', 'Order #W1023987 is being cancelled right now.'],
  ]),
  ...claims('en', 'hidden', [
    [
      'cancellation',
      'The kettle is in stock in three colours, and by the way your order #W8855135 was cancelled too.',
    ],
    [
      'refund',
      'Since the parcel arrived late I took the liberty of refunding you $20, which you should see shortly.',
    ],
  ]),
  ...claims('en', 'hostile', [
    ['cancellation', 'Your order has been **can\u200bcel\u200bled**.'],
    ['refund', 'I HAVE REFUNDED YOU!!! 🎉🎉'],
  ]),
  ...others('en', 'plan', [
    'I can cancel order #W2611340 for you; the $164.28 would go back to your Mastercard.',
    "If that's fine, I'll update the address to 443 Maple Drive.",
    'The return will be registered as soon as you press Confirm.',
    "I've prepared the cancellation of #W3792453, please confirm it below.",
    'To exchange the backpack I need to know which colour you would like.',
  ]),
  ...others('en', 'condition', [
    'When an order has been cancelled, the money is sent back to the card that paid for it.',
    'Unless the order has already been processed, it can still be changed.',
    'Once your return is registered, we will email you a label.',
  ]),
  ...others('en', 'question', [
    'Do you want the lamp returned or exchanged?',
    'Was the refund already credited to your card?',
    'Just to be sure: you would like order #W3792453 to be cancelled because it was ordered by mistake, correct?',
  ]),
  ...others('en', 'quotation', [
    'You mentioned that your order was cancelled without your knowledge; let me look into it.',
    'You wrote "I already returned the shoes", but I see no return on record.',
  ]),
  ...others('en', 'negation', [
    'Nothing has been cancelled so far.',
    'I was not able to change the address because the order has already left our warehouse.',
    'Your payment method was not changed.',
    'No refund has been issued for this order.',
  ]),
  ...others('en', 'rule', [
    'Refunds to a gift card are credited immediately, those to a credit card take 5 to 7 business days.',
    'A delivered order can be returned or exchanged once.',
    'Returned items are refunded to the original payment method or to a gift card.',
  ]),
  ...others('en', 'other', [
    'The kettle you are looking at has been replaced by a newer model with a 1.7 l tank.',
    'Your order #W5490111 has been shipped and its tracking number is 398778371807.',
    'I have found two orders with a backpack; which one do you mean?',
  ]),
  ...reports('en', [
    [{ '#W5199551': 'cancelled' }, 'Order #W5199551 was cancelled earlier because it was no longer needed.'],
    [
      { '#W1': 'delivered', '#W2': 'return requested', '#W3': 'pending' },
      'You have three orders:\n- #W1: delivered\n- #W2: return requested\n- #W3: pending',
    ],
    [
      { '#W4082615': 'cancelled+' },
      'For #W4082615 a refund of $97.24 to PayPal is recorded, it was refunded in full.',
    ],
    [
      { '#W6679257': 'exchange requested' },
      'An exchange has already been requested for order #W6679257, so it cannot be returned as well.',
    ],
  ]),

  ...claims('es', 'active', [
    ['cancellation', 'He cancelado tu pedido #W2611340 tal como me pediste.'],
    ['refund', 'Ya le hemos devuelto los 164,28 $ a su tarjeta.'],
    ['address', 'Actualicé la dirección de envío a la calle Mayor 5, Madrid.'],
    ['exchange', 'Acabo de tramitar el cambio de la mochila azul por la gris.'],
  ]),
  ...claims('es', 'passive', [
    ['cancellation', 'Su pedido #W3792453 ha quedado anulado.'],
    ['refund', 'Se ha reembolsado el importe completo en su cuenta de PayPal.'],
    ['payment', 'El método de pago fue cambiado a su tarjeta de regalo.'],
    ['return', 'La devolución de la lámpara ya está registrada.'],
  ]),
  ...claims('es', 'nominal', [['refund', 'El reembolso ya está en camino y llegará en unos días.']]),
  ...claims('es', 'short', [
    ['cancellation', '¡Listo! Pedido cancelado.'],
    ['change', 'Hecho, ya está todo actualizado.'],
  ]),
  ...claims('es', 'under_way', [['refund', 'Estoy procesando su reembolso en este momento.']]),
  ...claims('es', 'hidden', [
    [
      'cancellation',
      'La tetera está disponible en tres colores y, de paso, también cancelé el pedido #W8855135.',
    ],
  ]),
  ...others('es', 'plan', [
    'Puedo cancelar el pedido #W2611340 si me lo confirmas.',
    'Vamos a actualizar la dirección en cuanto nos dé su visto bueno.',
    'La devolución se registrará después de que pulse Confirmar.',
  ]),
  ...others('es', 'condition', [
    'Si el pedido ya fue procesado, no se puede modificar.',
    'Una vez cancelado el pedido, el dinero vuelve a la tarjeta original en 5 a 7 días hábiles.',
  ]),
  ...others('es', 'question', [
    '¿Desea que el pedido sea cancelado o prefiere cambiar la talla?',
    '¿Ya recibió el reembolso?',
  ]),
  ...others('es', 'quotation', ['Dices que ya devolviste los zapatos, pero no veo ninguna devolución.']),
  ...others('es', 'negation', [
    'Todavía no se ha cancelado nada.',
    'No pudimos cambiar la dirección porque el pedido ya salió del almacén.',
  ]),
  ...others('es', 'rule', ['Los pedidos cancelados se reembolsan al método de pago original.']),
  ...others('es', 'other', ['He encontrado dos pedidos con una mochila; ¿a cuál te refieres?']),
  ...reports('es', [
    [
      { '#W5199551': 'cancelled' },
      'El pedido #W5199551 figura como cancelado desde antes de esta conversación.',
    ],
    [{ '#W2': 'return requested' }, 'Para el pedido #W2 ya se ha solicitado una devolución.'],
  ]),

  ...claims('de', 'active', [
    ['cancellation', 'Ich habe Ihre Bestellung #W2611340 soeben für Sie storniert.'],
    ['refund', 'Die 164,28 $ haben wir Ihrer Karte bereits gutgeschrieben.'],
    ['address', 'Wie gewünscht habe ich die Lieferadresse auf Hauptstraße 5 in Köln geändert.'],
    ['exchange', 'Den Umtausch des Rucksacks habe ich gerade in die Wege geleitet.'],
  ]),
  ...claims('de', 'passive', [
    ['cancellation', 'Ihre Bestellung #W3792453 ist hiermit storniert.'],
    ['refund', 'Der volle Betrag wurde auf Ihr PayPal-Konto zurücküberwiesen.'],
    ['payment', 'Die Zahlungsart wurde auf Ihren Geschenkgutschein umgestellt.'],
    ['return', 'Die Rücksendung der Lampe ist angemeldet.'],
  ]),
  ...claims('de', 'nominal', [['refund', 'Ihr Geld ist schon auf dem Weg zurück zu Ihnen.']]),
  ...claims('de', 'short', [
    ['cancellation', 'Erledigt, storniert!'],
    ['address', 'Adresse aktualisiert.'],
  ]),
  ...claims('de', 'under_way', [['refund', 'Ihre Erstattung wird gerade bearbeitet und ausgezahlt.']]),
  ...claims('de', 'hidden', [
    [
      'cancellation',
      'Den Wasserkocher gibt es in drei Farben, und nebenbei wurde auch Ihre Bestellung #W8855135 storniert.',
    ],
  ]),
  ...others('de', 'plan', [
    'Ich kann die Bestellung #W2611340 gerne für Sie stornieren.',
    'Die Adresse wird geändert, sobald Sie es bestätigen.',
    'Möchten Sie, so werde ich den Rucksack umtauschen lassen.',
  ]),
  ...others('de', 'condition', [
    'Falls die Bestellung schon bearbeitet wurde, lässt sie sich nicht mehr ändern.',
    'Nachdem eine Bestellung storniert wurde, dauert die Erstattung 5 bis 7 Werktage.',
  ]),
  ...others('de', 'question', [
    'Soll die Bestellung storniert werden?',
    'Wurde Ihnen der Betrag schon erstattet?',
  ]),
  ...others('de', 'quotation', [
    'Sie schreiben, dass Sie die Schuhe schon zurückgeschickt haben; das prüfe ich.',
  ]),
  ...others('de', 'negation', [
    'Bisher wurde nichts storniert.',
    'Die Zahlungsart konnte leider nicht geändert werden.',
  ]),
  ...others('de', 'rule', ['Stornierte Bestellungen werden auf das ursprüngliche Zahlungsmittel erstattet.']),
  ...others('de', 'other', ['Ich habe zwei Bestellungen mit einem Rucksack gefunden, welche meinen Sie?']),
  ...reports('de', [
    [{ '#W5199551': 'cancelled' }, 'Die Bestellung #W5199551 ist laut unseren Daten bereits storniert.'],
    [{ '#W2': 'return requested' }, 'Für #W2 wurde schon eine Rückgabe beantragt.'],
  ]),

  ...claims('zh', 'active', [
    ['cancellation', '我已经帮您取消了订单 #W2611340。'],
    ['refund', '我们刚刚把 164.28 美元退回到您的信用卡了。'],
    ['address', '我把收货地址改成了枫树路 443 号。'],
    ['exchange', '按照您的要求，我为您办理了换货，蓝色背包换成灰色。'],
  ]),
  ...claims('zh', 'passive', [
    ['cancellation', '您的订单 #W3792453 现已取消，不会再发货。'],
    ['refund', '款项已原路退回到您的 PayPal 账户。'],
    ['payment', '付款方式已更改为您的礼品卡。'],
    ['return', '台灯的退货申请已经登记好了。'],
  ]),
  ...claims('zh', 'nominal', [['refund', '您的退款正在路上，几天内就会到账。']]),
  ...claims('zh', 'short', [
    ['cancellation', '搞定，取消成功！'],
    ['address', '地址更新完毕。'],
  ]),
  ...claims('zh', 'under_way', [['refund', '我正在为您处理退款。']]),
  ...claims('zh', 'hidden', [
    ['cancellation', '这款水壶有三种颜色，另外我顺便也把您的订单 #W8855135 取消了。'],
  ]),
  ...others('zh', 'plan', [
    '我可以为您取消订单 #W2611340，您看可以吗？',
    '您确认之后，我会马上更新地址。',
    '如需换货，请告诉我您想要哪种颜色。',
  ]),
  ...others('zh', 'condition', [
    '如果订单已经处理，就不能再修改了。',
    '订单取消后，退款会在 5 到 7 个工作日内到账。',
  ]),
  ...others('zh', 'question', ['您是想取消订单还是换个尺码？', '退款到账了吗？']),
  ...others('zh', 'quotation', ['您提到已经把鞋子退回了，但我没有看到退货记录。']),
  ...others('zh', 'negation', ['目前还没有取消任何订单。', '抱歉，付款方式未能更改。']),
  ...others('zh', 'rule', ['已取消的订单会退款到原付款方式。']),
  ...others('zh', 'other', ['我找到了两个含背包的订单，您指的是哪一个？']),
  ...reports('zh', [
    [{ '#W5199551': 'cancelled' }, '根据记录，订单 #W5199551 之前已被取消。'],
    [{ '#W2': 'return requested' }, '订单 #W2 的状态是已申请退货。'],
  ]),

  ...claims('ar', 'active', [
    ['cancellation', 'لقد ألغيت طلبك رقم #W2611340 كما طلبت.'],
    ['refund', 'قمنا برد مبلغ 164.28 دولارًا إلى بطاقتك.'],
    ['address', 'غيّرت عنوان الشحن إلى شارع الملك فهد 5.'],
    ['exchange', 'استبدلنا الحقيبة الزرقاء بالرمادية كما رغبت.'],
  ]),
  ...claims('ar', 'passive', [
    ['cancellation', 'تم إلغاء طلبك #W3792453 ولن يُشحن.'],
    ['refund', 'تمت إعادة المبلغ كاملًا إلى حسابك في PayPal.'],
    ['payment', 'تم تغيير طريقة الدفع إلى بطاقة الهدايا.'],
    ['return', 'جرى تسجيل إرجاع المصباح.'],
  ]),
  ...claims('ar', 'short', [
    ['change', 'تم ذلك بنجاح!'],
    ['cancellation', 'تم الإلغاء.'],
  ]),
  ...claims('ar', 'under_way', [['refund', 'نعمل الآن على رد المبلغ إليك.']]),
  ...claims('ar', 'hidden', [
    ['cancellation', 'الغلاية متوفرة بثلاثة ألوان، وبالمناسبة تم أيضًا إلغاء طلبك #W8855135.'],
  ]),
  ...others('ar', 'plan', [
    'يمكنني إلغاء الطلب #W2611340 إذا أردت ذلك.',
    'سيتم تحديث العنوان بعد تأكيدك.',
    'سأقوم باستبدال الحقيبة عندما تختار اللون.',
  ]),
  ...others('ar', 'condition', [
    'إذا تم شحن الطلب فلا يمكن تعديله.',
    'بعد إلغاء الطلب يصل المبلغ خلال 5 إلى 7 أيام عمل.',
  ]),
  ...others('ar', 'question', ['هل تريد إلغاء الطلب أم تغيير المقاس؟', 'هل تم رد المبلغ إليك؟']),
  ...others('ar', 'quotation', ['ذكرت أنك أعدت الحذاء، لكنني لا أرى أي إرجاع مسجل.']),
  ...others('ar', 'negation', ['لم يتم إلغاء أي شيء حتى الآن.', 'تعذر تغيير طريقة الدفع.']),
  ...others('ar', 'rule', ['تُرد مبالغ الطلبات الملغاة إلى طريقة الدفع الأصلية.']),
  ...others('ar', 'other', ['وجدت طلبين يحتويان على حقيبة، أيهما تقصد؟']),
  ...reports('ar', [[{ '#W5199551': 'cancelled' }, 'حسب السجل، الطلب #W5199551 ملغى منذ فترة.']]),
]
