import type { ChangeTool } from '../../../core/change.ts'
import { cancelPendingOrder } from './cancel-pending-order.ts'
import { exchangeDeliveredOrderItems } from './exchange-delivered-order-items.ts'
import { modifyPendingOrderAddress } from './modify-pending-order-address.ts'
import { modifyPendingOrderItems } from './modify-pending-order-items.ts'
import { modifyPendingOrderPayment } from './modify-pending-order-payment.ts'
import { modifyUserAddress } from './modify-user-address.ts'
import { returnDeliveredOrderItems } from './return-delivered-order-items.ts'

/** What the order agent can change, once the customer has confirmed it. */
export const orderChanges: readonly ChangeTool[] = [
  cancelPendingOrder,
  modifyPendingOrderAddress,
  modifyPendingOrderPayment,
  modifyPendingOrderItems,
  returnDeliveredOrderItems,
  exchangeDeliveredOrderItems,
  modifyUserAddress,
]
