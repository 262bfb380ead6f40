import { beforeEach, describe, expect, test } from 'vitest'
import { identificationTools } from '../../../functions/agents/order/identification-tools.ts'
import { orderTools } from '../../../functions/agents/order/tools.ts'
import type { Tool, ToolContext, ToolResult } from '../../../functions/core/tool.ts'
import { demoStore } from '../../../local/store/demo-store.ts'
import { type MemoryStore, memoryStore } from '../../doubles/store.ts'

const files = demoStore(1)
const mina = 'mina_okafor_4821'
const jonasOrder = '#W0276419'
let store: MemoryStore
beforeEach(() => {
  store = memoryStore(files)
})

async function call(
  name: string,
  input: unknown,
  customerId: string | undefined = mina,
): Promise<ToolResult> {
  const tool = [...orderTools, ...identificationTools].find((it) => it.name === name)
  if (!tool) throw new Error(`There is no tool ${name}`)
  const context: ToolContext = { customerId, store, signal: new AbortController().signal }
  return await tool.execute(input, context)
}

test('offers the agent look-ups only, and keeps the private ones from customers who are not verified', () => {
  expect(orderTools.map((it) => [it.name, it.needsCustomer])).toEqual([
    ['get_user_details', true],
    ['list_orders', true],
    ['get_order_details', true],
    ['calculate', false],
  ])
})

test.each(orderTools.map((it): [string, Tool] => [it.name, it]))(
  '%s has a closed object as its schema',
  (_, tool) => {
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
  },
)

describe('get_user_details', () => {
  test("gives the customer's own record, without the user id in it", async () => {
    expect(await call('get_user_details', { user_id: mina })).toEqual({ ok: true, value: files.users[mina] })
  })

  test("answers the same for somebody else's id, an unknown id and a property of every object", async () => {
    const answers = await Promise.all(
      ['jonas_lindqvist_2764', 'nobody_0000', 'MINA_OKAFOR_4821', '', '__proto__'].map((user_id) =>
        call('get_user_details', { user_id }),
      ),
    )
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1)
    expect(answers[0]).toMatchObject({ ok: false, code: 'USER_NOT_FOUND' })
  })

  test('says so when the verified customer is not in the store', async () => {
    expect(await call('get_user_details', { user_id: 'ghost_0001' }, 'ghost_0001')).toMatchObject({
      ok: false,
      code: 'USER_NOT_FOUND',
    })
  })
})

describe('get_order_details', () => {
  test("gives the order's record and its card", async () => {
    expect(await call('get_order_details', { order_id: '#W0482133' })).toEqual({
      ok: true,
      value: files.orders['#W0482133'],
      parts: [
        {
          type: 'order_card',
          orderId: '#W0482133',
          status: 'delivered',
          totalCents: totalCents('#W0482133'),
          items: [
            { name: 'Electric Kettle', quantity: 1 },
            { name: 'T-Shirt', quantity: 1 },
          ],
          trackingIds: files.orders['#W0482133']?.fulfillments[0]?.tracking_id,
        },
      ],
    })
  })

  test('counts pieces of the same name together on the card', async () => {
    const result = await call('get_order_details', { order_id: jonasOrder }, 'jonas_lindqvist_2764')
    expect(result).toMatchObject({
      parts: [
        {
          items: [
            { name: 'Electric Kettle', quantity: 1 },
            { name: 'T-Shirt', quantity: 2 },
          ],
        },
      ],
    })
  })

  test("answers the same for somebody else's order and for an unknown one", async () => {
    expect(files.orders[jonasOrder]).toBeDefined()
    const answers = await Promise.all(
      [jonasOrder, '#W9999999', 'W0482133', '0482133', '#w0482133', ' #W0482133', ''].map((order_id) =>
        call('get_order_details', { order_id }),
      ),
    )
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1)
    expect(answers[0]).toMatchObject({ ok: false, code: 'ORDER_NOT_FOUND' })
  })

  test("does not show an order that the customer's record claims but that is somebody else's", async () => {
    const record = store.customers.get(mina)
    if (record) store.customers.set(mina, { ...record, orderIds: [jonasOrder] })
    expect(await call('get_order_details', { order_id: jonasOrder })).toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
    expect(await call('list_orders', {})).toEqual({ ok: true, value: { orders: [] }, parts: [] })
  })
})

describe('list_orders', () => {
  test('gives all orders of the customer in short, in the order of their record, with cards', async () => {
    const result = await call('list_orders', {})
    expect(result).toMatchObject({
      ok: true,
      value: {
        orders: [
          { order_id: '#W0482117', status: 'pending', tracking_ids: [] },
          {
            order_id: '#W0482125',
            status: 'processed',
            items: [{ name: 'Rain Jacket', options: { color: 'yellow', size: 'M', lining: 'mesh' } }],
            total: totalCents('#W0482125') / 100,
            tracking_ids: files.orders['#W0482125']?.fulfillments[0]?.tracking_id,
          },
          { order_id: '#W0482133', status: 'delivered' },
        ],
      },
      parts: [{ orderId: '#W0482117' }, { orderId: '#W0482125' }, { orderId: '#W0482133' }],
    })
    expect(JSON.stringify(result)).not.toMatch(/address|payment/)
  })

  test('gives an empty list to a customer without orders', async () => {
    expect(await call('list_orders', {}, 'david_chen_8037')).toEqual({
      ok: true,
      value: { orders: [] },
      parts: [],
    })
  })

  test('says so when the verified customer is not in the store', async () => {
    expect(await call('list_orders', {}, 'ghost_0001')).toMatchObject({ code: 'USER_NOT_FOUND' })
  })
})

describe('calculate', () => {
  test('answers the number as text', async () => {
    expect(await call('calculate', { expression: '47.84 - 5.92' })).toEqual({ ok: true, value: '41.92' })
  })

  test('says what is wrong with an expression', async () => {
    expect(await call('calculate', { expression: '1 / 0' })).toEqual({
      ok: false,
      code: 'INVALID_EXPRESSION',
      message: 'It divides by zero.',
    })
  })
})

describe('identification', () => {
  test('finds a customer by e-mail and by name and zip, whoever asks', async () => {
    expect(await call('find_user_id_by_email', { email: 'Mina.Okafor4821@example.com' })).toEqual({
      ok: true,
      value: mina,
    })
    const names = { first_name: 'JONAS', last_name: 'lindqvist', zip: '411 22' }
    expect(await call('find_user_id_by_name_zip', names)).toEqual({ ok: true, value: 'jonas_lindqvist_2764' })
  })

  test('finds nobody otherwise', async () => {
    const names = { first_name: 'Jonas', last_name: 'Lindqvist', zip: '41122' }
    expect(await call('find_user_id_by_name_zip', names)).toMatchObject({ code: 'USER_NOT_FOUND' })
    expect(await call('find_user_id_by_email', { email: 'mina' })).toMatchObject({ code: 'USER_NOT_FOUND' })
  })
})

test.each<[string, unknown]>([
  ['get_user_details', {}],
  ['get_user_details', { user_id: 7 }],
  ['get_user_details', { user_id: mina, order_id: '#W0482133' }],
  ['get_user_details', null],
  ['get_order_details', {}],
  ['get_order_details', { order_id: ['#W0482133'] }],
  ['get_order_details', { order_id: null }],
  ['get_order_details', { order_id: '#W0482133', user_id: 'jonas_lindqvist_2764' }],
  ['list_orders', { user_id: 'jonas_lindqvist_2764' }],
  ['list_orders', 'all'],
  ['calculate', {}],
  ['calculate', { expression: 4 }],
  ['find_user_id_by_email', {}],
  ['find_user_id_by_name_zip', { first_name: 'Mina', last_name: 'Okafor' }],
])('%s refuses the arguments %j', async (name, input) => {
  expect(await call(name, input)).toMatchObject({ ok: false, code: 'INVALID_ARGUMENTS' })
})

test.each(['get_user_details', 'get_order_details', 'list_orders'])(
  '%s shows nothing to a customer who is not verified',
  async (name) => {
    const tool = orderTools.find((it) => it.name === name)
    const inputs = { get_user_details: { user_id: mina }, get_order_details: { order_id: '#W0482133' } }
    const input = Object.entries(inputs).find(([it]) => it === name)?.[1] ?? {}
    const result = await tool?.execute(input, {
      customerId: undefined,
      store,
      signal: new AbortController().signal,
    })
    expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' })
  },
)

function totalCents(orderId: string): number {
  return Math.round((files.orders[orderId]?.items ?? []).reduce((sum, { price }) => sum + price * 100, 0))
}
