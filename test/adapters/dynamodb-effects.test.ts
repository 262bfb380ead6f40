import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changesToday, dynamoDbEffects } from '../../functions/adapters/dynamodb-effects.ts'
import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import { type Action, type ActionStatus, confirmationTime, move } from '../../functions/core/action.ts'
import { closeTurn } from '../../functions/core/close-turn.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { wording } from '../../functions/core/wording.ts'
import { begin, give, modelStep, say, someMinting } from '../doubles/samples.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'

const customerId = 'noah_1'
let db: TestDynamoDb
beforeAll(async () => {
  db = await startDynamoDb()
})
afterAll(() => db.close())

const minting = someMinting()
let tables = 0
let table: string
let memory: Memory
let conversation: Conversation
beforeEach(async () => {
  tables += 1
  table = await db.createTable(`effects-${tables}`)
  memory = dynamoDbMemory({ client: db.client, table, now: minting.now })
  const own = await begin(memory, minting, { customerId })
  conversation = await give(memory, await say(memory, own, 'yes', minting), ['order'], minting)
})

/** An action in this status, with which the conversation's turn goes on. */
async function proposed(status: ActionStatus): Promise<Action> {
  const made: Action = {
    id: minting.newId('act'),
    status,
    customerId,
    tool: 'cancel',
    input: {},
    details: { kind: 'cancellation', orderId: '#W1', title: 'Cancel #W1', lines: [], movements: [] },
    run: { turn: 1, specialist: 'order', toolUseId: 't1' },
    proposedAt: minting.now(),
    expiresAt: minting.now() + confirmationTime,
  }
  const before = conversation
  conversation = {
    ...before,
    version: before.version + 1,
    pendingActionId: made.id,
    turn: { ...before.turn, resumes: made.id },
  }
  await memory.commit({ before, after: conversation, action: { proposed: made } })
  return made
}

let index = 0
async function execute(action: Action, changesPerDay?: number) {
  const effects = dynamoDbEffects({
    client: db.client,
    memoryTable: table,
    storeTable: table,
    now: minting.now,
    changesPerDay,
  })
  index += 1
  return await effects.execute({
    conversationId: conversation.id,
    turn: 1,
    change: {},
    move: move(action, 'executed', { executedAt: minting.now() }),
    lastStep: { run: { turn: 1, specialist: 'order' }, index, step: modelStep('done') },
  })
}
const today = async () => await changesToday(db.client, table, customerId, minting.now())

describe('changes of one customer on one day', () => {
  test('given many at the same instant, no more are made than the limit allows', async () => {
    const actions: Action[] = []
    for (let count = 0; count < 6; count++) actions.push(await proposed('confirmed'))
    const results = await Promise.all(actions.map((action) => execute(action, 2)))
    expect(results.filter((it) => it === 'executed')).toHaveLength(2)
    expect(results.filter((it) => it === 'too_many')).toHaveLength(4)
    expect(await today()).toBe(2)
  })

  test('given an operator has approved it, the limit does not count', async () => {
    for (let count = 0; count < 2; count++) {
      expect(await execute(await proposed('approved'), 1)).toBe('executed')
    }
    expect(await today()).toBe(2)
  })
})

describe('a turn that is closed while its action is executed', () => {
  const ending = { parts: [{ type: 'text' as const, text: wording.en.apology }], outcome: 'failed' as const }
  const shown = async () => (await memory.messages(conversation.id, 0, 9)).at(-1)?.parts

  test('given the effect came between the look at the action and the close, shows the receipt', async () => {
    const action = await proposed('confirmed')
    const raced: Memory = {
      ...memory,
      async action(...place) {
        const found = await memory.action(...place)
        if (found?.status === 'confirmed') expect(await execute(action)).toBe('executed')
        return found
      },
    }
    expect(await closeTurn(conversation, 1, ending, { ...minting, memory: raced })).toBe(true)
    expect(await shown()).toMatchObject([{ type: 'receipt', actionId: action.id }, { type: 'text' }])
  })

  test.each(['confirmed', 'approved'] as const)(
    'given it was %s and not executed, it never will be: the customer reads that nothing was changed',
    async (status) => {
      const action = await proposed(status)
      expect(await closeTurn(conversation, 1, ending, { ...minting, memory })).toBe(true)
      expect(await shown()).toEqual(ending.parts)
      expect(await memory.action(conversation.id, action.id)).toMatchObject({ status: 'failed' })
      expect(await execute(action)).toBe('superseded')
    },
  )
})
