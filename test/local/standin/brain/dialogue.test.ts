import type { Messages, Tool } from '@anthropic-ai/sdk/resources/messages/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../../../../local/standin/server.ts'
import { actionTools, orderTools, productTools, runTool } from '../support/made-up-store.ts'
import { messagesAt, route, type Talk, work } from '../support/switchboard-calls.ts'

/** Whole dialogues: the router's tasks go to the specialists, and what they say becomes the conversation. */
let standIn: StandIn
let messages: Messages

beforeAll(async () => {
  standIn = await startStandIn()
  messages = messagesAt(standIn.url)
})
afterAll(() => standIn.close())

/** Speaks each line and gives every answer, and the calls that it took. */
async function hold(lines: readonly string[], tools: readonly Tool[] = orderTools) {
  const talk: (`c: ${string}` | `a: ${string}`)[] = []
  const answers: string[] = []
  const calls: string[][] = []
  for (const line of lines) {
    const before: Talk = [...talk]
    const decision = await route(messages, line, { before })
    const parts = decision.reply === '' ? [] : [decision.reply]
    const made: string[] = []
    for (const { specialist, task } of decision.tasks) {
      const name = specialist === 'order' ? 'order' : 'product'
      const done = await work(messages, name, task, {
        before,
        tools: name === 'order' ? tools : productTools,
        execute: (tool, input) =>
          actionTools.some((it) => it.name === tool)
            ? runTool('get_order_details', { order_id: input.order_id })
            : runTool(tool, input),
      })
      parts.push(done.answer)
      made.push(...done.calls.flat())
    }
    const answer = parts.join('\n\n')
    talk.push(`c: ${line}`, `a: ${answer}`)
    answers.push(answer)
    calls.push(made)
  }
  return { answers, calls }
}

describe('a dialogue', () => {
  it('goes from the list of orders to one of them, and on to its parts', async () => {
    const { answers, calls } = await hold([
      'Hi',
      'Where is my order?',
      'the second one',
      'how much was it?',
      'thanks',
    ])
    expect(answers[1]).toContain('Which one do you mean?')
    expect(calls[2]).toEqual(['get_order_details{"order_id":"#W1000003"}'])
    expect(answers[2]).toContain('The tracking number is 900000000003.')
    expect(answers[3]).toBe('Order #W1000003 is processed. The total is $42.00.')
    expect(answers[4]).toContain('You are welcome')
  })

  it('stays with a product until another is named', async () => {
    const { answers } = await hold([
      'does the stove kettle come in black?',
      'and in purple?',
      'how much is the 2L one?',
      'the cheapest one?',
      'what about rain jackets?',
      'do you have it in M?',
    ])
    expect(answers[1]).toContain('No, the Stove Kettle does not come in purple.')
    expect(answers[2]).toContain('One variant of the Stove Kettle (2L) is available, at $47.25.')
    expect(answers[3]).toContain('The cheapest available Stove Kettle is 1L, glass, silver: $39.99')
    expect(answers[4]).toContain('The Rain Jacket: 3 of 4 variants available')
    expect(answers[4]).not.toContain('Kettle')
    expect(answers[5]).toContain('Yes: one variant of the Rain Jacket (M) is available')
  })

  it('answers two problems of one message, and knows both afterwards', async () => {
    const { answers, calls } = await hold([
      'Where is order #W1000002, and does the stove kettle come in white?',
      'which colours does it come in?',
      'has my order shipped?',
    ])
    expect(answers[0]).toContain('Order #W1000002 is pending.')
    expect(answers[0]).toContain('Sorry, the Stove Kettle (white) is not available at the moment.')
    expect(answers[1]).toContain('available now: black and silver')
    expect(calls[2]).toEqual(['list_orders{}'])
  })

  it('goes from an item of an order to the catalogue', async () => {
    const { answers } = await hold(['what is in #W1000002?', 'do you have them in black?'])
    expect(answers[1]).toContain('Sorry, the Trail Shoes (black) are not available at the moment.')
  })
})

describe('a change that lacks something is asked for and then made', () => {
  const tools = [...orderTools, ...actionTools, ...productTools]
  const last = (calls: readonly (readonly string[])[]) => calls.at(-1)?.at(-1)

  it.each([
    ['by mistake', 'ordered by mistake'],
    ['I ordered it by mistake', 'ordered by mistake'],
    ['no longer needed', 'no longer needed'],
    ['I changed my mind', 'no longer needed'],
  ])('a cancellation: %s', async (words, reason) => {
    const { answers, calls } = await hold(['cancel order #W1000002', words], tools)
    expect(answers[0]).toContain('Why do you want to cancel order #W1000002')
    expect(last(calls)).toBe(`cancel_pending_order{"order_id":"#W1000002","reason":"${reason}"}`)
  })

  it('a cancellation, asked again when "yes" does not say which reason', async () => {
    const { answers, calls } = await hold(['cancel order #W1000002', 'yes'], tools)
    expect(answers[1]).toContain('Why do you want to cancel order #W1000002')
    expect(calls.flat().some((it) => it.startsWith('cancel'))).toBe(false)
  })

  it('but not once the customer has asked something else meanwhile', async () => {
    const { calls } = await hold(
      ['cancel order #W1000002', 'when does my order arrive?', 'no longer needed'],
      tools,
    )
    expect(calls.flat().some((it) => it.startsWith('cancel'))).toBe(false)
  })

  it('a return: which item, then to which payment method', async () => {
    const { answers, calls } = await hold(
      ['I want to return something from #W1000001', 'the kettle', 'the original payment method please'],
      tools,
    )
    expect(answers[0]).toContain('Which items of order #W1000001 do you mean: Stove Kettle')
    expect(answers[1]).toContain('Which payment method shall be used')
    expect(last(calls)).toContain('"payment_method_id":"paypal_7000001"')
  })

  it('an address', async () => {
    const { calls } = await hold(
      ['Please change the address of order #W1000002', '5 Oak Street, Salem, OR 97301'],
      tools,
    )
    expect(last(calls)).toContain('"address1":"5 Oak Street","address2":"","city":"Salem"')
  })
})
