import type { Context } from '../contract.ts'
import { fill, words } from './language.ts'

/** "About order #W1", as it stands above the composer and before the message; `undefined` if it is about nothing. */
export function whatAbout({ orderId, productId }: Context): string | undefined {
  if (orderId) return fill(words.aboutOrder, { id: orderId })
  return productId ? fill(words.aboutProduct, { id: productId }) : undefined
}
