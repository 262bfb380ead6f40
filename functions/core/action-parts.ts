import type { Action, ActionMove } from './action.ts'
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

/**
 * What the customer's own words have decided, as their button would have said it. A no takes back a yes that has not
 * been carried out yet. None for a move that is nobody's decision: an expiry, or a wish that goes another way.
 */
export function typedDecision(it: ActionMove | undefined): Extract<Part, { type: 'decision' }>[] {
  const decision = it && decisionOf(it)
  if (!decision) return []
  const { id, details } = it.after
  return [{ type: 'decision', actionId: id, decision, title: details.title }]
}

function decisionOf({ before, after }: ActionMove): 'confirmed' | 'declined' | undefined {
  if (after.status === 'confirmed' || after.status === 'declined') return after.status
  return after.status === 'superseded' && before.status !== 'pending' ? 'declined' : undefined
}

function shown({ title, lines, total, movements }: ChangeDetails) {
  return {
    title,
    lines,
    ...(total ? { total } : {}),
    movements: movements.map(({ label, amountCents, arrives }) => ({ label, amountCents, arrives })),
  }
}
