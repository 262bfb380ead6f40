import { beforeAll, describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../../functions/core/store-format.ts'
import { type ReplayedTask, replay } from '../../../local/replay/replay.ts'
import type { Task } from '../../../local/replay/tasks-file.ts'
import { smallFiles as files } from './small-files.ts'

const mina = 'mina_okafor_4821'
const [pending, delivered] = ['#W0482117', '#W0482133']
const jonasOrder = '#W0276427'
const card = 'credit_card_0482101'
const address = {
  address1: '9 New Street',
  address2: '',
  city: 'Tacoma',
  state: 'WA',
  country: 'USA',
  zip: '98402',
}
const order = (id: string): OrderRecord => {
  const found = files.orders[id]
  if (!found) throw new Error(`The demo store lacks order ${id}`)
  return found
}
const paid = order(pending).payment_history[0]?.amount
const kettle = order(delivered).items[0]
const cancel = {
  name: 'cancel_pending_order',
  arguments: { order_id: pending, reason: 'ordered by mistake' },
}
const cancelled = {
  ...order(pending),
  status: 'cancelled',
  cancel_reason: 'ordered by mistake',
  payment_history: [
    ...order(pending).payment_history,
    { transaction_type: 'refund', amount: paid, payment_method_id: card },
  ],
}

function task(id: string, ...actions: Task['actions']): Task {
  return { id, user_id: mina, actions }
}

const tasks: readonly Task[] = [
  task('nothing'),
  task('cancel', cancel, { name: 'get_order_details', arguments: { order_id: pending } }),
  task('cancel twice', cancel, cancel, { name: 'calculate', arguments: { expression: '1 + 2.5' } }),
  { ...task('another customer', cancel), user_id: 'jonas_lindqvist_2764' },
  { ...task('nobody', cancel), user_id: 'nobody_0000' },
  task(
    'look-ups',
    { name: 'find_user_id_by_email', arguments: { email: 'MINA.okafor4821@example.com' } },
    { name: 'get_user_details', arguments: { user_id: mina } },
    { name: 'get_item_details', arguments: { item_id: kettle?.item_id } },
    { name: 'get_product_details', arguments: { product_id: kettle?.product_id } },
    { name: 'list_all_product_types', arguments: {} },
    { name: 'transfer_to_human_agents', arguments: { summary: 'wants a person' } },
  ),
  task(
    'errors',
    { name: 'issue_store_credit', arguments: {} },
    { name: 'cancel_pending_order', arguments: undefined },
    { name: 'transfer_to_human_agents', arguments: {} },
    { name: 'get_order_details', arguments: { order_id: jonasOrder } },
  ),
  task(
    'move',
    { name: 'modify_user_address', arguments: { user_id: mina, ...address } },
    {
      name: 'find_user_id_by_name_zip',
      arguments: { first_name: 'Mina', last_name: 'Okafor', zip: '98402' },
    },
    {
      name: 'find_user_id_by_name_zip',
      arguments: { first_name: 'Mina', last_name: 'Okafor', zip: '98109' },
    },
  ),
  task('same address', {
    name: 'modify_pending_order_address',
    arguments: { order_id: pending, ...order(pending).address },
  }),
  task('return', {
    name: 'return_delivered_order_items',
    arguments: { order_id: delivered, item_ids: [kettle?.item_id], payment_method_id: card },
  }),
  task('cancel again', cancel),
]

describe('a replay', () => {
  const progress: string[] = []
  let replayed: readonly ReplayedTask[]
  beforeAll(async () => {
    replayed = await replay({ files, tasks, onProgress: (line) => progress.push(line) })
  })
  const outcome = (id: string) => replayed.find((it) => it.id === id)

  test('answers every task, in order, and none with an error', () => {
    expect(replayed.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id))
    expect(replayed.filter(({ error }) => error !== undefined)).toEqual([])
    expect(progress).toEqual([])
  })

  test('changes nothing in a task without calls', () => {
    expect(outcome('nothing')).toEqual({ id: 'nothing', results: [], state: { orders: {}, users: {} } })
  })

  test('shows what a call answered and the records that differ, without cards', () => {
    expect(outcome('cancel')).toEqual({
      id: 'cancel',
      results: [
        { ok: true, value: cancelled },
        { ok: true, value: cancelled },
      ],
      state: { orders: { [pending]: cancelled }, users: {} },
    })
  })

  test('goes on after an error', () => {
    expect(outcome('cancel twice')?.results).toEqual([
      { ok: true, value: cancelled },
      { ok: false, code: 'ORDER_NOT_PENDING', message: expect.any(String) },
      { ok: true, value: '3.5' },
    ])
  })

  test('starts every task from the same records', () => {
    expect(outcome('cancel again')).toEqual({ ...outcome('cancel again'), state: outcome('cancel')?.state })
    expect(outcome('cancel again')?.results).toEqual([{ ok: true, value: cancelled }])
  })

  test.each(['another customer', 'nobody'])("lets %s change nothing of the customer's", (id) => {
    expect(outcome(id)).toEqual({
      id,
      results: [{ ok: false, code: 'ORDER_NOT_FOUND', message: expect.any(String) }],
      state: { orders: {}, users: {} },
    })
  })

  test('looks up customers, items and products, and hands over to a person', () => {
    const product = files.products[kettle?.product_id ?? '']
    expect(outcome('look-ups')?.results.map((it) => (it.ok ? it.value : it.code))).toEqual([
      mina,
      files.users[mina],
      product?.variants[kettle?.item_id ?? ''],
      product,
      Object.fromEntries(Object.values(files.products).map((it) => [it.name, it.product_id])),
      'Transfer successful',
    ])
  })

  test('gives each wrong call its code', () => {
    expect(outcome('errors')?.results.map((it) => (it.ok ? it.value : it.code))).toEqual([
      'UNKNOWN_TOOL',
      'INVALID_ARGUMENTS',
      'INVALID_ARGUMENTS',
      'ORDER_NOT_FOUND',
    ])
  })

  test('finds a customer who has moved by the new zip, and shows only the customer as changed', () => {
    const moved = { ...files.users[mina], address }
    expect(outcome('move')).toEqual({
      id: 'move',
      results: [
        { ok: true, value: moved },
        { ok: true, value: mina },
        { ok: false, code: 'USER_NOT_FOUND', message: expect.any(String) },
      ],
      state: { orders: {}, users: { [mina]: moved } },
    })
  })

  test('does not show a record that was written as it was', () => {
    expect(outcome('same address')).toMatchObject({
      results: [{ ok: true }],
      state: { orders: {}, users: {} },
    })
  })

  test('shows a return request in the files’ shape', () => {
    expect(outcome('return')?.state.orders[delivered]).toEqual({
      ...order(delivered),
      status: 'return requested',
      return_items: [kettle?.item_id],
      return_payment_method_id: card,
    })
  })
})

test('a task that cannot be run says why, and the others are run on clean tables', async () => {
  // Just below DynamoDB's 400 KB: a longer address does not fit into the item.
  const [item] = order(pending).items
  const large = { ...order(pending), items: item ? [{ ...item, name: 'x'.repeat(408_500) }] : [] }
  const longAddress = { ...address, address1: 'y'.repeat(200), city: 'y'.repeat(200), state: 'y'.repeat(200) }
  const longer = { ...longAddress, zip: 'y'.repeat(200), country: 'y'.repeat(200), address2: 'y'.repeat(200) }
  const replayed = await replay({
    files: { ...files, orders: { ...files.orders, [pending]: large } },
    tasks: [
      task(
        'too large',
        { name: 'modify_pending_order_address', arguments: { order_id: pending, ...longer } },
        cancel,
      ),
      task('after it', cancel),
    ],
    onProgress: () => {},
  })
  expect(replayed).toMatchObject([
    {
      id: 'too large',
      results: [],
      state: { orders: {}, users: {} },
      error: expect.stringMatching(/size|item/i),
    },
    { id: 'after it', results: [{ ok: true }] },
  ])
  expect(replayed[1]?.error).toBeUndefined()
})
