import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  customerKey,
  emailPk,
  orderKey,
  productKey,
} from '../../../functions/adapters/dynamodb-store-items.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'
import type { AwsCall } from '../../../local/host/aws-client.ts'
import { connectDynamoDb } from '../../../local/host/dynamodb-engine.ts'
import { checkLookUps } from '../../../local/replay/look-ups.ts'
import { makeReplayTable, type ReplayTable, replayRegion } from '../../../local/replay/replay-table.ts'
import { stateOf } from '../../../local/replay/state.ts'
import { watchTable } from '../../../local/replay/watched-table.ts'
import { itemsOf } from '../../../local/store/seed-store.ts'
import { startDynamoDb, type TestDynamoDb } from '../../adapters/dynamodb-fixture.ts'
import { smallFiles } from './small-files.ts'

const files: StoreFiles = smallFiles
const orderId = '#W0482117'
const customerId = 'mina_okafor_4821'

let db: TestDynamoDb
let connection: ReturnType<typeof connectDynamoDb>
let table: ReplayTable
beforeAll(async () => {
  db = await startDynamoDb()
  connection = connectDynamoDb(db.endpoint, replayRegion)
})
afterAll(async () => {
  connection.close()
  await db.close()
})
beforeEach(async () => {
  table = await makeReplayTable(db.endpoint, files)
  return () => table.remove()
})

const watch = (streams: AwsCall = connection.streams) =>
  watchTable({ store: table, first: itemsOf(files), streamArn: table.streamArn, streams })

/** Changes an attribute of an item's record behind everybody's back, without a new version. */
const set = (Key: { pk: string; sk: string }, field: string, value: unknown) =>
  db.client.send(
    new UpdateCommand({
      TableName: table.table,
      Key,
      UpdateExpression: 'SET #record.#field = :value',
      ExpressionAttributeNames: { '#record': 'record', '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  )

test('nothing differs at first', async () => {
  const watched = await watch()
  expect(await watched.changes()).toEqual([])
  await watched.verify()
})

test('shows a record that anything has changed, also one without a new version, whole and in the files’ shape', async () => {
  const watched = await watch()
  await set(orderKey(orderId), 'cancelReason', 'no longer needed')
  await set(customerKey(customerId), 'email', 'mina.okafor4821@example.com')
  await set(customerKey('jonas_lindqvist_2764'), 'orderIds', [])
  const state = stateOf(await watched.changes())
  expect(state).toEqual({
    orders: { [orderId]: { ...files.orders[orderId], cancel_reason: 'no longer needed' } },
    users: { jonas_lindqvist_2764: { ...files.users.jonas_lindqvist_2764, orders: [] } },
  })
})

test('shows a changed product, a record that is gone and one that is new', async () => {
  const watched = await watch()
  const [product] = Object.values(files.products)
  const productId = product?.product_id ?? ''
  await set(productKey(productId), 'name', 'Teapot')
  await db.client.send(new DeleteCommand({ TableName: table.table, Key: orderKey(orderId) }))
  const [item] = itemsOf(files).filter((it) => it.pk === orderKey('#W0482125').pk)
  await db.client.send(
    new PutCommand({ TableName: table.table, Item: { ...item, ...orderKey('#W0000001') } }),
  )
  expect(stateOf(await watched.changes())).toEqual({
    orders: { [orderId]: null, '#W0000001': files.orders['#W0482125'] },
    users: {},
    products: { [productId]: { ...product, name: 'Teapot' } },
  })
})

test('shows nothing for a record that was written as it is, or changed and changed back', async () => {
  const watched = await watch()
  const { email } = files.users[customerId] ?? {}
  await set(customerKey(customerId), 'email', 'other@example.com')
  await set(customerKey(customerId), 'email', email)
  expect(await watched.changes()).toEqual([])
  await set(customerKey(customerId), 'email', email)
  expect(await watched.changes()).toEqual([])
})

test('shows a change of a transaction among many others, and puts everything back', async () => {
  const watched = await watch()
  for (let write = 0; write < 60; write += 1)
    await set(customerKey(customerId), 'email', `${write}@example.com`)
  const order = { TableName: table.table, Key: orderKey(orderId) }
  const pointer = { TableName: table.table, Item: { pk: 'email#new', sk: 'customer#new', customerId: 'new' } }
  await db.client.send(new TransactWriteCommand({ TransactItems: [{ Delete: order }, { Put: pointer }] }))
  const changes = await watched.changes()
  expect(changes.map(({ key }) => key.pk).toSorted()).toEqual([
    `customer#${customerId}`,
    'email#new',
    `order#${orderId}`,
  ])
  await expect(watched.verify()).rejects.toThrow(/first content/)
  await watched.undo(changes)
  expect(await watched.changes()).toEqual([])
  await watched.verify()
})

test('throws for an item that is no record, rather than leaving it out', async () => {
  const watched = await watch()
  await set(orderKey(orderId), 'status', 'lost')
  const changes = await watched.changes()
  expect(() => stateOf(changes)).toThrow(/order#.*not of the expected form/)
})

test('notices at the next write that the stream has left one out', async () => {
  let deaf = false
  const watched = await watch(async (action, body, signal) => {
    const answer = await connection.streams(action, body, signal)
    return deaf && action === 'GetRecords' ? { ...Object(answer), Records: [] } : answer
  })
  await set(customerKey(customerId), 'email', 'seen@example.com')
  const seen = await watched.changes()
  expect(seen).toHaveLength(1)
  await watched.undo(seen)
  expect(await watched.changes()).toEqual([])
  deaf = true
  await set(customerKey(customerId), 'email', 'unseen@example.com')
  await expect(watched.changes()).rejects.toThrow(/does not show/)
  deaf = false
  await set(customerKey(customerId), 'email', 'next@example.com')
  await expect(watched.changes()).rejects.toThrow(/left out a write to customer#mina_okafor_4821/)
})

test('notices at the end a write that the stream has left out', async () => {
  const watched = await watch(async (action, body, signal) => {
    const answer = Object(await connection.streams(action, body, signal))
    if (action !== 'GetRecords') return answer
    const Records = answer.Records.filter((it: object) => !JSON.stringify(it).includes('unseen@'))
    return { ...answer, Records }
  })
  await set(customerKey(customerId), 'email', 'unseen@example.com')
  expect(await watched.changes()).toEqual([])
  await expect(watched.verify()).rejects.toThrow(/first content/)
})

test('works on a stream of one shard only', async () => {
  const twoShards: AwsCall = async (action, body, signal) => {
    const answer = Object(await connection.streams(action, body, signal))
    if (action !== 'DescribeStream') return answer
    const { Shards } = answer.StreamDescription
    return { StreamDescription: { Shards: [...Shards, ...Shards] } }
  }
  await expect(watch(twoShards)).rejects.toThrow(/has 2 shards/)
})

test('a look-up must change with its record, neither less nor more nor otherwise', async () => {
  const { email = '' } = files.users[customerId] ?? {}
  const pointer = (pk: string) => ({ pk, sk: `customer#${customerId}` })
  const put = (pk: string, to: string) =>
    db.client.send(new PutCommand({ TableName: table.table, Item: { ...pointer(pk), customerId: to } }))
  const remove = (pk: string) =>
    db.client.send(new DeleteCommand({ TableName: table.table, Key: pointer(pk) }))
  const watched = await watch()
  const check = async () => checkLookUps(await watched.changes())

  await check()
  await remove(emailPk(email))
  await expect(check()).rejects.toThrow(/is undefined and must be/)
  await put(emailPk(email), customerId)
  await check()
  await set(customerKey(customerId), 'email', 'new@example.com')
  await expect(check()).rejects.toThrow(/mina\.okafor.* must be undefined/)
  await remove(emailPk(email))
  await expect(check()).rejects.toThrow(/new@example.com.* is undefined/)
  await put(emailPk('new@example.com'), customerId)
  await check()
  await put(emailPk('new@example.com'), 'jonas_lindqvist_2764')
  await expect(check()).rejects.toThrow(/jonas/)
})
