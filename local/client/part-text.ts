import { formatCents } from '../../functions/core/money.ts'
import type { Part } from '../../functions/core/parts.ts'
import { linesOfChange } from './change-text.ts'
import type { Paint } from './paint.ts'

/** A part of a message as lines for the terminal. Choices are numbered, so that one can answer with the number. */
export function linesOfPart(part: Part, paint: Paint): string[] {
  switch (part.type) {
    case 'text':
      return part.text
        .split('\n')
        .map((line) => line.replace(/\*\*(.+?)\*\*/g, (_, bold) => paint('bold', bold)))
    case 'order_card':
      return framed(paint, [
        `${paint('bold', `Order ${part.orderId}`)}  ${paint(statusColor(part.status), part.status)}`,
        ...part.items.map(({ name, quantity }) => `${quantity} × ${name}`),
        `Total ${formatCents(part.totalCents)}`,
        ...(part.trackingIds.length > 0 ? [`Tracking ${part.trackingIds.join(', ')}`] : []),
      ])
    case 'product_card':
      return framed(paint, [
        `${paint('bold', part.name)}  ${formatCents(part.priceCents)}`,
        ...Object.entries(part.options).map(([name, value]) => `${name}: ${value}`),
        part.available ? paint('green', 'in stock') : paint('red', 'sold out'),
      ])
    case 'confirmation':
    case 'receipt':
      return framed(paint, linesOfChange(part, paint), part.type === 'receipt' ? 'green' : 'yellow')
    case 'decision':
      return [`${paint(tones[part.decision], capitalised(part.decision))}: ${part.title}`]
    case 'choices':
      return part.choices.map((choice, index) => `${paint('cyan', `${index + 1})`)} ${choice}`)
    case 'link':
      return [`${part.label}: ${paint('underline', part.url)}`]
    case 'system':
      return part.text.split('\n').map((line) => paint('yellow', line))
  }
}

const tones = { confirmed: 'green', approved: 'green', declined: 'gray', rejected: 'red' } as const

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function framed(paint: Paint, lines: string[], edge: 'gray' | 'green' | 'yellow' = 'gray'): string[] {
  return lines.map((line) => `${paint(edge, '│')} ${line}`)
}

function statusColor(status: string): 'green' | 'red' | 'yellow' {
  if (status === 'delivered') return 'green'
  return status === 'cancelled' ? 'red' : 'yellow'
}
