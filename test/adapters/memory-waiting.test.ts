import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Action, type ActionStatus, confirmationTime, move } from '../../functions/core/action.ts'
import { giveBack, handOff } from '../../functions/core/control.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Session } from '../../functions/core/intake.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { close } from '../../functions/core/turn.ts'
import { memories, type StartedMemory } from '../doubles/memories.ts'
import { recordingQueues } from '../doubles/queues.ts'
import { begin, deadlineMs, give, say, someMinting, text } from '../doubles/samples.ts'

const minting = someMinting()
const operator: Session = { sessionId: 'ses_9', customerId: undefined, operator: true }

describe.each(memories)('$name lists what waits for a person', ({ start }) => {
  let started: StartedMemory
  let memory: Memory
  beforeAll(async () => {
    started = await start(minting.now)
    memory = started.memory
  })
  afterAll(async () => await started.stop())

  const ports = () => ({ ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} })
  const take = async ({ id }: Conversation) =>
    await handOff({ conversationId: id, session: operator }, ports())
  const back = async ({ id }: Conversation) =>
    await giveBack({ conversationId: id, session: operator, deadlineMs }, ports())
  const listed = async (limit = 50) =>
    (await memory.waiting(limit)).map(({ conversation: { id }, actionIds, since }) => [id, actionIds, since])
  const isoNow = () => new Date(minting.now()).toISOString()

  /** An action of this conversation that is moved there, with the message that goes with it. */
  async function moved(it: Conversation, action: Action | ActionStatus, to: ActionStatus): Promise<Action> {
    const found = await memory.conversation(it.id)
    if (!found) throw new Error('The conversation is gone')
    let before = found
    if (before.turn.phase === 'closed') {
      before = await give(memory, await say(memory, before, 'yes', minting), ['order'], minting)
    }
    let from: Action
    if (typeof action === 'string') {
      from = someAction(action)
      const after = { ...before, version: before.version + 1 }
      await memory.commit({ before, after, action: { proposed: from } })
      before = after
    } else from = action
    const ending = { author: 'assistant', parts: [text('So be it.')], outcome: 'replied' } as const
    const change = move(from, to, { reasons: ['it is far'] })
    const result = await memory.commit({ before, ...close(before, ending, minting), action: change })
    expect(result).toEqual({ kind: 'committed' })
    return change.after
  }

  test('a conversation from its handoff until it is given back, the longest waiting first', async () => {
    const [first, second] = [await begin(memory, minting), await begin(memory, minting)]
    expect(await listed()).toEqual([])
    await take(second)
    const began = isoNow()
    minting.advance(1_000)
    await take(first)
    expect(await listed()).toEqual([
      [second.id, [], began],
      [first.id, [], isoNow()],
    ])
    expect(await listed(1)).toEqual([[second.id, [], began]])
    expect((await memory.waiting(9))[0]?.conversation).toEqual(await memory.conversation(second.id))
    await back(second)
    expect(await listed()).toEqual([[first.id, [], isoNow()]])
    await back(first)
    expect(await listed()).toEqual([])
  })

  test('an action from when it waits for approval until it is decided, each with its conversation', async () => {
    const own = await begin(memory, minting)
    const waits = await moved(own, 'confirmed', 'awaiting_approval')
    const began = isoNow()
    minting.advance(1_000)
    await take(own)
    const other = await moved(own, 'confirmed', 'awaiting_approval')
    const [[id, actionIds, since] = []] = await listed()
    expect([id, since]).toEqual([own.id, began])
    expect(new Set(actionIds)).toEqual(new Set([waits.id, other.id]))
    await moved(own, waits, 'approved')
    await moved(own, other, 'rejected')
    expect(await listed()).toMatchObject([[own.id, [], expect.any(String)]])
    await back(own)
    expect(await listed()).toEqual([])
  })

  test('nothing of a change that was not written', async () => {
    const own = await begin(memory, minting)
    const stale = { ...own, version: 2 }
    const { after, message } = close(stale, { author: 'system', parts: [], outcome: 'with_human' }, minting)
    expect((await memory.commit({ before: stale, after, message })).kind).toBe('conflict')
    expect(await listed()).toEqual([])
  })
})

function someAction(status: ActionStatus): Action {
  return {
    id: minting.newId('act'),
    status,
    customerId: 'noah_1',
    tool: 'cancel',
    input: {},
    details: { kind: 'cancellation', title: 'Cancel order #W1', lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 'toolu_1' },
    proposedAt: minting.now(),
    expiresAt: minting.now() + confirmationTime,
  }
}
