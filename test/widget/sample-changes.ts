import type { Part } from '../../functions/core/parts.ts'

type Confirmation = Part & { type: 'confirmation' }
type Receipt = Part & { type: 'receipt' }

export const actionId = `act_${'0'.repeat(32)}`

const cancellation = {
  actionId,
  title: 'Cancel order #W0482125',
  lines: [
    'Rain Jacket (color forest green, size M), $89.50',
    'Wool Socks (size M), $28.99',
    'Reason: no longer needed',
    'A cancellation cannot be undone.',
  ],
  total: { beforeCents: 11849, afterCents: 0 },
  movements: [
    { label: 'Visa ending in 4242', amountCents: -8849, arrives: 'in_5_to_7_business_days' },
    { label: 'gift card', amountCents: -3000, arrives: 'at_once' },
  ],
} satisfies Omit<Confirmation, 'type' | 'expiresAt'>

/** Can be confirmed for as long as any test runs, unless said otherwise. */
export function confirmation(changes: Partial<Confirmation> = {}): Confirmation {
  return { type: 'confirmation', ...cancellation, expiresAt: '2999-01-01T10:45:00.000Z', ...changes }
}

export function receipt(changes: Partial<Receipt> = {}): Receipt {
  return { type: 'receipt', ...cancellation, executedAt: '2026-11-22T10:31:00.000Z', ...changes }
}
