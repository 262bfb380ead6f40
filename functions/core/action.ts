import * as z from 'zod'
import { type ChangeDetails, changeDetails } from './change.ts'
import { actionId } from './ids.ts'
import { language } from './language.ts'

/**
 * Where an action stands. `pending` waits for the customer, `awaiting_approval` for an operator. `confirmed` and
 * `approved` are permissions, used up by `executed`. Nothing leaves the other states.
 */
export const actionStatus = z.enum([
  'pending',
  'confirmed',
  'awaiting_approval',
  'approved',
  'executed',
  'declined',
  'expired',
  'superseded',
  'rejected',
  'failed',
])
export type ActionStatus = z.infer<typeof actionStatus>

/** A change that was proposed to the customer: exact arguments, what it does, and what became of it. */
export const action = z.strictObject({
  id: actionId,
  status: actionStatus,
  /** The verified customer who may confirm it, and whose records it changes. */
  customerId: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  details: changeDetails,
  /** Of the details, whatever is spoken later: what was confirmed is what is executed, to the word. */
  language: language.optional(),
  /** The run that waits for it, and the tool call that it answers. */
  run: z.strictObject({ turn: z.int().positive(), specialist: z.string(), toolUseId: z.string() }),
  /** Epoch milliseconds. */
  proposedAt: z.int(),
  expiresAt: z.int(),
  /** Why a person has to look at it, if so. */
  reasons: z.array(z.string()).optional(),
  /** When it was executed: with the details, this is the receipt. */
  executedAt: z.int().optional(),
})
export type Action = z.infer<typeof action>

/** Milliseconds in which a proposed change can be confirmed. */
export const confirmationTime = 15 * 60_000

const moves: Readonly<Record<ActionStatus, readonly ActionStatus[]>> = {
  pending: ['confirmed', 'declined', 'expired', 'superseded'],
  confirmed: ['executed', 'awaiting_approval', 'superseded', 'failed'],
  awaiting_approval: ['approved', 'rejected', 'superseded'],
  approved: ['executed', 'superseded', 'failed'],
  executed: [],
  declined: [],
  expired: [],
  superseded: [],
  rejected: [],
  failed: [],
}

/** A move of an action, written on condition that it still is where it was. */
export interface ActionMove {
  readonly before: Action
  readonly after: Action
}

/** A new action, which may take the place of another one; or the move of one. */
export type ActionChange = { readonly proposed: Action; readonly replaces?: ActionMove } | ActionMove

/** The moves in it. */
export function movesOf(change: ActionChange | undefined): readonly ActionMove[] {
  if (!change) return []
  if ('before' in change) return [change]
  return change.replaces ? [change.replaces] : []
}

/** Throws on a move that there is not: that is a defect, not an event. */
export function move(
  before: Action,
  status: ActionStatus,
  more: { readonly reasons?: readonly string[]; readonly executedAt?: number } = {},
): ActionMove {
  if (!moves[before.status].includes(status))
    throw new Error(`An action does not go from ${before.status} to ${status}`)
  const { reasons, executedAt } = more
  return {
    before,
    after: {
      ...before,
      status,
      ...(reasons ? { reasons: [...reasons] } : {}),
      ...(executedAt === undefined ? {} : { executedAt }),
    },
  }
}

/** A pending action counts as expired from then on, whether or not anybody has written that down. */
export function isOpen(it: Action, now: number): boolean {
  return it.status === 'pending' && now < it.expiresAt
}

/** Whether what was confirmed is still exactly what would happen now. */
export function isSameChange(a: ChangeDetails, b: ChangeDetails): boolean {
  return JSON.stringify(changeDetails.parse(a)) === JSON.stringify(changeDetails.parse(b))
}
