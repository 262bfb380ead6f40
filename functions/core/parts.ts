import * as z from 'zod'
import { cents } from './money.ts'

/**
 * What a message is made of. Parts are data, never HTML; each has a plain-text fallback (`textOfParts`).
 * `order_card`, `product_card` and `choices` are written by code from the store's records, not by the model.
 */
export const part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('order_card'),
    orderId: z.string(),
    status: z.string(),
    totalCents: cents,
    items: z.array(z.strictObject({ name: z.string(), quantity: z.int().positive() })),
    trackingIds: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('product_card'),
    productId: z.string(),
    itemId: z.string().optional(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    priceCents: cents,
    available: z.boolean(),
  }),
  z.strictObject({ type: z.literal('choices'), choices: z.array(z.string()) }),
  z.strictObject({ type: z.literal('link'), url: z.string(), label: z.string() }),
  z.strictObject({
    type: z.literal('system'),
    event: z.enum(['handoff', 'gap', 'apology']),
    text: z.string(),
  }),
])
export type Part = z.infer<typeof part>

/** The parts as plain text: for the model's transcript, for screen readers, for the terminal. */
export function textOfParts(parts: readonly Part[]): string {
  return parts.map(textOfPart).join('\n\n')
}

function textOfPart(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'system':
      return part.text
    case 'order_card': {
      const items = part.items.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ')
      return `[order ${part.orderId}: ${part.status}, ${items}]`
    }
    case 'product_card':
      return `[product ${part.name} (${part.itemId ?? part.productId})]`
    case 'choices':
      return part.choices.map((choice) => `- ${choice}`).join('\n')
    case 'link':
      return `${part.label}: ${part.url}`
  }
}
