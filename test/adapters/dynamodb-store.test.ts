import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { seedStore } from '../../local/store/seed-store.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'
import { frontDynamoDb, type Json } from './dynamodb-front.ts'
import { storeSuite } from './store-suite.ts'

let db: TestDynamoDb
beforeAll(async () => {
  db = await startDynamoDb()
})
afterAll(() => db.close())

let tables = 0
storeSuite('DynamoDB', async (files) => {
  tables += 1
  const table = await db.createTable(`store-${tables}`)
  await seedStore({ client: db.client, table }, files)
  return dynamoDbStore({ client: db.client, table })
})

describe('the DynamoDB store', () => {
  const files = demoStore(3)
  const orderIds = Object.keys(files.orders).slice(0, 120)
  beforeAll(async () => {
    await seedStore({ client: db.client, table: await db.createTable('busy') }, files)
  })

  test('asks again for what a busy table left out of a batch', async () => {
    const front = await frontDynamoDb(db.endpoint, (operation, body, send) =>
      operation === 'BatchGetItem' ? answerOnly(40, body, send) : send(body),
    )
    const store = dynamoDbStore({ client: front.client, table: 'busy' })
    const found = await store.orders(orderIds)
    await front.close()
    expect(found.map(({ orderId }) => orderId)).toEqual(orderIds)
    expect(front.operations).toEqual(Array(4).fill('BatchGetItem'))
  })

  test('gives up with a clear error when the table answers nothing at all, after a bounded number of attempts', async () => {
    const front = await frontDynamoDb(db.endpoint, (_, body, send) => answerOnly(0, body, send))
    const store = dynamoDbStore({ client: front.client, table: 'busy' })
    await expect(store.orders(orderIds)).rejects.toThrow(/busy left orders unread in 5 attempts/)
    await front.close()
    expect(front.operations).toHaveLength(5)
  })

  test('reads a catalogue that comes in many pages', async () => {
    const front = await frontDynamoDb(db.endpoint, (_, body, send) => send({ ...body, Limit: 7 }))
    const catalogue = await dynamoDbStore({ client: front.client, table: 'busy' }).catalogue()
    await front.close()
    expect(catalogue).toHaveLength(Object.keys(files.products).length)
    expect(front.operations.length).toBeGreaterThan(5)
  })

  test('never scans', async () => {
    const front = await frontDynamoDb(db.endpoint, (_, body, send) => send(body))
    const store = dynamoDbStore({ client: front.client, table: 'busy' })
    await store.customer('mina_okafor_4821')
    await store.customerIdByEmail('mina.okafor4821@example.com')
    await store.customerIdByNameAndZip('Mina', 'Okafor', '98109')
    await store.orders(orderIds.slice(0, 2))
    await store.productOfItem('1')
    await store.catalogue()
    await front.close()
    expect(front.operations).toEqual(['GetItem', 'Query', 'Query', 'BatchGetItem', 'GetItem', 'Query'])
  })

  test('says which item is not of the expected form', async () => {
    await db.client.send(
      new PutCommand({
        TableName: 'busy',
        Item: { pk: 'order#broken', sk: 'order', version: 1, record: { orderId: 'broken', status: 'lost' } },
      }),
    )
    await expect(dynamoDbStore({ client: db.client, table: 'busy' }).order('broken')).rejects.toThrow(
      /order#broken \/ order[\s\S]*record\.status/,
    )
  })
})

/** Answers the first keys of a batch and leaves the rest unprocessed, as a throttled table does. */
async function answerOnly(count: number, body: Json, send: (body: Json) => Promise<Json>): Promise<Json> {
  const { busy } = z.object({ busy: z.looseObject({ Keys: z.array(z.unknown()) }) }).parse(body.RequestItems)
  const left = busy.Keys.slice(count)
  const unprocessed = left.length > 0 ? { busy: { ...busy, Keys: left } } : {}
  if (count === 0) return { Responses: { busy: [] }, UnprocessedKeys: unprocessed }
  const answer = await send({ RequestItems: { busy: { ...busy, Keys: busy.Keys.slice(0, count) } } })
  return { ...answer, UnprocessedKeys: unprocessed }
}
