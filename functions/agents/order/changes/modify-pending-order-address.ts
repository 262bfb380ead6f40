import * as z from 'zod'
import { defineChange } from '../../../core/change.ts'
import { addressInput, addressOf } from './address-input.ts'
import { addressWords, itemsTotal } from './item-words.ts'
import { ownOrder } from './own-order.ts'
import { plannedOrderChange } from './planned-change.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const modifyPendingOrderAddress = defineChange({
  name: 'modify_pending_order_address',
  description:
    "Replaces the shipping address of a pending order as a whole; the address of the customer's profile stays. Give every field, also those that do not change. The customer confirms before it is carried out. Errors: ORDER_NOT_FOUND, ORDER_NOT_PENDING.",
  input: z.strictObject({ order_id: z.string(), ...addressInput }),
  async plan({ order_id, ...input }, context) {
    const own = await ownOrder(order_id, 'pending', context)
    if (!own.ok) return own
    const before = own.order.record
    const after = { ...before, address: addressOf(input) }
    const say = changeWordingFor(context)
    const total = itemsTotal(before.items)
    return plannedOrderChange(
      own,
      { order: after },
      {
        kind: 'address',
        title: say.title.address(before.orderId),
        lines: [
          say.newAddress(addressWords(after.address)),
          say.addressUntilNow(addressWords(before.address)),
        ],
        total: { beforeCents: total, afterCents: total },
        movements: [],
      },
    )
  },
})
