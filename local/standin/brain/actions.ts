import { argumentsFor } from './action-arguments.ts'
import { orderIdsIn } from './context.ts'
import type { Desk, Step } from './desk.ts'
import { detailsOf, knownOrders, listCalls, narrowed } from './order-lookups.ts'
import { type Order, ordersIn } from './records.ts'
import { rulesAbout } from './rules-text.ts'
import { listed } from './words.ts'

/** Something that changes the store. A further action is one more entry here, and its tool's arguments in `argumentsFor`. */
interface Action {
  readonly asked: RegExp
  /** Its tool by what the order's status allows; the first offered one whose status fits. */
  readonly tools: readonly { readonly name: string; readonly status?: string }[]
  readonly verb: string
  readonly done: string
}

const actions: readonly Action[] = [
  {
    asked: /\bcancel/i,
    tools: [{ name: 'cancel_pending_order', status: 'pending' }],
    verb: 'cancel an order',
    done: 'is cancelled',
  },
  {
    asked:
      /\b(change|update|modify|correct|fix|ship|send|deliver)\b.*\baddress\b|\b(ship|send|deliver) (it|this|that|my order) to\b/i,
    tools: [{ name: 'modify_pending_order_address', status: 'pending' }, { name: 'modify_user_address' }],
    verb: 'change an address',
    done: 'has the new address',
  },
  {
    asked:
      /\b(change|switch|update|modify|use)\b.{0,15}\b(payment|pay(ing)? with|credit card|paypal|gift card)\b/i,
    tools: [{ name: 'modify_pending_order_payment', status: 'pending' }],
    verb: 'change a payment method',
    done: 'has the new payment method',
  },
  {
    asked:
      /\b(exchang|swap|replace)|\b(change|modify|switch)\b.*\b(item|colou?r|size|to an?|for an?|instead)\b/i,
    tools: [
      { name: 'modify_pending_order_items', status: 'pending' },
      { name: 'exchange_delivered_order_items', status: 'delivered' },
    ],
    verb: 'exchange items',
    done: 'is changed',
  },
  {
    asked: /\b(return|send .{0,20}back|refund|money back)\b/i,
    tools: [{ name: 'return_delivered_order_items', status: 'delivered' }],
    verb: 'return items',
    done: 'has its return request',
  },
]

/** The action that is asked for, and not only asked about ("was my refund paid?"). */
export function actionWanted(words: string): Action | undefined {
  const isAbout =
    /^\W*(when|where|what|why|did|has|have|was|is|are|does|status|how much)\b/i.test(words) ||
    /\b(status of|track)\b/i.test(words)
  const isAsked =
    /\b(please|can (you|i|we)|could (you|i|we)|may i|want|wanna|would like|'d like|need|wish|help me|let me|like to|have to|answers our question)\b/i.test(
      words,
    ) ||
    /(^|[.!?,;:] |\band )\W*(cancel|return|exchange|swap|replace|change|update|modify|switch|send|ship|refund|use)\b/i.test(
      words,
    )
  return isAsked && !isAbout ? actions.find((it) => it.asked.test(words)) : undefined
}

/** Finds the order, then the tool's arguments, calls it, and reports what came of it. */
export function actionStep(action: Action, desk: Desk): Step {
  const offered = action.tools.filter((it) => desk.toolNames.includes(it.name))
  const tried = desk.done.findLast((it) => action.tools.some((tool) => tool.name === it.name))
  if (tried?.error !== undefined) return `That did not work: ${tried.error.message}`
  if (tried !== undefined) return reportOf(action, tried.value)
  if (offered.length === 0 && desk.toolNames.length > 0) return cannot(action, desk)

  const ids = orderIdsIn(desk.wish)
  const reads = desk.open(ids.length > 0 ? ids.map(detailsOf) : listCalls(desk))
  if (reads.length > 0) return reads
  const order = orderFor(action, desk, ids)
  if (typeof order === 'string') return order
  const details = desk.open([detailsOf(order.order_id)])
  if (details.length > 0) return details
  const tool = offered.find((it) => it.status === undefined || it.status === order.status)
  const definition = tool === undefined ? undefined : desk.tool(tool.name)
  if (definition === undefined)
    return `Order ${order.order_id} is ${order.status}, so I cannot ${action.verb} there.`
  const found = argumentsFor(definition, order, desk)
  return found.kind === 'ready' ? [{ name: definition.name, input: found.input }] : found.step
}

/** The one order that is meant and can be acted on, or what to tell the customer. */
function orderFor(action: Action, desk: Desk, ids: readonly string[]): Order | string {
  const known = knownOrders(desk)
  const [id] = ids
  if (id !== undefined) {
    return (
      known.find((it) => it.order_id === id) ??
      `I could not find an order ${id} in your account; please check the number.`
    )
  }
  const candidates = narrowed(known, desk.wish)
  const fitting = candidates.filter((it) =>
    action.tools.some((tool) => (tool.status ?? it.status) === it.status),
  )
  const [only, ...others] = fitting.length > 0 ? fitting : candidates
  if (only === undefined) return 'There are no orders in your account.'
  if (others.length === 0) return only
  return `To ${action.verb} I need to know which order you mean: ${listed(
    [only, ...others].slice(0, 6).map((it) => it.order_id),
    'or',
  )}?`
}

/** No tool for it: say so, say what is known, offer a person. */
function cannot(action: Action, desk: Desk): Step {
  const ids = orderIdsIn(desk.wish)
  const reads = desk.open(ids.map(detailsOf))
  if (reads.length > 0) return reads
  const states = ordersIn(desk.done.map((it) => it.value)).map(
    (it) => `Order ${it.order_id} is ${it.status}.`,
  )
  const [rule] = rulesAbout(action.verb, desk.system)
  return [
    ...states,
    ...(rule === undefined ? [] : [rule]),
    `I cannot ${action.verb} here myself. Would you like a person from our team to take over?`,
  ].join(' ')
}

/** A receipt is the changed record; anything else waits for somebody. */
function reportOf(action: Action, value: unknown): string {
  const [order] = ordersIn(value)
  if (/confirm|pending_action/i.test(JSON.stringify(value ?? '')))
    return `I have prepared it. Please confirm, and I will ${action.verb.replace(/\ban?\b/, 'the')}.`
  return order === undefined
    ? 'It is done.'
    : `Done: order ${order.order_id} ${action.done}. Its status is now ${order.status}.`
}
