import { describe, expect, test } from 'vitest'
import { type Action, move } from '../../functions/core/action.ts'
import { giveBackControl, takeOver } from '../../functions/core/change-control.ts'
import { conversationEvent, eventOf } from '../../functions/core/events.ts'
import type { Commit } from '../../functions/core/memory.ts'
import { accept, close, newConversation } from '../../functions/core/turn.ts'
import { deadlineMs, someMinting, text } from '../doubles/samples.ts'

const minting = someMinting()
const owner = { sessionId: 'ses_1', customerId: 'noah_1' }
const said = { parts: [text('my card is 4242')] }

function asked(): Commit {
  const before = newConversation(owner, minting)
  return { before, ...accept(before, said, deadlineMs, minting) }
}

function handedOff(by: 'customer' | 'operator' | 'router', reason?: string): Commit {
  const before = asked().after
  return { before, ...takeOver(before, { by, reason, parts: [text('A person comes.')] }, minting) }
}

function waiting(reasons: readonly string[]): Commit {
  const before = asked().after
  const confirmed: Action = {
    id: minting.newId('act'),
    status: 'confirmed',
    customerId: 'noah_1',
    tool: 'cancel',
    input: { order_id: '#W1' },
    details: { kind: 'cancellation', title: 'Cancel order #W1', lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt: 0,
    expiresAt: 1,
  }
  const ending = { author: 'assistant', parts: [text('One moment.')], outcome: 'replied' } as const
  const action = move(confirmed, 'awaiting_approval', { reasons })
  return { before, ...close(before, ending, minting), action }
}

describe('An event', () => {
  test.each(['customer', 'operator', 'router'] as const)(
    'of a handoff says when, where and by the %s',
    (by) => {
      const commit = handedOff(by, 'the kettle burnt my hand')
      const { id, version, ...rest } = eventOf(commit)?.detail ?? {}
      expect([eventOf(commit)?.type, version, id]).toEqual([
        'conversation.handed_off',
        1,
        commit.message?.id.replace('msg_', 'evt_'),
      ])
      expect(rest).toEqual({
        conversationId: commit.after.id,
        seq: 2,
        at: new Date(minting.now()).toISOString(),
        by,
      })
    },
  )

  test('of giving back is the operator’s', () => {
    const before = handedOff('customer').after
    const given = { parts: [text('Hello again.')], isUnanswered: true }
    const event = eventOf({ before, ...giveBackControl(before, given, deadlineMs, minting) })
    expect(event).toMatchObject({ type: 'conversation.given_back', detail: { by: 'operator', seq: 3 } })
  })

  test('of an action that waits for approval names it, and the limits that it is above', () => {
    const commit = waiting(['$20.00 go back to the customer, more than $10.00', 'the customer is flagged'])
    expect(eventOf(commit)).toMatchObject({
      type: 'approval.requested',
      detail: {
        by: 'policy',
        reason: '$20.00 go back to the customer, more than $10.00; the customer is flagged',
        actionId: commit.action && 'after' in commit.action ? commit.action.after.id : '',
      },
    })
    expect(eventOf(waiting([]))?.detail).not.toHaveProperty('reason')
  })

  test('has no word of a message, nothing of the customer, and is what the schema says', () => {
    for (const commit of [handedOff('customer', 'my hand'), waiting(['it is far'])]) {
      const event = eventOf(commit)
      expect(conversationEvent.parse(event)).toEqual(event)
      expect(JSON.stringify(event)).not.toMatch(/4242|noah|ses_1|hand[^e]|#W1|person/)
    }
  })

  test('is no other change', () => {
    expect(eventOf(asked())).toBeUndefined()
    const { before, after, message } = waiting([])
    const action = waiting([]).action
    expect(eventOf({ before, after, ...(message ? { message } : {}) })).toBeUndefined()
    if (!action || !('after' in action)) throw new Error('The sample has no move')
    const approved = { action: move(action.after, 'approved'), before: after, after }
    expect(eventOf(approved)).toBeUndefined()
    expect(eventOf({ before, after, action: { proposed: action.before } })).toBeUndefined()
  })

  test('without a message that tells the customer is a defect', () => {
    const { before, after } = handedOff('customer')
    expect(() => eventOf({ before, after })).toThrow(/handed_off and says nothing/)
  })
})
