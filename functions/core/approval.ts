import type { Action } from './action.ts'
import { formatCents } from './money.ts'

/** When a confirmed change waits for a person. Absent: never for this reason. */
export interface ApprovalLimits {
  /** Money that goes back to the customer in one change, in cents: above it somebody looks. */
  readonly refundAboveCents?: number | undefined
  /** Changes of one customer on one day (UTC); the next one waits. */
  readonly changesPerDay?: number | undefined
  /** Customers whose every change waits. */
  readonly flaggedCustomers: readonly string[]
}

/** The reasons why this change waits for a person's approval, for the operator to read; none: it need not. */
export function reasonsForApproval(action: Action, changesToday: number, limits: ApprovalLimits): string[] {
  const back = action.details.movements.reduce((sum, { amountCents }) => sum - Math.min(0, amountCents), 0)
  const { refundAboveCents, changesPerDay, flaggedCustomers } = limits
  return [
    ...(refundAboveCents !== undefined && back > refundAboveCents
      ? [`${formatCents(back)} go back to the customer, more than ${formatCents(refundAboveCents)}`]
      : []),
    ...(changesPerDay !== undefined && changesToday >= changesPerDay
      ? [`the customer has made ${changesToday} changes today, the limit is ${changesPerDay}`]
      : []),
    ...(flaggedCustomers.includes(action.customerId) ? ['the customer is flagged'] : []),
  ]
}
