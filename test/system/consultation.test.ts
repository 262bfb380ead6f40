import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dynamoDbStore } from '../../functions/adapters/dynamodb-store.ts'
import type { MessagesRequest } from '../../local/standin/messages-request.ts'
import { all, from, isRouter, mentions, scriptedBrain } from '../../local/standin/script.ts'
import { json, text, tools } from '../../local/standin/scripted-replies.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'
import { shopper } from './shopper.ts'

const store = demoStore(1)
const script = scriptedBrain()
const orderId = '#W0482117'
const old = Object.values(store.orders[orderId]?.items ?? []).find(({ name }) => name === 'Desk Lamp')
const wanted = Object.values(store.products[old?.product_id ?? '']?.variants ?? {}).find(
  ({ available, item_id }) => available && item_id !== old?.item_id,
)

let system: System
beforeAll(async () => {
  system = await startSystem({ store, brain: script })
})
afterAll(async () => await system?.close())

describe('An exchange of a lamp for another variant', () => {
  test('asks the product specialist, proposes the change, and makes it when it is confirmed', async () => {
    const itemId = wanted?.item_id ?? ''
    const newest = (pattern: RegExp) => (request: MessagesRequest) =>
      pattern.test(JSON.stringify(request.messages.at(-1)?.content))
    script
      .answer(
        json({
          kind: 'delegate',
          reason: 'r',
          reply: '',
          tasks: [{ specialist: 'order', task: `Another lamp in ${orderId}`, reason: 'r' }],
        }),
        isRouter,
      )
      .answer(
        tools([{ name: 'consult', input: { specialist: 'product', question: 'Which other lamp?' } }]),
        from('order'),
      )
      .answer(text(`Item ${itemId} is available.`), all(from('product'), mentions('Which other lamp?')))
      .answer(
        tools([
          {
            name: 'modify_pending_order_items',
            input: {
              order_id: orderId,
              item_ids: [old?.item_id ?? ''],
              new_item_ids: [itemId],
              payment_method_id: store.orders[orderId]?.payment_history[0]?.payment_method_id ?? '',
            },
          },
        ]),
        all(from('order'), newest(new RegExp(itemId))),
      )
      .answer(text('Here you are: the lamp is changed.'), from('order'))

    const mina = await shopper(system, { customerId: 'mina_okafor_4821' })
    const parts = await mina.say('I want another lamp instead.')
    expect(parts.map(({ type }) => type)).toContain('confirmation')
    expect((await mina.say('yes')).map(({ type }) => type)).toEqual(['receipt', 'text'])
    const order = await dynamoDbStore(system.storeTable).order(orderId)
    expect(order?.items.map((item) => item.itemId)).toContain(itemId)
    expect(order?.status).toBe('pending (item modified)')
    script.verify()

    const { conversationId } = mina
    const boss = await shopper(system, { customerId: 'boss', operator: true, conversationId })
    const { turns, actions } = await boss.trace()
    expect(actions).toMatchObject([{ status: 'executed', tool: 'modify_pending_order_items' }])
    const [asked] = turns
    const steps = asked?.runs.find(({ specialist }) => specialist === 'order')?.steps ?? []
    expect(steps.map(({ kind }) => kind)).toEqual([
      'model',
      'consulting',
      'tools',
      'model',
      'paused',
      'tools',
      'model',
    ])
    expect(asked?.runs.map(({ specialist }) => specialist)).toContain('product.for.order.1')
  })
})
