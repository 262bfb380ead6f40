import type { ChangeDetails, PlannedChange } from '../../../core/change.ts'
import type { Customer, Order } from '../../../core/store.ts'
import { recordFromOrder } from '../../../core/store-conversion.ts'
import type { OwnOrder } from './own-order.ts'

/** A change of an order, and of its customer if theirs is another record than the one read. */
export function plannedOrderChange(
  { order, customer }: OwnOrder,
  after: { readonly order: Order; readonly customer?: Customer },
  details: Omit<ChangeDetails, 'orderId'>,
): PlannedChange {
  const customerChanges = after.customer !== undefined && after.customer !== customer.record
  return {
    ok: true,
    change: {
      order: { before: order, after: after.order },
      ...(customerChanges && { customer: { before: customer, after: after.customer } }),
    },
    details: { ...details, orderId: after.order.orderId },
    value: recordFromOrder(after.order),
  }
}
