import { type Done, doneSoFar, read } from '../../standin/brain/reading.ts'
import { type MessagesRequest, textOf } from '../../standin/messages-request.ts'
import { chanceOf } from '../chance.ts'
import { type ChangeWish, isChange, type Wish, wishesIn } from './wishes.ts'

/** Calls, or the answer. */
export type Step = string | readonly { readonly name: string; readonly input: Record<string, unknown> }[]

/** How often the specialist claims something that no receipt bears out: it is corrected then. */
const boasts = 0.04

/** The order specialist: looks at the orders that are meant, or proposes the last change that is asked for. */
export function orderStep(request: MessagesRequest): Step {
  const { task, customerId = '' } = read(request)
  const wishes = wishesIn(task)
  const done = doneSoFar(request)
  const change = wishes.findLast(isChange)
  if (request.tool_choice?.type === 'none') return 'Please ask me about one order at a time.'
  return change ? changeStep(change, done, customerId) : statusStep(request, wishes, done, customerId)
}

function statusStep(
  request: MessagesRequest,
  wishes: readonly Wish[],
  done: readonly Done[],
  customerId: string,
): Step {
  const ids = [...new Set(wishes.flatMap((wish) => (wish.kind === 'status' ? [wish.orderId] : [])))].slice(
    0,
    3,
  )
  const asked = textOf(request.messages[0]?.content ?? '')
  if (done.length === 0) {
    return [
      ...ids.map(detailsOf),
      ...(chanceOf(1, asked) < 0.3 ? [{ name: 'get_user_details', input: { user_id: customerId } }] : []),
    ]
  }
  const isCorrected = textOf(request.messages.at(-1)?.content ?? '').startsWith('Your last reply says')
  if (!isCorrected && chanceOf(2, asked) < boasts) return `I have cancelled order ${ids[0] ?? ''} for you.`
  return `This is what I found: ${ids.join(', ')}.`
}

function detailsOf(orderId: string) {
  return { name: 'get_order_details', input: { order_id: orderId } }
}

const toolOf = {
  cancel: () => 'cancel_pending_order',
  return: () => 'return_delivered_order_items',
  swap: (status: string) =>
    status === 'pending' ? 'modify_pending_order_items' : 'exchange_delivered_order_items',
  address: () => 'modify_pending_order_address',
  payment: () => 'modify_pending_order_payment',
  profile: () => 'modify_user_address',
} as const satisfies Record<ChangeWish['kind'], (status: string) => string>

function changeStep(wish: ChangeWish, done: readonly Done[], customerId: string): Step {
  const isTried = done.find(({ name }) => name !== 'consult' && !name.startsWith('get_'))
  const about = wish.kind === 'profile' ? 'your profile' : `order ${wish.orderId}`
  if (isTried?.error) return `With ${about} this is not possible.`
  if (isTried) return `About ${about}: please see the receipt.`
  const order = wish.kind === 'profile' ? undefined : done.find(({ name }) => name === 'get_order_details')
  if (wish.kind !== 'profile' && !order) return [detailsOf(wish.orderId)]
  if (order?.error) return `I do not find ${about}.`
  const name = toolOf[wish.kind](statusOf(order?.value))
  if (wish.kind !== 'swap') return [{ name, input: inputOf(wish, customerId) }]
  const advice = done.find((each) => each.name === 'consult')
  if (!advice) {
    const question = `Which other kind of item ${wish.itemId} of product ${wish.productId} is there?`
    return [{ name: 'consult', input: { specialist: 'product', question } }]
  }
  const other = /Item (\d+) is/.exec(JSON.stringify(advice.value ?? ''))?.[1]
  if (other === undefined) return `For ${about} there is nothing else to have.`
  const { orderId, itemId, paymentMethodId } = wish
  return [
    {
      name,
      input: {
        order_id: orderId,
        item_ids: [itemId],
        new_item_ids: [other],
        payment_method_id: paymentMethodId,
      },
    },
  ]
}

function inputOf(wish: Exclude<ChangeWish, { kind: 'swap' }>, customerId: string): Record<string, unknown> {
  switch (wish.kind) {
    case 'cancel':
      return { order_id: wish.orderId, reason: 'no longer needed' }
    case 'return':
      return { order_id: wish.orderId, item_ids: [wish.itemId], payment_method_id: wish.paymentMethodId }
    case 'address':
      return { order_id: wish.orderId, ...addressAt(wish.street) }
    case 'payment':
      return { order_id: wish.orderId, payment_method_id: wish.paymentMethodId }
    case 'profile':
      return { user_id: customerId, ...addressAt(wish.street) }
  }
}

function addressAt(address1: string) {
  return { address1, address2: '', city: 'Boise', country: 'USA', state: 'ID', zip: '83702' }
}

function statusOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'status' in value ? String(value.status) : ''
}
