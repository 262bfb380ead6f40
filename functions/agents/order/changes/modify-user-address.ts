import * as z from 'zod'
import { defineChange } from '../../../core/change.ts'
import { recordFromCustomer } from '../../../core/store-conversion.ts'
import { addressInput, addressOf } from './address-input.ts'
import { addressWords } from './item-words.ts'
import { customerNotFound } from './own-order.ts'

export const modifyUserAddress = defineChange({
  name: 'modify_user_address',
  description:
    "Replaces the default address of the customer's profile as a whole; their orders keep their own addresses. user_id is the id in the <customer> tag; nobody else's profile can be changed. Give every field, also those that do not change. The customer confirms before it is carried out. Errors: USER_NOT_FOUND.",
  input: z.strictObject({ user_id: z.string(), ...addressInput }),
  async plan({ user_id, ...input }, { customerId, store }) {
    const before = user_id === customerId ? await store.versionedCustomer(customerId) : undefined
    if (!before) return customerNotFound
    const after = { ...before.record, address: addressOf(input) }
    return {
      ok: true,
      change: { customer: { before, after } },
      details: {
        kind: 'profile_address',
        title: 'Change the default address of your profile',
        lines: [
          `New address: ${addressWords(after.address)}`,
          `Address until now: ${addressWords(before.record.address)}`,
          'Orders you have made keep their own address.',
        ],
        movements: [],
      },
      value: recordFromCustomer(after),
    }
  },
})
