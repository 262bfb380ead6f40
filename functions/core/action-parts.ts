import type { Action } from './action.ts'
import type { ChangeDetails } from './change.ts'
import type { Part } from './parts.ts'

/** An action as the customer sees it: what would happen, and what has happened. Written by code, never by a model. */
export function confirmationPart(it: Action): Part {
  return {
    type: 'confirmation',
    actionId: it.id,
    ...shown(it.details),
    expiresAt: new Date(it.expiresAt).toISOString(),
  }
}

/** The receipt; `undefined` while the action has not been executed. */
export function receiptPart(it: Action): Part | undefined {
  if (it.status !== 'executed' || it.executedAt === undefined) return undefined
  return {
    type: 'receipt',
    actionId: it.id,
    ...shown(it.details),
    executedAt: new Date(it.executedAt).toISOString(),
  }
}

function shown({ title, lines, total, movements }: ChangeDetails) {
  return {
    title,
    lines,
    ...(total ? { total } : {}),
    movements: movements.map(({ label, amountCents, arrives }) => ({ label, amountCents, arrives })),
  }
}
