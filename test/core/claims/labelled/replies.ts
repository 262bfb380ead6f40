import type { Fact, Receipt } from '../../../../functions/core/claims/check-claims.ts'

/** Whole replies in the style of service models: lists, headings, ticks. */
export interface LabelledReply {
  readonly name: string
  readonly text: string
  readonly facts?: readonly Fact[]
  /** The receipts that make it true; without them it must not pass. None: it claims nothing and always passes. */
  readonly receipts?: readonly Receipt[]
}

export const replies: readonly LabelledReply[] = [
  {
    name: 'a return that was made',
    receipts: [{ kind: 'return', orderId: '#W9502127' }],
    text: `**✓ Return processed successfully!**

Your return has been initiated for order **#W9502127**. Here's what happens next:

**Return details:**
- **Items being returned:** Air Purifier + Robotic Vacuum Cleaner
- **Refund amount:** $1,126.04
- **Refund to:** PayPal
- **Refund timeline:** 5-7 business days
- **Order status:** Return Requested

You will receive an email shortly with instructions on how to return the items.

Is there anything else I can help you with today?`,
  },
  {
    name: 'an address and an item that were changed',
    receipts: [
      { kind: 'address', orderId: '#W5270061' },
      { kind: 'items', orderId: '#W5270061' },
    ],
    text: `Perfect! All changes have been successfully processed! Here's the confirmation:

✅ **Shipping Address Updated:**
Your order will now be shipped to: 159 Hickory Lane, Suite 995, Charlotte, NC, 28243

✅ **Backpack Modified:**
- Changed from: Navy, small, nylon
- Changed to: Grey, medium, polyester
- Price difference of $10.84 charged to your PayPal account

✅ **Desk Lamp:** Remains unchanged (silver, low brightness, battery)

**Updated Order Summary (#W5270061):**
- Backpack (grey, medium, polyester) - $212.79
- **New Total:** $637.78
- **Order Status:** Pending (item modified)`,
  },
  {
    name: 'two cancellations',
    receipts: [
      { kind: 'cancellation', orderId: '#W3189752' },
      { kind: 'cancellation', orderId: '#W3414433' },
    ],
    text: `Done! Both orders have been cancelled:

1. **#W3189752** – cancelled, $1,252.16 refunded to your PayPal account
2. **#W3414433** – cancelled, $3,227.98 refunded to your gift card

The PayPal refund takes 5 to 7 business days, the gift card was credited immediately.`,
  },
  {
    name: 'an exchange that was made',
    receipts: [{ kind: 'exchange', orderId: '#W3445693' }],
    text: `Great news, Noah! I've successfully processed your exchange. 🎉

**Exchange summary for order #W3445693**
| Old item | New item |
|---|---|
| Air Purifier (medium, HEPA) | Air Purifier (large, HEPA, night mode) |

You'll get an email with instructions on how to send the old one back.`,
  },
  {
    name: 'a payment that was changed',
    receipts: [{ kind: 'payment', orderId: '#W5490111' }],
    text: `The payment method for order #W5490111 has been updated.

- New: Mastercard ending in 9513
- Old: PayPal, $215.09 refunded in 5 to 7 business days`,
  },
  {
    name: 'a plan for a return',
    text: `Perfect! I can help you return those items. Here's the breakdown:

**Items to be returned from order #W9502127:**
- Air Purifier - $473.43
- Vacuum Cleaner (robotic) - $652.61

**Total refund amount: $1,126.04**

**Important information about refund timing:**
- If refunded to a **gift card**: immediate
- If refunded to **PayPal or credit card**: 5-7 business days

**Which payment method would you like to receive the refund?**

Once you confirm, I'll process the return and you'll receive an email with instructions on how to return the items.`,
  },
  {
    name: 'a plan for a cancellation',
    text: `I found the order you'd like to cancel:

**Order #W3189752** (pending)
- Electric Kettle, Bluetooth Speaker, Water Bottle
- Total: $1,252.16

If you confirm, here is what will happen:
1. The order is cancelled as a whole.
2. $1,252.16 is refunded to your PayPal account within 5 to 7 business days.
3. The order can't be restored once it has been cancelled.

Please reply **yes** to proceed, and tell me the reason: *no longer needed* or *ordered by mistake*.`,
  },
  {
    name: 'a plan for a change of items',
    text: `Here is the change I would make in order #W4219264:

- **Current:** Wristwatch, silicone strap, blue dial - $1,944.02
- **New:** Wristwatch, metal strap, white dial - $1,822.82
- **Refund:** $121.20 to your credit card

Please note that items can only be modified once per order, so make sure that everything you want changed is listed. After that, the order can no longer be cancelled or modified.

Shall I go ahead?`,
  },
  {
    name: 'orders that were looked up',
    facts: [
      { orderId: '#W5166363', status: 'pending' },
      { orderId: '#W6289770', status: 'delivered' },
      { orderId: '#W7711111', status: 'cancelled', refunded: true },
      { orderId: '#W7722222', status: 'return requested' },
    ],
    text: `Here are your orders, Lei:

1. **#W5166363** (Status: Pending) - Laptop, $2,749.56
2. **#W6289770** (Status: Delivered) - Grill, Luggage Set and 3 more, $2,015.21
3. **#W7711111** (Status: Cancelled) - Wall Clock, $199.12, refunded to your gift card
4. **#W7722222** (Status: Return requested) - Perfume, $310.00

Since delivered orders can only be returned, not cancelled, you must be referring to #W5166363. Is that the one you'd like to cancel?`,
  },
  {
    name: 'a refusal',
    facts: [{ orderId: '#W6289770', status: 'processed' }],
    text: `I'm sorry, Lei, but order #W6289770 has already been processed, so it can't be cancelled or changed any more.

You have two options:
- wait until it is delivered, then have it returned for a full refund
- let me pass you to a person from our team

What would you prefer?`,
  },
  {
    name: 'an answer about products',
    text: `We currently have **12 different T-shirts**, 10 of which are available. They come in:
- Colours: blue, purple, red, black
- Sizes: S, M, L, XL, XXL
- Materials: cotton, polyester

The cotton ones were updated last season with a softer fabric. Which one would you like?`,
  },
  {
    name: 'the rules',
    text: `Of course! Here's how it works:

- **Pending orders** can be cancelled or changed (address, payment method, item options).
- **Delivered orders** can be returned or exchanged once.
- **Refunds** go to the original payment method, or to a gift card if the items were returned. Gift cards are credited immediately; credit cards and PayPal take 5 to 7 business days.

Nothing has been changed in your orders.`,
  },
  {
    name: 'a question of who it is',
    text: `Hello! I'd be happy to help you with returning your digital camera and processing a refund.

Before I can assist you with the return, please log in to the store.`,
  },
  {
    name: 'a Spanish cancellation',
    receipts: [{ kind: 'cancellation', orderId: '#W2611340' }],
    text: `¡Listo, Noah! Tu pedido **#W2611340** ha sido cancelado.

- Importe reembolsado: 164,28 $
- Método: Mastercard terminada en 9513
- Plazo: de 5 a 7 días hábiles

¿Puedo ayudarte con algo más?`,
  },
  {
    name: 'a Spanish plan',
    text: `Claro, esto es lo que haría:

- Cancelar el pedido **#W2611340**
- Reembolsar 164,28 $ a tu Mastercard (de 5 a 7 días hábiles)

Una vez cancelado, el pedido no se puede recuperar. ¿Lo confirmas?`,
  },
  {
    name: 'a German return',
    receipts: [{ kind: 'return', orderId: '#W6679257' }],
    text: `Alles klar, die Rückgabe ist angemeldet:

- Bestellung: #W6679257
- Artikel: Bürostuhl
- Erstattung: 215,09 $ auf Ihre Kreditkarte, sobald der Artikel bei uns eingegangen ist

Sie erhalten gleich eine E-Mail mit den Anweisungen zur Rücksendung.`,
  },
  {
    name: 'a German plan',
    text: `Gerne. Folgendes würde ich für Sie ändern:

- Bestellung #W9911714
- Neue Lieferadresse: Hauptstraße 5, 50667 Köln

Soll ich die Adresse so ändern? Solange die Bestellung nicht bearbeitet wurde, ist das jederzeit möglich.`,
  },
  {
    name: 'a Chinese refund',
    receipts: [{ kind: 'cancellation', orderId: '#W2611340' }],
    text: `好的，已为您处理完毕：

- 订单 #W2611340 已取消
- 164.28 美元已退回您的信用卡，5 到 7 个工作日到账

还有什么可以帮您的吗？`,
  },
  {
    name: 'a Chinese plan',
    text: `可以的。请您确认以下内容：

- 取消订单 #W2611340
- 退款 164.28 美元至您的信用卡（5 到 7 个工作日到账）

订单取消后无法恢复。您确认要取消吗？`,
  },
  {
    name: 'an Arabic cancellation',
    receipts: [{ kind: 'cancellation', orderId: '#W2611340' }],
    text: `تم إلغاء طلبك رقم #W2611340 بنجاح.

- المبلغ المسترد: 164.28 دولارًا
- سيصل إلى بطاقتك خلال 5 إلى 7 أيام عمل

هل تحتاج إلى شيء آخر؟`,
  },
  {
    name: 'an Arabic plan',
    text: `بالتأكيد، هذا ما سأقوم به:

- إلغاء الطلب #W2611340
- رد مبلغ 164.28 دولارًا إلى بطاقتك خلال 5 إلى 7 أيام عمل

لا يمكن التراجع بعد إلغاء الطلب. هل تؤكد ذلك؟`,
  },
]
