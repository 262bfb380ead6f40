import { describe, expect, test } from 'vitest'
import type { Action } from '../../functions/core/action.ts'
import { type ApprovalLimits, reasonsForApproval } from '../../functions/core/approval.ts'

const limits: ApprovalLimits = {
  refundAboveCents: 100_000,
  changesPerDay: 10,
  flaggedCustomers: ['flagged_1'],
}

/** A change that moves these amounts, in cents. */
function moving(amounts: readonly number[], customerId = 'noah_1'): Action {
  return {
    id: `act_${'1'.repeat(32)}`,
    status: 'confirmed',
    customerId,
    tool: 'cancel_pending_order',
    input: {},
    details: {
      kind: 'cancellation',
      title: 'Cancel order #W1',
      lines: [],
      movements: amounts.map((amountCents, index) => ({
        paymentMethodId: `card_${index}`,
        label: 'Visa ending in 4242',
        amountCents,
        arrives: 'in_5_to_7_business_days',
      })),
    },
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt: 0,
    expiresAt: 1,
  }
}

describe('A confirmed change needs no approval', () => {
  test.each([
    ['without money', []],
    ['exactly at the limit', [-100_000]],
    ['at the limit over two payment methods', [-60_000, -40_000]],
    ['when the customer pays, however much', [900_000]],
  ])('%s', (_, amounts) => {
    expect(reasonsForApproval(moving(amounts), 0, limits)).toEqual([])
  })

  test('with the ninth change before it', () => {
    expect(reasonsForApproval(moving([]), 9, limits)).toEqual([])
  })

  test('where no limit is set', () => {
    expect(reasonsForApproval(moving([-9_000_000]), 1_000, { flaggedCustomers: [] })).toEqual([])
  })
})

describe('A confirmed change waits for a person', () => {
  test.each([
    ['one cent above the limit', [-100_001]],
    ['split over payment methods', [-60_000, -40_001]],
    ['hidden behind a larger payment', [-100_001, 500_000]],
  ])('when the money back is %s', (_, amounts) => {
    expect(reasonsForApproval(moving(amounts), 0, limits)).toEqual([
      expect.stringContaining('go back to the customer'),
    ])
  })

  test('at a limit of 0 with any money back', () => {
    expect(reasonsForApproval(moving([-1]), 0, { refundAboveCents: 0, flaggedCustomers: [] })).toHaveLength(1)
  })

  test.each([10, 11, 5_000])('after %i changes on the day', (changes) => {
    expect(reasonsForApproval(moving([]), changes, limits)).toEqual([
      `the customer has made ${changes} changes today, the limit is 10`,
    ])
  })

  test('for a flagged customer, and for nobody whose id looks alike', () => {
    expect(reasonsForApproval(moving([], 'flagged_1'), 0, limits)).toEqual(['the customer is flagged'])
    expect(reasonsForApproval(moving([], 'flagged_11'), 0, limits)).toEqual([])
  })

  test('for all reasons at once, each named', () => {
    expect(reasonsForApproval(moving([-100_001], 'flagged_1'), 10, limits)).toHaveLength(3)
  })
})
