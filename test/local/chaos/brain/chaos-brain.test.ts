import { describe, expect, test } from 'vitest'
import { chaosBrain, conversationIn, markOf } from '../../../../local/chaos/brain/chaos-brain.ts'
import { sentenceOf, type Wish } from '../../../../local/chaos/brain/wishes.ts'
import type { MessagesRequest } from '../../../../local/standin/messages-request.ts'
import type { Reply } from '../../../../local/standin/reply.ts'

const orderId = '#W1234567'
const signal = new AbortController().signal

function routed(...wishes: Wish[]): Promise<unknown> {
  const words = `${wishes.map(sentenceOf).join(' ')} ${markOf('c3', 1)}`
  const content = `<customer verified="true" id="ada"/>\n<new_messages>\n<message seq="1" from="customer">${words}</message>\n</new_messages>`
  const schema = { type: 'object', properties: { tasks: {} } }
  return decisionOf({ ...asked(content), output_config: { format: { type: 'json_schema', schema } } })
}

async function decisionOf(request: MessagesRequest): Promise<unknown> {
  const reply = await chaosBrain.reply(request, { signal })
  const [block] = reply.kind === 'message' ? reply.blocks : []
  return JSON.parse(block?.type === 'text' ? block.text : '')
}

function asked(content: string): MessagesRequest {
  return { model: 'm', max_tokens: 1000, system: 'x', messages: [{ role: 'user', content }] }
}

/** The specialist's next step after these results of its tools, by their names. */
async function stepAfter(
  specialist: 'order' | 'product',
  task: string,
  results: readonly (readonly [string, unknown, boolean?])[] = [],
): Promise<Reply> {
  const content = `<customer verified="true" id="ada"/>\n<task>${task}</task>`
  const request = asked(content)
  return await chaosBrain.reply(
    {
      ...request,
      system: `You are the ${specialist} specialist of a store.`,
      messages: [
        ...request.messages,
        ...results.flatMap(([name, value, isError = false], index) => [
          {
            role: 'assistant' as const,
            content: [{ type: 'tool_use' as const, id: `t${index}`, name, input: {} }],
          },
          {
            role: 'user' as const,
            content: [
              {
                type: 'tool_result' as const,
                tool_use_id: `t${index}`,
                content: typeof value === 'string' ? value : JSON.stringify(value),
                is_error: isError,
              },
            ],
          },
        ]),
      ],
    },
    { signal },
  )
}

const called = (reply: Reply) =>
  reply.kind === 'message'
    ? reply.blocks.flatMap((block) => (block.type === 'tool_use' ? [[block.name, block.input]] : []))
    : []

describe('The router of a fault run', () => {
  test('gives each specialist its part', async () => {
    const decision = await routed({ kind: 'cancel', orderId }, { kind: 'stock', product: 'Desk Lamp' })
    expect(decision).toMatchObject({
      kind: 'delegate',
      tasks: [
        { specialist: 'order', task: sentenceOf({ kind: 'cancel', orderId }) },
        { specialist: 'product', task: sentenceOf({ kind: 'stock', product: 'Desk Lamp' }) },
      ],
    })
  })

  test.each([
    ['handoff', { kind: 'person' }],
    ['reply', { kind: 'hello' }],
    ['question', { kind: 'riddle' }],
  ] as const)('chooses %s', async (kind, wish) => {
    expect(await routed(wish)).toMatchObject({ kind, tasks: [] })
  })

  test('shows whose conversation it is', () => {
    expect(conversationIn(asked(`hello ${markOf('c3', 1)} and ${markOf('c3', 2)}`))).toBe('c3')
    expect(conversationIn(asked('hello'))).toBeUndefined()
  })
})

describe('The order specialist of a fault run', () => {
  const cancel = sentenceOf({ kind: 'cancel', orderId })
  const order = { order_id: orderId, status: 'pending' }

  test('looks at the order, proposes the change, and ends', async () => {
    expect(called(await stepAfter('order', cancel))).toEqual([['get_order_details', { order_id: orderId }]])
    const looked = ['get_order_details', order] as const
    expect(called(await stepAfter('order', cancel, [looked]))).toMatchObject([['cancel_pending_order', {}]])
    expect(called(await stepAfter('order', cancel, [looked, ['cancel_pending_order', order]]))).toEqual([])
  })

  test('ends when the order is not there, and when the change is refused', async () => {
    expect(
      called(await stepAfter('order', cancel, [['get_order_details', 'ORDER_NOT_FOUND: no', true]])),
    ).toEqual([])
    const refused = ['cancel_pending_order', 'ORDER_NOT_PENDING: no', true] as const
    expect(called(await stepAfter('order', cancel, [['get_order_details', order], refused]))).toEqual([])
  })

  test('asks the product specialist which other variant there is', async () => {
    const itemId = '1234567890'
    const wish = {
      kind: 'swap',
      orderId,
      itemId,
      productId: '9876543210',
      paymentMethodId: 'paypal_1',
    } as const
    const looked = ['get_order_details', order] as const
    const asking = JSON.stringify(called(await stepAfter('order', sentenceOf(wish), [looked])))
    const question = /"question":"([^"]+)"/.exec(asking)?.[1] ?? ''
    const found = {
      name: 'Mug',
      product_id: '9876543210',
      variants: [variant(itemId), variant('1234567891')],
    }
    const advice = await stepAfter('product', question, [['get_product_details', found]])
    expect(JSON.stringify(advice)).toContain('1234567891')
    const told = ['consult', { specialist: 'product', answer: 'Item 1234567891 is to be had.' }] as const
    expect(called(await stepAfter('order', sentenceOf(wish), [looked, told]))).toMatchObject([
      ['modify_pending_order_items', { item_ids: [itemId], new_item_ids: ['1234567891'] }],
    ])
  })
})

function variant(item_id: string) {
  return { item_id, options: {}, available: true, price: 1 }
}
