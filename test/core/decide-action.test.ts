import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Action, type ActionStatus, confirmationTime } from '../../functions/core/action.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import { type ActionDecision, decideAction } from '../../functions/core/decide-action.ts'
import type { Session } from '../../functions/core/intake.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { close } from '../../functions/core/turn.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { type RecordingQueues, recordingQueues } from '../doubles/queues.ts'
import { begin, deadlineMs, give, say, someMinting, text } from '../doubles/samples.ts'

const customer: Session = { sessionId: 'ses_1', customerId: 'noah_1', operator: false }
const operator: Session = { sessionId: 'ses_9', customerId: undefined, operator: true }
const onSendFailed = vi.fn<(error: unknown) => void>()

let minting = someMinting()
let memory: Memory
let queues: RecordingQueues
let id: string
beforeEach(async () => {
  onSendFailed.mockClear()
  minting = someMinting()
  memory = inMemoryMemory({ now: minting.now })
  queues = recordingQueues()
  const own = await begin(memory, minting, { customerId: 'noah_1' })
  id = own.id
  await give(memory, await say(memory, own, 'cancel it', minting), ['order'], minting)
})

async function now(): Promise<Conversation> {
  const found = await memory.conversation(id)
  if (!found) throw new Error('The conversation is gone')
  return found
}

/** An action in this status, for which the conversation waits if it still can be decided. */
async function some(status: ActionStatus, changes: Partial<Action> = {}): Promise<Action> {
  const action: Action = {
    id: minting.newId('act'),
    status,
    customerId: 'noah_1',
    tool: 'cancel',
    input: {},
    details: { kind: 'cancellation', title: 'Cancel order #W1', lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt: minting.now(),
    expiresAt: minting.now() + confirmationTime,
    ...changes,
  }
  const before = await now()
  const ending = {
    author: 'assistant',
    parts: [text('Shall I?')],
    outcome: status === 'pending' ? 'awaiting_confirmation' : 'replied',
    pendingActionId: status === 'awaiting_approval' ? undefined : action.id,
  } as const
  const { after, message } = close(before, ending, minting)
  await memory.commit({ before, after, message, action: { proposed: action } })
  return action
}

const decide = (
  action: Pick<Action, 'id'>,
  decision: ActionDecision,
  changes: { readonly session?: Session; readonly memory?: Memory; readonly to?: string } = {},
) =>
  decideAction(
    {
      conversationId: changes.to ?? id,
      actionId: action.id,
      session: changes.session ?? (decision === 'approved' || decision === 'rejected' ? operator : customer),
      decision,
      deadlineMs,
    },
    { ...minting, memory: changes.memory ?? memory, inbound: queues.inbound, onSendFailed },
  )
const statusOf = async ({ id: actionId }: Action) => (await memory.action(id, actionId))?.status

describe('A decision', () => {
  test.each([
    ['pending', 'confirmed', 'customer'],
    ['pending', 'declined', 'customer'],
    ['awaiting_approval', 'approved', 'operator'],
    ['awaiting_approval', 'rejected', 'operator'],
  ] as const)('of what is %s: %s by the %s opens the turn that goes on', async (status, decision, author) => {
    const action = await some(status)
    expect(await decide(action, decision)).toBe('accepted')
    expect(await statusOf(action)).toBe(decision)
    const after = await now()
    expect(after).toMatchObject({
      pendingActionId: action.id,
      turn: { number: 2, phase: 'open', resumes: action.id, deadlineAt: minting.now() + deadlineMs },
    })
    const [message] = await memory.messages(id, after.lastSeq - 1, 1)
    expect(message).toMatchObject({
      author,
      parts: [{ type: 'decision', actionId: action.id, decision, title: 'Cancel order #W1' }],
    })
    expect(queues.sent.inbound).toMatchObject([
      { message: { turn: 2, seq: after.lastSeq }, deduplicationId: message?.id },
    ])
  })

  test('given again is accepted and changes nothing', async () => {
    for (const [status, decision] of [
      ['pending', 'confirmed'],
      ['pending', 'declined'],
      ['awaiting_approval', 'approved'],
      ['awaiting_approval', 'rejected'],
    ] as const) {
      const action = await some(status)
      await decide(action, decision)
      const before = await now()
      expect(await decide(action, decision)).toBe('accepted')
      expect(await now()).toEqual(before)
    }
    expect(queues.sent.inbound).toHaveLength(4)
  })

  test.each([
    ['executed', 'confirmed', {}],
    ['awaiting_approval', 'confirmed', {}],
    ['executed', 'approved', { reasons: ['too much money'] }],
  ] satisfies [ActionStatus, ActionDecision, Partial<Action>][])(
    'is the same one when the action is %s since: %s',
    async (status, decision, changes) => {
      const action = await some(status, changes)
      const before = await now()
      expect(await decide(action, decision)).toBe('accepted')
      expect(await now()).toEqual(before)
    },
  )

  test.each([
    ['confirmed', 'declined'],
    ['declined', 'confirmed'],
    ['superseded', 'confirmed'],
    ['failed', 'declined'],
    ['executed', 'declined'],
    ['executed', 'approved'],
    ['executed', 'rejected'],
    ['pending', 'approved'],
    ['pending', 'rejected'],
    ['confirmed', 'approved'],
    ['declined', 'approved'],
    ['approved', 'rejected'],
    ['rejected', 'approved'],
    ['awaiting_approval', 'declined'],
  ] as const)('of what is %s comes too late or too early: %s', async (status, decision) => {
    const action = await some(status)
    const before = await now()
    expect(await decide(action, decision)).toBe('decided_otherwise')
    expect([await statusOf(action), await now()]).toEqual([status, before])
  })
})

describe('Time', () => {
  test('is up at the moment of the expiry, and not before', async () => {
    const action = await some('pending')
    minting.advance(confirmationTime)
    expect(await decide(action, 'confirmed')).toBe('expired')
    expect(await decide(action, 'declined')).toBe('expired')
    expect([await statusOf(action), queues.sent.inbound]).toEqual(['pending', []])
    const other = await some('pending')
    minting.advance(confirmationTime - 1)
    expect(await decide(other, 'confirmed')).toBe('accepted')
  })

  test('is up for what is kept as expired', async () => {
    expect(await decide(await some('expired'), 'confirmed')).toBe('expired')
  })

  test('does not run out for an operator', async () => {
    const action = await some('awaiting_approval')
    minting.advance(confirmationTime * 10)
    expect(await decide(action, 'approved')).toBe('accepted')
  })
})

describe('Who may decide', () => {
  const strangers: readonly [string, Session][] = [
    ['another customer', { sessionId: 'ses_2', customerId: 'eve_1', operator: false }],
    ['an anonymous session', { sessionId: 'ses_2', customerId: undefined, operator: false }],
    [
      'an anonymous session under the first id',
      { sessionId: 'ses_1', customerId: undefined, operator: false },
    ],
  ]
  test.each(strangers)('%s: nothing is there', async (_, session) => {
    const pending = await some('pending')
    for (const decision of ['confirmed', 'declined', 'approved', 'rejected'] as const) {
      expect(await decide(pending, decision, { session })).toBe('not_found')
    }
    expect(await statusOf(pending)).toBe('pending')
  })

  test('a customer cannot approve, an operator cannot confirm', async () => {
    const waiting = await some('awaiting_approval')
    expect(await decide(waiting, 'approved', { session: customer })).toBe('not_found')
    expect(await decide(waiting, 'rejected', { session: customer })).toBe('not_found')
    const pending = await some('pending')
    expect(await decide(pending, 'confirmed', { session: operator })).toBe('not_found')
    expect(await decide(pending, 'declined', { session: operator })).toBe('not_found')
    const both = { ...operator, customerId: 'noah_1' }
    expect(await decide(pending, 'confirmed', { session: both })).toBe('not_found')
    expect([await statusOf(waiting), await statusOf(pending)]).toEqual(['awaiting_approval', 'pending'])
  })

  test("somebody else's action in one's own conversation cannot be decided", async () => {
    const action = await some('pending', { customerId: 'eve_1' })
    expect(await decide(action, 'confirmed')).toBe('not_found')
  })

  test('an unknown action, an unknown conversation, an action of another conversation', async () => {
    const action = await some('pending')
    const other = await begin(memory, minting, { customerId: 'noah_1' })
    expect(await decide({ id: minting.newId('act') }, 'confirmed')).toBe('not_found')
    expect(await decide(action, 'confirmed', { to: minting.newId('cnv') })).toBe('not_found')
    expect(await decide(action, 'confirmed', { to: other.id })).toBe('not_found')
    expect(await statusOf(action)).toBe('pending')
  })
})

describe('A conversation that moves', () => {
  test('on to another action leaves the earlier one undecidable', async () => {
    const first = await some('pending')
    await some('pending')
    expect(await decide(first, 'confirmed')).toBe('decided_otherwise')
    expect(await statusOf(first)).toBe('pending')
  })

  test('at work on another turn is superseded by a decision', async () => {
    const action = await some('awaiting_approval')
    await give(memory, await say(memory, await now(), 'my kettle?', minting), ['order'], minting)
    expect(await decide(action, 'approved')).toBe('accepted')
    expect(await memory.turn(id, 2)).toMatchObject({ outcome: 'superseded' })
    expect((await now()).turn).toMatchObject({ number: 3, resumes: action.id })
  })

  test('in an open turn is joined by a decision', async () => {
    const action = await some('pending')
    await say(memory, await now(), 'one moment', minting)
    expect(await decide(action, 'confirmed')).toBe('accepted')
    expect((await now()).turn).toMatchObject({ number: 2, phase: 'open', resumes: action.id })
  })

  test('between read and write makes it decide anew on what is there', async () => {
    const action = await some('pending')
    let races = 0
    const racing: Memory = {
      ...memory,
      async commit(commit) {
        if (races++ < 3) await say(memory, await now(), 'hello?', minting)
        return await memory.commit(commit)
      },
    }
    expect(await decide(action, 'confirmed', { memory: racing })).toBe('accepted')
    expect([races, await statusOf(action)]).toEqual([4, 'confirmed'])
  })

  test('without end makes it give up', async () => {
    const action = await some('pending')
    const racing: Memory = {
      ...memory,
      commit: async () => ({ kind: 'conflict', conversation: await now() }),
    }
    expect(await decide(action, 'confirmed', { memory: racing })).toBe('too_busy')
    expect(await statusOf(action)).toBe('pending')
  })

  test('by two opposite decisions at once: one of them wins', async () => {
    const action = await some('pending')
    const both = await Promise.all([decide(action, 'confirmed'), decide(action, 'declined')])
    expect(both.toSorted()).toEqual(['accepted', 'decided_otherwise'])
    expect(queues.sent.inbound).toHaveLength(1)
  })
})

test('A decision that could not be sent at once is kept: the relay sends it', async () => {
  const action = await some('pending')
  const inbound = { customerMessage: () => Promise.reject(new Error('SQS is away')) }
  const input = { conversationId: id, actionId: action.id, session: customer, deadlineMs }
  const decided = await decideAction(
    { ...input, decision: 'confirmed' },
    { ...minting, memory, inbound, onSendFailed },
  )
  expect(decided).toBe('accepted')
  expect(onSendFailed).toHaveBeenCalledOnce()
  expect(await statusOf(action)).toBe('confirmed')
})
