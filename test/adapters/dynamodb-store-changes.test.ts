import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import { changeItems, obstacleOf } from '../../functions/adapters/dynamodb-store-changes.ts'
import { orderChanges } from '../../functions/agents/order/changes/all-changes.ts'
import type { ChangingStore, StoreChange } from '../../functions/core/change.ts'
import type { Customer } from '../../functions/core/store.ts'
import { customerFromRecord } from '../../functions/core/store-conversion.ts'
import type { OrderRecord, StoreFiles } from '../../functions/core/store-format.ts'
import { seedStore } from '../../local/store/seed-store.ts'
import { cancelled, type Fault, faultyDynamoDb } from '../doubles/faulty-dynamodb.ts'
import { startDynamoDb, type TestDynamoDb } from './dynamodb-fixture.ts'

const customerId = 'ada_wells_1000'
const gift = 'gift_card_1000001'
const card = 'credit_card_1000002'
const paypal = 'paypal_1000003'

let db: TestDynamoDb
let table: string
let tables = 0
beforeAll(async () => {
  db = await startDynamoDb()
})
afterAll(() => db.close())

beforeEach(async () => {
  tables += 1
  table = await db.createTable(`changes-${tables}`)
  await seedStore({ client: db.client, table }, files)
})

const address = {
  address1: '1 Elm St',
  address2: '',
  city: 'Boise',
  state: 'ID',
  country: 'USA',
  zip: '83702',
}
const ids = Array.from({ length: 24 }, (_, number) => `#W10000${String(number).padStart(2, '0')}`)
const files: StoreFiles = {
  users: {
    [customerId]: {
      name: { first_name: 'Ada', last_name: 'Wells' },
      address,
      email: 'ada.wells1000@example.com',
      payment_methods: {
        [gift]: { source: 'gift_card', balance: 105, id: gift },
        [card]: { source: 'credit_card', brand: 'visa', last_four: '4242', id: card },
        [paypal]: { source: 'paypal', id: paypal },
      },
      orders: ids,
    },
  },
  orders: Object.fromEntries(ids.map((id): [string, OrderRecord] => [id, tenDollarOrder(id)])),
  products: {},
}

function tenDollarOrder(orderId: string): OrderRecord {
  return {
    order_id: orderId,
    user_id: customerId,
    address,
    items: [{ name: 'Mug', product_id: '1000000001', item_id: '2000000001', price: 10, options: {} }],
    fulfillments: [],
    status: 'pending',
    payment_history: [{ transaction_type: 'payment', amount: 10, payment_method_id: card }],
  }
}

const store = (): ChangingStore => dynamoDbStore({ client: db.client, table })

async function plan(
  name: string,
  input: unknown,
  from: ChangingStore = store(),
): Promise<StoreChange | string> {
  const planned = await orderChanges.find((it) => it.name === name)?.plan(input, { customerId, store: from })
  if (!planned) throw new Error(`There is no change ${name}`)
  return planned.ok ? planned.change : planned.code
}

/** Plans and applies until the change is made or refused. */
async function insist(name: string, input: unknown): Promise<string> {
  for (;;) {
    const change = await plan(name, input)
    if (typeof change === 'string') return change
    if ((await store().apply(change)) === 'applied') return 'applied'
  }
}

async function planned(name: string, input: unknown): Promise<StoreChange> {
  const change = await plan(name, input)
  if (typeof change === 'string') throw new Error(`${name} was refused: ${change}`)
  return change
}

const toGift = (order_id: string) => ({ order_id, payment_method_id: gift })

async function giftBalance(): Promise<number> {
  const customer = await store().customer(customerId)
  const [method] = (customer?.paymentMethods ?? []).filter((it) => it.source === 'gift_card')
  return method?.balanceCents ?? Number.NaN
}

/** What the store holds for all orders together on one method. */
async function held(method: string): Promise<number> {
  const orders = await store().orders(ids)
  return orders
    .flatMap(({ payments }) => payments)
    .filter(({ paymentMethodId }) => paymentMethodId === method)
    .reduce((sum, { type, amountCents }) => sum + (type === 'payment' ? amountCents : -amountCents), 0)
}

describe('changes at the same moment', () => {
  test('of one order: one wins, and the others have written nothing', async () => {
    const streets = ids.map((_, number) => `${number} Oak St`)
    const changes = await Promise.all(
      streets.map((address1) =>
        planned('modify_pending_order_address', { order_id: ids[0], ...address, address1 }),
      ),
    )
    const outcomes = await Promise.all(changes.map((change) => store().apply(change)))
    expect(outcomes.filter((it) => it === 'applied')).toHaveLength(1)
    expect(outcomes.filter((it) => it === 'changed_meanwhile')).toHaveLength(23)
    const stored = await store().versionedOrder(ids[0] ?? '')
    expect(stored).toMatchObject({
      version: 2,
      record: { address: { address1: streets[outcomes.indexOf('applied')] } },
    })
  })

  test('of 24 orders onto one gift card, planned from the same balance: one wins', async () => {
    const changes = await Promise.all(ids.map((id) => planned('modify_pending_order_payment', toGift(id))))
    const outcomes = await Promise.all(changes.map((change) => store().apply(change)))
    expect(outcomes.filter((it) => it === 'applied')).toHaveLength(1)
    expect(await giftBalance()).toBe(9500)
    expect([await held(gift), await held(card)]).toEqual([1000, 23_000])
  })

  test('of 24 orders onto one gift card, each insisting: as many as it can pay for, and no money is lost', async () => {
    const outcomes = await Promise.all(ids.map((id) => insist('modify_pending_order_payment', toGift(id))))
    expect(outcomes.filter((it) => it === 'applied')).toHaveLength(10)
    expect(outcomes.filter((it) => it === 'INSUFFICIENT_GIFT_CARD_BALANCE')).toHaveLength(14)
    expect(await giftBalance()).toBe(500)
    expect([await held(gift), await held(card)]).toEqual([10_000, 14_000])
  })

  test('onto and off one gift card: its balance and what is held on it stay the same together', async () => {
    for (const id of ids.slice(0, 8)) await insist('modify_pending_order_payment', toGift(id))
    await Promise.all([
      ...ids
        .slice(0, 8)
        .map((order_id) => insist('cancel_pending_order', { order_id, reason: 'no longer needed' })),
      ...ids.slice(8, 20).map((id) => insist('modify_pending_order_payment', toGift(id))),
      insist('modify_user_address', { user_id: customerId, ...address, zip: '83703' }),
    ])
    expect((await giftBalance()) + (await held(gift))).toBe(10_500)
    expect(await giftBalance()).toBeGreaterThanOrEqual(0)
    expect(await store().customerIdByNameAndZip('Ada', 'Wells', '83703')).toBe(customerId)
    expect(await store().customerIdByNameAndZip('Ada', 'Wells', '83702')).toBeUndefined()
  })

  test('cancelling and paying otherwise: the order ends in one of the two, with its money', async () => {
    const [cancel, pay] = await Promise.all([
      planned('cancel_pending_order', { order_id: ids[0], reason: 'ordered by mistake' }),
      planned('modify_pending_order_payment', toGift(ids[0] ?? '')),
    ])
    const outcomes = await Promise.all([store().apply(cancel), store().apply(pay)])
    expect(outcomes.toSorted()).toEqual(['applied', 'changed_meanwhile'])
    const cancelledFirst = outcomes[0] === 'applied'
    expect(await store().order(ids[0] ?? '')).toMatchObject({
      status: cancelledFirst ? 'cancelled' : 'pending',
    })
    expect(await giftBalance()).toBe(cancelledFirst ? 10_500 : 9500)
  })
})

describe('a change on a troubled network', () => {
  async function applyWith(...faults: Fault[]): Promise<{ outcome: string; requests: number }> {
    const faulty = faultyDynamoDb(db.endpoint)
    const change = await planned('modify_pending_order_payment', toGift(ids[0] ?? ''))
    faulty.next(...faults)
    const outcome = await dynamoDbStore({ client: faulty.client, table })
      .apply(change)
      .catch((error: unknown) => String(error))
    return { outcome, requests: faulty.requests.length }
  }
  const conflict = cancelled('None', 'TransactionConflict')

  test('is made once when its answer is lost, however often', async () => {
    const answer = await applyWith('lost_answer', 'lost_answer', 'lost_answer')
    expect(answer).toEqual({ outcome: 'applied', requests: 4 })
    expect(await giftBalance()).toBe(9500)
    expect(await store().versionedOrder(ids[0] ?? '')).toMatchObject({ version: 2 })
  })

  test('is tried again when the table is too busy', async () => {
    const busy = new ProvisionedThroughputExceededException({ message: 'busy', $metadata: {} })
    expect(await applyWith(busy, busy, cancelled('ThrottlingError', 'None'))).toEqual({
      outcome: 'applied',
      requests: 4,
    })
  })

  test('is tried again when another transaction is at work on its records', async () => {
    expect(await applyWith(conflict, conflict)).toEqual({ outcome: 'applied', requests: 3 })
  })

  test('gives way to transactions that stay at work on its records', async () => {
    const answer = await applyWith(...Array<Fault>(5).fill(conflict))
    expect(answer).toEqual({ outcome: 'changed_meanwhile', requests: 5 })
    expect(await store().versionedOrder(ids[0] ?? '')).toMatchObject({ version: 1 })
  })

  test('fails when the table stays too busy, and when the transaction itself is wrong', async () => {
    const busy = await applyWith(...Array<Fault>(5).fill(cancelled('None', 'ThrottlingError')))
    expect(busy).toEqual({ outcome: expect.stringContaining('ThrottlingError'), requests: 5 })
    const wrong = await applyWith(cancelled('ValidationError', 'None'))
    expect(wrong).toEqual({ outcome: expect.stringContaining('ValidationError'), requests: 1 })
    expect(await giftBalance()).toBe(10_500)
  })
})

describe('the items of a change', () => {
  const user = files.users[customerId]
  if (!user) throw new Error('The files lack their customer')
  const before: Customer = customerFromRecord(customerId, user)
  const change = (after: Customer): StoreChange => ({
    customer: { before: { record: before, version: 3 }, after },
  })

  test('put a record on condition of the version that was read', () => {
    expect(changeItems('t', change({ ...before, address: { ...address, city: 'Meridian' } }))).toEqual([
      {
        Put: expect.objectContaining({
          TableName: 't',
          Item: expect.objectContaining({ pk: `customer#${customerId}`, sk: 'customer', version: 4 }),
          ExpressionAttributeValues: { ':before': 3 },
        }),
      },
    ])
  })

  test('move the look-ups that a new zip or e-mail changes, and no others', () => {
    const lookUps = (after: Customer) =>
      changeItems('t', change(after))
        .slice(1)
        .map(({ Put, Delete }) => [Delete?.Key?.pk, Put?.Item?.pk])
    expect(lookUps({ ...before, address: { ...address, zip: '83703' } })).toEqual([
      ['name#["ada","wells","83702"]', undefined],
      [undefined, 'name#["ada","wells","83703"]'],
    ])
    expect(lookUps({ ...before, email: 'ada@example.com' })).toEqual([
      ['email#ada.wells1000@example.com', undefined],
      [undefined, 'email#ada@example.com'],
    ])
    expect(lookUps({ ...before, email: before.email.toUpperCase() })).toEqual([])
  })

  test('join a transaction that also writes something else: both or neither', async () => {
    const effect = changeItems(table, await planned('modify_pending_order_payment', toGift(ids[0] ?? '')))
    const receipt = { pk: 'conversation#1', sk: 'action#1' }
    const once = { TableName: table, Item: receipt, ConditionExpression: 'attribute_not_exists(pk)' }
    const together = () =>
      db.client.send(new TransactWriteCommand({ TransactItems: [{ Put: once }, ...effect] }))
    await db.client.send(new PutCommand({ TableName: table, Item: receipt }))
    await expect(together()).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }, { Code: 'None' }],
    })
    expect(await giftBalance()).toBe(10_500)
    await db.client.send(new DeleteCommand({ TableName: table, Key: receipt }))
    await together()
    expect(await giftBalance()).toBe(9500)
    await db.client.send(new DeleteCommand({ TableName: table, Key: receipt }))
    await expect(together()).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }, expect.anything()],
    })
    const { Item } = await db.client.send(new GetCommand({ TableName: table, Key: receipt }))
    expect(Item).toBeUndefined()
  })

  test.each([
    [['None', 'ConditionalCheckFailed'], 'changed'],
    [['TransactionConflict', 'ConditionalCheckFailed'], 'changed'],
    [['ThrottlingError', 'TransactionConflict'], 'conflict'],
    [['None', 'ProvisionedThroughputExceeded'], 'throttled'],
    [['ValidationError'], 'unknown'],
    [['None', 'None'], 'unknown'],
    [[], 'unknown'],
  ])('that fail for %j are %s', (codes, obstacle) => {
    expect(obstacleOf(codes.map((Code) => ({ Code })))).toBe(obstacle)
  })
})
