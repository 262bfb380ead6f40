import { formatCents } from '../../functions/core/money.ts'
import type { Part } from '../../functions/core/parts.ts'
import type { Paint } from './paint.ts'

type Change = Part & { type: 'confirmation' | 'receipt' }
type Movement = Change['movements'][number]

/** What would happen, or has happened, as lines for the terminal: the facts, the money, and when it arrives. */
export function linesOfChange(change: Change, paint: Paint): string[] {
  return change.type === 'receipt'
    ? [
        `${paint('green', '✓')} ${paint(['bold', 'green'], change.title)}`,
        ...factsOf(change),
        paint('green', `done ${clockOf(change.executedAt)}`),
      ]
    : [
        `${paint(['bold', 'yellow'], change.title)}${paint('yellow', ', if you confirm')}`,
        ...factsOf(change),
        `${paint('bold', 'answer yes or no')}, until ${clockOf(change.expiresAt)}`,
      ]
}

function factsOf({ lines, total, movements }: Change): string[] {
  return [
    ...lines,
    ...(total ? [`Total ${formatCents(total.beforeCents)} → ${formatCents(total.afterCents)}`] : []),
    ...movements.map(lineOfMovement),
  ]
}

function lineOfMovement({ label, amountCents, arrives }: Movement): string {
  return amountCents < 0
    ? `${formatCents(-amountCents)} back to ${label}, ${arrivals[arrives]}`
    : `${formatCents(amountCents)} from ${label}, ${arrivals[arrives]}`
}

const arrivals: Readonly<Record<Movement['arrives'], string>> = {
  at_once: 'at once',
  in_5_to_7_business_days: 'in 5 to 7 business days',
  on_receipt: 'when the returned items have arrived',
}

function clockOf(time: string): string {
  return clock.format(new Date(time))
}

const clock = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})
