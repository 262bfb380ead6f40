import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import { dynamoDbStore } from '../../../functions/adapters/dynamodb-store.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'
import { demoStore } from '../../../local/store/demo-store.ts'
import { readStore } from '../../../local/store/read-store.ts'
import { seedStore } from '../../../local/store/seed-store.ts'
import { type StoreTable, scanItems } from '../../../local/store/store-table.ts'
import { startDynamoDb, type TestDynamoDb } from '../../adapters/dynamodb-fixture.ts'
import { frontDynamoDb } from '../../adapters/dynamodb-front.ts'

const files = demoStore(1)
const few = partOf(files)
let db: TestDynamoDb
let store: StoreTable
beforeAll(async () => {
  db = await startDynamoDb()
})
beforeEach(async () => {
  store = {
    client: db.client,
    table: await db.createTable(`store-${expect.getState().currentTestName?.replace(/\W+/g, '-')}`),
  }
})
afterAll(() => db.close())

test('writes everything, reads it back the same, and writes nothing the second time', async () => {
  const counts = countsOf(files)
  const variants = Object.values(files.products).flatMap((it) => Object.keys(it.variants)).length
  expect(await seedStore(store, files)).toEqual({
    ...counts,
    written: counts.users * 3 + counts.orders + counts.products + variants,
    deleted: 0,
  })
  expect(await readStore(store)).toEqual(files)
  expect(await seedStore(store, files)).toEqual({ ...counts, written: 0, deleted: 0 })
}, 30_000)

test('gives every customer and order version 1', async () => {
  await seedStore(store, few)
  const versions = (await scanItems(store))
    .filter(({ sk }) => sk === 'customer' || sk === 'order')
    .map(({ version }) => version)
  expect(versions).toEqual(Array(countsOf(few).users + countsOf(few).orders).fill(1))
})

test('undoes whatever happened to the table meanwhile', async () => {
  await seedStore(store, few)
  const [order] = (await scanItems(store)).filter(({ sk }) => sk === 'order')
  const { table: TableName } = store
  await db.client.send(new PutCommand({ TableName, Item: { ...order, version: 2 } }))
  await db.client.send(
    new PutCommand({ TableName, Item: { pk: 'email#stray@example.com', sk: 'customer#x' } }),
  )
  await db.client.send(
    new DeleteCommand({
      TableName,
      Key: { pk: 'email#mina.okafor4821@example.com', sk: 'customer#mina_okafor_4821' },
    }),
  )
  expect(await seedStore(store, few)).toEqual({ ...countsOf(few), written: 2, deleted: 1 })
  const found = await dynamoDbStore(store).customerIdByEmail('mina.okafor4821@example.com')
  expect(found).toBe('mina_okafor_4821')
  expect(await readStore(store)).toEqual(few)
})

test('makes way for other data', async () => {
  await seedStore(store, few)
  const other = partOf(demoStore(2))
  await seedStore(store, other)
  expect(await readStore(store)).toEqual(other)
})

test('writes again what a busy table left undone', async () => {
  const { table } = store
  const front = await frontDynamoDb(db.endpoint, async (operation, body, send) => {
    if (operation !== 'BatchWriteItem') return await send(body)
    const [writes = []] = Object.values(z.record(z.string(), z.array(z.unknown())).parse(body.RequestItems))
    await send({ ...body, RequestItems: { [table]: writes.slice(0, 10) } })
    return { UnprocessedItems: writes.length > 10 ? { [table]: writes.slice(10) } : {} }
  })
  await seedStore({ client: front.client, table }, few)
  await front.close()
  expect(await readStore(store)).toEqual(few)
})

test('gives up with a clear error when the table takes nothing', async () => {
  const front = await frontDynamoDb(db.endpoint, async (operation, body, send) =>
    operation === 'BatchWriteItem' ? { UnprocessedItems: body.RequestItems } : await send(body),
  )
  const seeding = seedStore({ client: front.client, table: store.table }, few)
  await expect(seeding).rejects.toThrow(/takes-nothing left writes undone in 10 attempts/)
  await front.close()
})

/** The first customers with all their orders, and a few products: enough for several batches. */
function partOf({ users, orders, products }: StoreFiles): StoreFiles {
  const some = Object.fromEntries(Object.entries(users).slice(0, 12))
  return {
    users: some,
    orders: Object.fromEntries(Object.entries(orders).filter(([, { user_id }]) => some[user_id])),
    products: Object.fromEntries(Object.entries(products).slice(0, 5)),
  }
}

function countsOf(it: StoreFiles): { users: number; orders: number; products: number } {
  return {
    users: Object.keys(it.users).length,
    orders: Object.keys(it.orders).length,
    products: Object.keys(it.products).length,
  }
}
