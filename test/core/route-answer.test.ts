import { beforeEach, describe, expect, test } from 'vitest'
import { type Action, type ActionStatus, confirmationTime } from '../../functions/core/action.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { type RoutedTurn, routeTurn } from '../../functions/core/route-turn.ts'
import { close } from '../../functions/core/turn.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { decides, delegates, type ScriptedResult, scriptedModel } from '../doubles/model.ts'
import { type RecordingQueues, recordingQueues } from '../doubles/queues.ts'
import { begin, give, say, someCards, someMinting, text } from '../doubles/samples.ts'

let minting = someMinting()
let memory: Memory
let queues: RecordingQueues
let id: string
beforeEach(async () => {
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

/** The customer has been asked about an action, which is in this status by now. */
async function asked(status: ActionStatus = 'pending'): Promise<Action> {
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
  }
  const before = await now()
  const parts = [text('Shall I?')]
  const ending = { author: 'assistant', parts, outcome: 'awaiting_confirmation' } as const
  const { after, message } = close(before, { ...ending, pendingActionId: action.id }, minting)
  await memory.commit({ before, after, message, action: { proposed: action } })
  return action
}

/** The customer writes, and the router takes it. */
async function typed(words: string, ...script: ScriptedResult[]): Promise<RoutedTurn> {
  await say(memory, await now(), words, minting)
  return await deliver(...script)
}

async function deliver(...script: ScriptedResult[]): Promise<RoutedTurn> {
  const { turn, lastSeq } = await now()
  return await routeTurn(
    {
      type: 'customer-message.v1',
      conversationId: id,
      turn: turn.number,
      seq: turn.routedBy ?? lastSeq,
    },
    { model: 'claude-haiku-5-5', instructions: 'You are the router.', cards: someCards },
    {
      ...minting,
      memory,
      model: scriptedModel(...script),
      tasks: queues.tasks,
      signal: new AbortController().signal,
    },
  )
}

/** The decisions of the conversation, and who is said to have made each. */
async function decisions() {
  const messages = await memory.messages(id, 0, 100)
  return messages.flatMap(({ author, parts }) =>
    parts.flatMap((part) => (part.type === 'decision' ? [{ author, ...part }] : [])),
  )
}

const decided = (action: Action, decision: string) => ({
  type: 'decision',
  actionId: action.id,
  decision,
  title: 'Cancel order #W1',
})

describe('A decision in words leaves what one by button leaves', () => {
  test('a no, in the reply to it', async () => {
    const action = await asked()
    expect(await typed('no thanks')).toEqual({ kind: 'answered' })
    expect(await memory.action(id, action.id)).toMatchObject({ status: 'declined' })
    expect((await memory.messages(id, 0, 100)).at(-1)).toMatchObject({
      author: 'assistant',
      parts: [decided(action, 'declined'), { type: 'text' }],
    })
  })

  test('a yes, with the tasks of the run that goes on', async () => {
    const action = await asked()
    expect(await typed('yes, please')).toEqual({ kind: 'routed' })
    expect(await memory.action(id, action.id)).toMatchObject({ status: 'confirmed' })
    const { lastSeq, turn } = await now()
    expect((await memory.messages(id, 0, 100)).at(-1)).toMatchObject({
      seq: lastSeq,
      turn: turn.number,
      author: 'customer',
      parts: [decided(action, 'confirmed')],
    })
    expect(await memory.turn(id, turn.number)).toMatchObject({ fromSeq: lastSeq - 1, untilSeq: lastSeq })
  })

  test('a no after the yes, in time, takes it back', async () => {
    const action = await asked()
    await typed('yes')
    await typed('no')
    expect(await memory.action(id, action.id)).toMatchObject({ status: 'superseded' })
    expect(await decisions()).toMatchObject([{ decision: 'confirmed' }, { decision: 'declined' }])
  })

  test.each([
    ['that specialists work on', delegates('order'), 'customer'],
    ['that the router answers', decides({ kind: 'reply', reply: 'Which one?' }), 'assistant'],
  ] as const)('so does a no with a wish %s', async (_, routing, author) => {
    const action = await asked()
    await typed('yes')
    await typed('No, the other one!', routing)
    expect(await decisions()).toMatchObject([{ decision: 'confirmed' }, decided(action, 'declined')])
    expect((await decisions()).at(-1)?.author).toBe(author)
  })
})

describe('It is there once', () => {
  test.each(['yes', 'no'])('given "%s" is delivered again', async (words) => {
    await asked()
    await typed(words)
    const before = await memory.messages(id, 0, 100)
    await deliver()
    expect(await memory.messages(id, 0, 100)).toEqual(before)
    expect(await decisions()).toHaveLength(1)
  })

  test('given a newer message supersedes the turn that goes on', async () => {
    await asked()
    await typed('yes')
    await typed('thank you so much')
    expect(await decisions()).toMatchObject([{ decision: 'confirmed' }])
  })

  test.each(['confirmed', 'declined'] as const)('given it was %s by button', async (status) => {
    await asked(status)
    await say(memory, await now(), 'yes', minting)
    await deliver(delegates('order'))
    expect(await decisions()).toEqual([])
  })
})

describe('It is not there', () => {
  test.each([
    ['for an answer that is not clear', 'ok'],
    ['for a wish about something else', 'where is my kettle?'],
  ])('%s', async (_, words) => {
    await asked()
    await typed(words, delegates('order'))
    expect(await decisions()).toEqual([])
  })

  test('for an answer that comes too late', async () => {
    await asked()
    minting.advance(confirmationTime)
    await typed('yes')
    expect(await decisions()).toEqual([])
  })

  test('given another message comes before it is written', async () => {
    await asked()
    await say(memory, await now(), 'no', minting)
    const [before, kept] = [await now(), memory]
    memory = {
      ...kept,
      async commit(commit) {
        await say(kept, before, 'and my kettle?', minting)
        return await kept.commit(commit)
      },
    }
    expect(await deliver()).toEqual({ kind: 'stale' })
    expect(await decisions()).toEqual([])
  })
})
