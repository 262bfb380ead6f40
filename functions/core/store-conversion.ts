import { centsFromDollars, dollarsFromCents } from './money.ts'
import type { Customer, Order, PaymentMethod, Product, Variant } from './store.ts'
import type {
  OrderRecord,
  PaymentMethodRecord,
  ProductRecord,
  UserRecord,
  VariantRecord,
} from './store-format.ts'

/* Between the store's own format (dollars, snake_case) and the domain's records (cents); both ways, without loss. */
export function customerFromRecord(customerId: string, it: UserRecord): Customer {
  return {
    customerId,
    name: { first: it.name.first_name, last: it.name.last_name },
    address: it.address,
    email: it.email,
    paymentMethods: Object.values(it.payment_methods).map(paymentMethodFromRecord),
    orderIds: it.orders,
  }
}

export function recordFromCustomer(it: Customer): UserRecord {
  return {
    name: { first_name: it.name.first, last_name: it.name.last },
    address: it.address,
    email: it.email,
    payment_methods: Object.fromEntries(
      it.paymentMethods.map((method) => [method.id, recordFromPaymentMethod(method)]),
    ),
    orders: it.orderIds,
  }
}

export function productFromRecord(it: ProductRecord): Product {
  return {
    productId: it.product_id,
    name: it.name,
    variants: Object.values(it.variants).map((variant) => ({
      itemId: variant.item_id,
      options: variant.options,
      available: variant.available,
      priceCents: centsFromDollars(variant.price),
      ...(variant.image_url !== undefined && { imageUrl: variant.image_url }),
    })),
    ...(it.image_url !== undefined && { imageUrl: it.image_url }),
  }
}

export function recordFromProduct(it: Product): ProductRecord {
  return {
    name: it.name,
    product_id: it.productId,
    variants: Object.fromEntries(it.variants.map((variant) => [variant.itemId, recordFromVariant(variant)])),
    ...(it.imageUrl !== undefined && { image_url: it.imageUrl }),
  }
}

export function recordFromVariant(it: Variant): VariantRecord {
  return {
    item_id: it.itemId,
    options: it.options,
    available: it.available,
    price: dollarsFromCents(it.priceCents),
    ...(it.imageUrl !== undefined && { image_url: it.imageUrl }),
  }
}

export function orderFromRecord(it: OrderRecord): Order {
  return {
    orderId: it.order_id,
    customerId: it.user_id,
    address: it.address,
    items: it.items.map((item) => ({
      name: item.name,
      productId: item.product_id,
      itemId: item.item_id,
      priceCents: centsFromDollars(item.price),
      options: item.options,
    })),
    fulfillments: it.fulfillments.map((each) => ({
      trackingIds: each.tracking_id,
      itemIds: each.item_ids,
    })),
    status: it.status,
    payments: it.payment_history.map((each) => ({
      type: each.transaction_type,
      amountCents: centsFromDollars(each.amount),
      paymentMethodId: each.payment_method_id,
    })),
    ...(it.cancel_reason !== undefined && { cancelReason: it.cancel_reason }),
    ...returnRequestFromRecord(it),
    ...exchangeRequestFromRecord(it),
  }
}

export function recordFromOrder(it: Order): OrderRecord {
  return {
    order_id: it.orderId,
    user_id: it.customerId,
    address: it.address,
    items: it.items.map((item) => ({
      name: item.name,
      product_id: item.productId,
      item_id: item.itemId,
      price: dollarsFromCents(item.priceCents),
      options: item.options,
    })),
    fulfillments: it.fulfillments.map((each) => ({
      tracking_id: each.trackingIds,
      item_ids: each.itemIds,
    })),
    status: it.status,
    payment_history: it.payments.map((each) => ({
      transaction_type: each.type,
      amount: dollarsFromCents(each.amountCents),
      payment_method_id: each.paymentMethodId,
    })),
    ...(it.cancelReason !== undefined && { cancel_reason: it.cancelReason }),
    ...(it.returnRequest && {
      return_items: it.returnRequest.itemIds,
      return_payment_method_id: it.returnRequest.paymentMethodId,
    }),
    ...(it.exchangeRequest && {
      exchange_items: it.exchangeRequest.itemIds,
      exchange_new_items: it.exchangeRequest.newItemIds,
      exchange_payment_method_id: it.exchangeRequest.paymentMethodId,
      exchange_price_difference: dollarsFromCents(it.exchangeRequest.priceDifferenceCents),
    }),
  }
}

function paymentMethodFromRecord(it: PaymentMethodRecord): PaymentMethod {
  switch (it.source) {
    case 'credit_card':
      return { source: it.source, id: it.id, brand: it.brand, lastFour: it.last_four }
    case 'paypal':
      return it
    case 'gift_card':
      return { source: it.source, id: it.id, balanceCents: centsFromDollars(it.balance) }
  }
}

function recordFromPaymentMethod(it: PaymentMethod): PaymentMethodRecord {
  switch (it.source) {
    case 'credit_card':
      return { source: it.source, brand: it.brand, last_four: it.lastFour, id: it.id }
    case 'paypal':
      return it
    case 'gift_card':
      return { source: it.source, balance: dollarsFromCents(it.balanceCents), id: it.id }
  }
}

function returnRequestFromRecord(it: OrderRecord): Pick<Order, 'returnRequest'> {
  if (it.return_items === undefined || it.return_payment_method_id === undefined) return {}
  return { returnRequest: { itemIds: it.return_items, paymentMethodId: it.return_payment_method_id } }
}

function exchangeRequestFromRecord(it: OrderRecord): Pick<Order, 'exchangeRequest'> {
  if (
    it.exchange_items === undefined ||
    it.exchange_new_items === undefined ||
    it.exchange_payment_method_id === undefined ||
    it.exchange_price_difference === undefined
  ) {
    return {}
  }
  return {
    exchangeRequest: {
      itemIds: it.exchange_items,
      newItemIds: it.exchange_new_items,
      paymentMethodId: it.exchange_payment_method_id,
      priceDifferenceCents: centsFromDollars(it.exchange_price_difference),
    },
  }
}
