import * as z from 'zod'
import { imageUrl } from './image-url.ts'
import { cents, formatCents } from './money.ts'
import { optionValues } from './store.ts'

/** A change in words and money, as `ChangeDetails` has it. */
const whatChanges = {
  title: z.string(),
  lines: z.array(z.string()),
  total: z.strictObject({ beforeCents: cents, afterCents: cents }).optional(),
  movements: z.array(
    z.strictObject({
      label: z.string(),
      /** Positive: the customer pays. Negative: the customer gets it back. */
      amountCents: cents,
      arrives: z.enum(['at_once', 'in_5_to_7_business_days', 'on_receipt']),
    }),
  ),
} as const

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
    options: optionValues,
    priceCents: cents,
    available: z.boolean(),
    imageUrl: imageUrl.optional(),
  }),
  /** Exactly what will happen if the customer confirms: two buttons, until `expiresAt` (ISO 8601). */
  z.strictObject({
    type: z.literal('confirmation'),
    actionId: z.string(),
    ...whatChanges,
    expiresAt: z.iso.datetime(),
  }),
  /** What has happened: written by code from the action's record. */
  z.strictObject({
    type: z.literal('receipt'),
    actionId: z.string(),
    ...whatChanges,
    executedAt: z.iso.datetime(),
  }),
  /** Somebody's answer to a confirmation, in place of a text. */
  z.strictObject({
    type: z.literal('decision'),
    actionId: z.string(),
    decision: z.enum(['confirmed', 'declined', 'approved', 'rejected']),
    title: z.string(),
  }),
  z.strictObject({ type: z.literal('choices'), choices: z.array(z.string()) }),
  z.strictObject({ type: z.literal('link'), url: z.string(), label: z.string() }),
  z.strictObject({
    type: z.literal('system'),
    event: z.enum(['handoff', 'handback', 'gap', 'apology']),
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
    case 'confirmation':
      return `[to be confirmed: ${changeText(part)}]`
    case 'receipt':
      return `[done: ${changeText(part)}]`
    case 'decision':
      return `[${part.decision}: ${part.title}]`
    case 'product_card':
      return `[product ${part.name} (${part.itemId ?? part.productId})]`
    case 'choices':
      return part.choices.map((choice) => `- ${choice}`).join('\n')
    case 'link':
      return `${part.label}: ${part.url}`
  }
}

function changeText(it: {
  readonly title: string
  readonly lines: readonly string[]
  readonly movements: readonly { readonly label: string; readonly amountCents: number }[]
}): string {
  const money = it.movements.map(({ label, amountCents }) =>
    amountCents < 0
      ? `${formatCents(-amountCents)} back to ${label}`
      : `${formatCents(amountCents)} from ${label}`,
  )
  return [it.title, ...it.lines, ...money].join('; ')
}
