import * as z from 'zod'
import { defineChange } from '../../../core/change.ts'
import { recordFromCustomer } from '../../../core/store-conversion.ts'
import { addressInput, addressOf } from './address-input.ts'
import { addressWords } from './item-words.ts'
import { customerNotFound } from './own-order.ts'
import { changeWordingFor } from './wording/change-wording.ts'

export const modifyUserAddress = defineChange({
  name: 'modify_user_address',
  description:
    "Replaces the default address of the customer's profile as a whole; their orders keep their own addresses. user_id is the id in the <customer> tag; nobody else's profile can be changed. Give every field, also those that do not change. The customer confirms before it is carried out. Errors: USER_NOT_FOUND.",
  input: z.strictObject({ user_id: z.string(), ...addressInput }),
  async plan({ user_id, ...input }, context) {
    const { customerId, store } = context
    const before = user_id === customerId ? await store.versionedCustomer(customerId) : undefined
    if (!before) return customerNotFound
    const say = changeWordingFor(context)
    const after = { ...before.record, address: addressOf(input) }
    return {
      ok: true,
      change: { customer: { before, after } },
      details: {
        kind: 'profile_address',
        title: say.title.profileAddress,
        lines: [
          say.newAddress(addressWords(after.address)),
          say.addressUntilNow(addressWords(before.record.address)),
          say.ordersKeepTheirs,
        ],
        movements: [],
      },
      value: recordFromCustomer(after),
    }
  },
})
