import type { Context } from '../contract.ts'
import { fill, words } from './language.ts'
import { longestMessage } from './wire.ts'

/** "About order #W1", as it stands above the composer; `undefined` if it is about nothing. */
export function whatAbout({ orderId, productId }: Context): string | undefined {
  if (orderId) return fill(words.aboutOrder, { id: orderId })
  return productId ? fill(words.aboutProduct, { id: productId }) : undefined
}

/** The message with what it is about before it, if there is room for both. */
export function aboutThat(context: Context, text: string): string {
  const topic = whatAbout(context)
  const full = topic ? `${topic}: ${text}` : text
  return full.length > longestMessage ? text : full
}
