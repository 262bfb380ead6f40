import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dynamoDbMemory } from '../../functions/adapters/dynamodb-memory.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import type { Memory } from '../../functions/core/memory.ts'
import type { Answer } from '../../functions/core/records.ts'
import { accept, newConversation } from '../../functions/core/turn.ts'
import { cancelled, type FaultyDynamoDb, faultyDynamoDb } from '../doubles/faulty-dynamodb.ts'
import {
  begin,
  deadlineMs,
  give,
  modelStep,
  say,
  someMessage,
  someMinting,
  someSummary,
  text,
} from '../doubles/samples.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'
import { frontDynamoDb, type Json } from './dynamodb-front.ts'

const minting = someMinting()
const run = { turn: 1, specialist: 'order' }
const throttled = () =>
  new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: { httpStatusCode: 400 } })

describe('the DynamoDB memory, when DynamoDB is not at its best', () => {
  let engine: TestDynamoDb
  let table: string
  let dynamoDb: FaultyDynamoDb
  let memory: Memory
  let conversation: Conversation
  beforeAll(async () => {
    engine = await startDynamoDb()
    table = await engine.createTable('memory')
  })
  beforeEach(async () => {
    dynamoDb = faultyDynamoDb(engine.endpoint)
    memory = dynamoDbMemory({ client: dynamoDb.client, table, now: minting.now })
    conversation = await begin(memory, minting)
    dynamoDb.requests.length = 0
  })
  afterAll(async () => await engine.close())

  const saying = (words: string) => {
    const { after, message } = accept(conversation, { parts: [text(words)] }, deadlineMs, minting)
    return { before: conversation, after, message }
  }

  describe('given the answer to a write is lost and the client sends it again', () => {
    test("a step counts as saved: it is the same writer's", async () => {
      dynamoDb.next('lost_answer')
      expect(await memory.saveStep(conversation.id, run, 0, modelStep('a'))).toBe('saved')
      expect(dynamoDb.requests).toEqual(['PutItemCommand', 'PutItemCommand'])
      expect(await memory.saveStep(conversation.id, run, 0, modelStep('a'))).toBe('exists')
    })

    test("another worker's step in that place is still seen as another's", async () => {
      await memory.saveStep(conversation.id, run, 0, modelStep('theirs'))
      dynamoDb.next('lost_answer')
      expect(await memory.saveStep(conversation.id, run, 0, modelStep('ours'))).toBe('exists')
    })

    test('an answer counts as saved, alone and with its last step', async () => {
      const gap: Answer = { kind: 'gap', specialist: 'product', reason: 'busy', at: 1 }
      const answer: Answer = { kind: 'answer', specialist: 'order', parts: [text('a')], at: 1 }
      dynamoDb.next('lost_answer')
      expect(await memory.saveAnswer(conversation.id, 1, gap)).toBe('saved')
      dynamoDb.next('lost_answer')
      const last = { run, index: 0, step: modelStep('a') }
      expect(await memory.saveAnswer(conversation.id, 1, answer, last)).toBe('saved')
      expect(await memory.answers(conversation.id, 1)).toEqual([answer, gap])
    })

    test('a commit counts as committed, once', async () => {
      dynamoDb.next('lost_answer')
      const commit = saying('hi')
      expect(await memory.commit(commit)).toEqual({ kind: 'committed' })
      expect(dynamoDb.requests).toEqual(['TransactWriteItemsCommand', 'TransactWriteItemsCommand'])
      expect(await memory.conversation(conversation.id)).toEqual(commit.after)
    })

    test('a new conversation counts as created', async () => {
      dynamoDb.next('lost_answer')
      const created = newConversation({ sessionId: 'ses_1' }, minting)
      const idempotency = { key: created.id, requestHash: 'a', response: 'b' }
      expect(await memory.create(created, idempotency)).toEqual({ kind: 'created' })
    })
  })

  describe('given another transaction is under way on the same items', () => {
    const conflict = () => cancelled('TransactionConflict', 'None')

    test('a commit answers with what is there now, to decide on again', async () => {
      const now = await say(memory, conversation, 'theirs', minting)
      dynamoDb.next(conflict())
      expect(await memory.commit(saying('ours'))).toEqual({ kind: 'conflict', conversation: now })
    })

    test('a new conversation is tried again at once', async () => {
      const created = newConversation({ sessionId: 'ses_1' }, minting)
      dynamoDb.next(conflict(), conflict())
      expect(await memory.create(created)).toEqual({ kind: 'created' })
      expect(await memory.conversation(created.id)).toEqual(created)
    })

    test('a request that is there twice finds the other one', async () => {
      const idempotency = { key: conversation.id, requestHash: 'a', response: 'b' }
      await memory.create(newConversation({ sessionId: 'ses_1' }, minting), idempotency)
      dynamoDb.next(conflict())
      const result = await memory.create(newConversation({ sessionId: 'ses_1' }, minting), idempotency)
      expect(result).toEqual({ kind: 'replayed', earlier: idempotency })
    })

    test('a new conversation is not tried for ever', async () => {
      dynamoDb.next(...Array.from({ length: 50 }, conflict))
      const created = newConversation({ sessionId: 'ses_1' }, minting)
      await expect(memory.create(created)).rejects.toThrow(/TransactionConflict/)
      expect(dynamoDb.requests.length).toBeLessThan(10)
    })
  })

  describe('given the table is throttled, or something is wrong with an item', () => {
    test.each([
      'ThrottlingError',
      'ProvisionedThroughputExceeded',
      'ValidationError',
      'ItemCollectionSizeLimit',
    ])(
      'a commit that is cancelled for %s throws, so that nobody tries again in a tight loop',
      async (code) => {
        dynamoDb.next(cancelled('None', code))
        await expect(memory.commit(saying('hi'))).rejects.toThrow(code)
        expect(dynamoDb.requests).toEqual(['TransactWriteItemsCommand'])
        dynamoDb.next(cancelled('None', code))
        const answer: Answer = { kind: 'answer', specialist: 'order', parts: [], at: 1 }
        const last = { run, index: 0, step: modelStep('a') }
        await expect(memory.saveAnswer(conversation.id, 1, answer, last)).rejects.toThrow(code)
      },
    )

    test('a throttled request is tried again by the client, and then throws', async () => {
      dynamoDb.next(throttled(), throttled())
      expect(await memory.saveStep(conversation.id, run, 0, modelStep('a'))).toBe('saved')
      dynamoDb.next(...Array.from({ length: 9 }, throttled))
      await expect(memory.saveStep(conversation.id, run, 1, modelStep('b'))).rejects.toThrow('slow down')
      dynamoDb.next(...Array.from({ length: 9 }, throttled))
      await expect(memory.saveSummary(conversation.id, someSummary(1))).rejects.toThrow('slow down')
    })

    test('a message in a place that is taken, which must never be, throws instead of looking like a conflict', async () => {
      const working = await give(memory, await say(memory, conversation, 'a', minting), ['order'], minting)
      const after = { ...working, version: working.version + 1 }
      const commit = { before: working, after, message: someMessage({ seq: 1 }) }
      await expect(memory.commit(commit)).rejects.toThrow(/ConditionalCheckFailed/)
      const lastStep = { run, index: 0, step: modelStep('a') }
      await expect(memory.commit({ ...commit, lastStep })).rejects.toThrow(/ConditionalCheckFailed/)
    })
  })

  test('given an item that this version never writes, reading it says what is wrong with it', async () => {
    const broken = { ...conversation, id: minting.newId('cnv'), lastSeq: -1 }
    await memory.create(broken)
    await expect(memory.conversation(broken.id)).rejects.toThrow(/lastSeq/)
  })

  test('given a list that comes in parts, it asks for the rest, and not for ever', async () => {
    const sessionId = conversation.id
    const own = [await begin(memory, minting, { sessionId }), await begin(memory, minting, { sessionId })]
    const nothingYet = (body: Json): Json => ({ Responses: {}, UnprocessedKeys: body.RequestItems })
    let batches = 0
    const front = await frontDynamoDb(engine.endpoint, async (operation, body, send) => {
      if (operation === 'BatchGetItem') batches += 1
      return batches === 1 && operation === 'BatchGetItem' ? nothingYet(body) : await send(body)
    })
    const patient = dynamoDbMemory({ client: front.client, table, now: minting.now })
    expect(await patient.conversationsOf(sessionId, 10)).toEqual(own.toReversed())
    const never = await frontDynamoDb(engine.endpoint, async (operation, body, send) =>
      operation === 'BatchGetItem' ? nothingYet(body) : await send(body),
    )
    const refused = dynamoDbMemory({ client: never.client, table, now: minting.now })
    await expect(refused.conversationsOf(sessionId, 10)).rejects.toThrow(/2 items unread/)
    await Promise.all([front.close(), never.close()])
  })

  test('given pages smaller than asked for, ranges are read on, and no further than asked for', async () => {
    let now = conversation
    for (let count = 0; count < 12; count++) now = await say(memory, now, `${count}`, minting)
    const front = await frontDynamoDb(engine.endpoint, (operation, body, send) =>
      send(operation === 'Query' ? { ...body, Limit: 5 } : body),
    )
    const paged = dynamoDbMemory({ client: front.client, table, now: minting.now })
    const seqs = (messages: readonly { readonly seq: number }[]) => messages.map(({ seq }) => seq)
    expect(seqs((await paged.recent(conversation.id, 8)).messages)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
    expect(seqs(await paged.messages(conversation.id, 2, 7))).toEqual([3, 4, 5, 6, 7, 8, 9])
    expect(seqs(await paged.messages(conversation.id, 0, 100))).toHaveLength(12)
    await front.close()
  })
})
