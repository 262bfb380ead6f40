import * as z from 'zod'
import type { Address } from '../../../core/store.ts'

const longest = 200

const line = z
  .string()
  .refine(
    (text) => text.length <= longest && text.isWellFormed(),
    `must be text of at most ${longest} characters`,
  )
const filledLine = line.refine((text) => text.trim() !== '', 'must not be empty')

/** An address as a tool's arguments; replaced as a whole, so every field is needed. */
export const addressInput = {
  address1: filledLine.describe('Street and number.'),
  address2: line.describe('Flat, floor or suite; "" if there is none.'),
  city: filledLine,
  state: line.describe('As the customer writes it, for example "CA"; "" if the country has none.'),
  country: filledLine,
  zip: line,
} as const

export function addressOf({ address1, address2, city, country, state, zip }: Address): Address {
  return { address1, address2, city, country, state, zip }
}
