import { describe, expect, test } from 'vitest'
import { type Action, type ActionStatus, actionStatus } from '../../functions/core/action.ts'
import { answerToAction } from '../../functions/core/action-answer.ts'

const proposedAt = 1_800_000_000_000
const expiresAt = proposedAt + 900_000
const inTime = expiresAt - 1

function inStatus(status: ActionStatus): Action {
  return {
    id: `act_${'1'.repeat(32)}`,
    status,
    customerId: 'noah_1',
    tool: 'cancel_pending_order',
    input: { order_id: '#W1' },
    details: { kind: 'cancellation', title: 'Cancel order #W1', lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt,
    expiresAt,
  }
}

/** In short: the kind, and where the action goes. */
function answer(status: ActionStatus, words: readonly string[], now = inTime): string {
  const it = answerToAction(inStatus(status), words, now)
  const by = it.kind === 'leave' ? ` by ${it.by}` : ''
  const to = 'move' in it && it.move ? ` → ${it.move.after.status}` : ''
  return `${it.kind}${by}${to}`
}

describe('While a change waits for the customer', () => {
  test.each([
    [['yes'], 'resume → confirmed'],
    [['yes', 'Yes, please!'], 'resume → confirmed'],
    [['no'], 'leave by customer → declined'],
    [['no', 'no thanks'], 'leave by customer → declined'],
    [['ok'], 'ask_again'],
    [['Yes?'], 'ask_again'],
    [['yes', 'no'], 'ask_again'],
    [['no', 'yes'], 'ask_again'],
    [['yes', 'ok'], 'ask_again'],
    [['yes', 'cancel the other one'], 'none → superseded'],
    [['where is my kettle?'], 'none → superseded'],
    [['no, yes'], 'none → superseded'],
    [['yes, but another address'], 'ask_again'],
    [[''], 'none → superseded'],
    [[], 'ask_again'],
  ])('%j: %s', (words, expected) => {
    expect(answer('pending', words)).toBe(expected)
  })

  test.each([
    [['yes'], 'expired → expired'],
    [['no'], 'expired → expired'],
    [['ok'], 'expired → expired'],
    [['where is my kettle?'], 'none → expired'],
    [['yes', 'and my kettle?'], 'none → expired'],
  ])('from the moment of its expiry on, %j: %s', (words, expected) => {
    expect(answer('pending', words, expiresAt)).toBe(expected)
    expect(answer('pending', words, expiresAt + 86_400_000)).toBe(expected)
  })
})

describe('While a permitted change has not been made yet', () => {
  test.each<ActionStatus>(['confirmed', 'approved'])('%s: it goes on, but a no is in time', (status) => {
    expect(answer(status, [])).toBe('resume')
    expect(answer(status, ['yes'])).toBe('resume')
    expect(answer(status, ['thank you so much'])).toBe('resume')
    expect(answer(status, ['no'])).toBe('leave by customer → superseded')
    expect(answer(status, ['Wait!'])).toBe('leave by customer → superseded')
    expect(answer(status, ['yes', 'no', 'yes'])).toBe('leave by customer → superseded')
  })

  test.each([
    'No, not that one! Cancel the other one.',
    "don't, I meant the lamp",
    'Wait, which order is that?',
    'No, espera, es el otro',
    '不，我说的是另一个',
  ])('%s: it is not made, and the words are answered', (words) => {
    expect(answer('confirmed', [words])).toBe('none → superseded')
  })

  test.each<ActionStatus>(['confirmed', 'approved'])(
    '%s: it does not expire, since it was decided in time',
    (status) => {
      expect(answer(status, [], expiresAt + 1)).toBe('resume')
    },
  )
})

describe('When it was turned down', () => {
  test.each([
    ['declined', 'leave by customer'],
    ['rejected', 'leave by operator'],
  ] as const)('%s: said so, unless there is something else to answer', (status, expected) => {
    expect(answer(status, [])).toBe(expected)
    expect(answer(status, ['yes'])).toBe('none')
    expect(answer(status, ['where is my kettle?'])).toBe('none')
  })
})

test('No words permit a change that does not wait for them', () => {
  const others: ActionStatus[] = ['pending', 'confirmed', 'approved']
  for (const status of actionStatus.options.filter((it) => !others.includes(it))) {
    for (const words of [['yes'], ['yes', 'yes'], ['I confirm']]) {
      expect([status, answer(status, words)]).toEqual([status, 'none'])
    }
  }
})
