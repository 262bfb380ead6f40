import { type ChangeRefusal, type Planning, refuse, type Versioned } from '../../../core/change.ts'
import type { Customer, Order } from '../../../core/store.ts'

/** An order of the session's customer, and the customer, as they were read together. */
export interface OwnOrder {
  readonly ok: true
  readonly order: Versioned<Order>
  readonly customer: Versioned<Customer>
}

/** Somebody else's order answers like one that does not exist; after that, the status is checked. */
export async function ownOrder(
  orderId: string,
  status: 'pending' | 'delivered',
  { customerId, store }: Planning,
): Promise<OwnOrder | ChangeRefusal> {
  const [order, customer] = await Promise.all([
    store.versionedOrder(orderId),
    store.versionedCustomer(customerId),
  ])
  if (!order || order.record.customerId !== customerId) return orderNotFound
  if (!customer) return customerNotFound
  if (order.record.status !== status) return wrongStatus(order.record, status)
  return { ok: true, order, customer }
}

export const customerNotFound = refuse(
  'USER_NOT_FOUND',
  "The customer's profile was not found under this id.",
)

const orderNotFound = refuse(
  'ORDER_NOT_FOUND',
  'The customer has no order with this id. An order id is # and W and 7 digits; list_orders shows those of the customer.',
)

function wrongStatus({ orderId, status }: Order, needed: 'pending' | 'delivered'): ChangeRefusal {
  const said = `The status of order ${orderId} is "${status}".`
  return needed === 'pending'
    ? refuse(
        'ORDER_NOT_PENDING',
        `${said} Only an order whose status is exactly "pending" can be cancelled or changed; after its items have been changed it cannot be changed again.`,
      )
    : refuse(
        'ORDER_NOT_DELIVERED',
        `${said} Only an order whose status is exactly "delivered" can be returned or exchanged, and only once.`,
      )
}
