import type { ActionMove } from './action.ts'
import type { StoreChange } from './change.ts'
import type { LastStep } from './memory.ts'

/**
 * Executing an action. The store's change, the action's record (its receipt) and the run's step are one transaction,
 * on condition that the turn is still the current one, so that no crash and no redelivery can part or repeat them.
 */
export interface Effects {
  execute(effect: {
    readonly conversationId: string
    /** The turn that goes on with the action. */
    readonly turn: number
    /** Absent when there is nothing to change: the action has failed. */
    readonly change?: StoreChange
    readonly move: ActionMove
    readonly lastStep: LastStep
  }): Promise<Executed>
}

/**
 * - `changed_meanwhile`: the store's records are not what the change was made of; nothing was written
 * - `too_many`: it was not approved, and the customer's changes of the day are used up; nothing was written
 * - `superseded`: the turn is over or a newer one has begun; nothing was written, and nothing will be
 * - `done_before`: the action has moved or the step is there: an earlier delivery was first
 */
export type Executed = 'executed' | 'changed_meanwhile' | 'too_many' | 'superseded' | 'done_before'
