import type { StoreFiles } from '../../functions/core/store-format.ts'
import { callerOf, systemOf } from '../standin/recognise.ts'
import { type Brain, callTools, type Reply, say } from '../standin/reply.ts'

/** The turns that are measured: who works on one. */
export const kinds = ['one', 'two', 'greeting'] as const
export type Kind = (typeof kinds)[number]

export const describedAs: Record<Kind, string> = {
  one: 'one specialist (2 model calls of its own and one look-up)',
  two: 'two specialists (each 2 model calls and one look-up), merged',
  greeting: 'a greeting, answered by the router',
}

export const customerSays: Record<Kind, string> = {
  one: 'Where is my order?',
  two: 'Where is my order, and does the kettle come in black?',
  greeting: 'Hello there!',
}

/** What the specialists look up. */
export interface Subjects {
  readonly customerId: string
  readonly orderId: string
  readonly productId: string
}

export function subjectsOf(store: StoreFiles, customerId: string): Subjects {
  const orderId = store.users[customerId]?.orders[0]
  const [productId] = Object.keys(store.products)
  if (orderId === undefined || productId === undefined)
    throw new Error(`The store has no order of ${customerId}, or no product`)
  return { customerId, orderId, productId }
}

/** Answers at once and in few words. Each specialist looks up one thing, then answers. */
export function nimbleBrain({ orderId, productId }: Subjects): Brain {
  const lookUps = {
    order: callTools([{ name: 'get_order_details', input: { order_id: orderId } }]),
    product: callTools([{ name: 'get_product_details', input: { product_id: productId } }]),
  }
  const decisions = {
    one: decide([task('order')]),
    two: decide([task('order'), task('product')]),
    greeting: decide([]),
  }
  return {
    reply(request) {
      const caller = callerOf(request)
      if (caller === 'summariser') return say('The customer asked about an order.')
      const last = JSON.stringify(request.messages.at(-1)?.content)
      if (caller === 'router') return decisions[kindOf(last)]
      if (last.includes('"tool_result"')) return say('Here it is.')
      return lookUps[systemOf(request).includes('order specialist') ? 'order' : 'product']
    },
  }
}

function kindOf(prompt: string): Kind {
  if (prompt.includes(customerSays.two)) return 'two'
  return prompt.includes(customerSays.one) ? 'one' : 'greeting'
}

function task(specialist: string) {
  return { specialist, task: `Answer the customer's question about this.`, reason: 'It is about this.' }
}

function decide(tasks: readonly ReturnType<typeof task>[]): Reply {
  const reply = tasks.length === 0 ? 'Hello! What can I look up?' : ''
  const kind = tasks.length === 0 ? 'reply' : 'delegate'
  return say(JSON.stringify({ kind, reason: 'That is what was asked.', tasks, reply }))
}
