import type { RequestTool } from '../messages-request.ts'
import { itemIdsIn } from './context.ts'
import type { Desk, Step } from './desk.ts'
import { itemText } from './order-answers.ts'
import { type Order, type OrderItem, productsIn, type User, userIn, type Variant } from './records.ts'
import { listed, mentioned, saysValue } from './words.ts'

/** All arguments of a tool, or the step that leads to the next missing one: a look-up, or a question. */
export type Arguments =
  | { readonly kind: 'ready'; readonly input: Record<string, unknown> }
  | { readonly kind: 'missing'; readonly step: Step }

/** Fills in a tool's required arguments by their names, from the customer's words and the records. */
export function argumentsFor(tool: RequestTool, order: Order, desk: Desk): Arguments {
  const names = tool.input_schema.required ?? Object.keys(tool.input_schema.properties ?? {})
  const known = {
    words: desk.heard.join('\n'),
    order,
    desk,
    user: userIn(desk.done.map((it) => it.value)),
    verb: tool.name.split('_')[0] ?? 'change',
  }
  const input: Record<string, unknown> = {}
  for (const name of names) {
    const found = (fillers[name] ?? unknownFiller(name))(known)
    if ('step' in found) return { kind: 'missing', step: found.step }
    input[name] = found.value
  }
  return { kind: 'ready', input }
}

interface Known {
  /** The customer's words. */
  readonly words: string
  readonly order: Order
  readonly desk: Desk
  readonly user: User | undefined
  /** The first word of the tool's name: cancel, return, exchange, modify. */
  readonly verb: string
}

type Filler = (known: Known) => { readonly value: unknown } | { readonly step: Step }

const ask = (question: string) => ({ step: question })

const fillers: Record<string, Filler> = {
  order_id: ({ order }) => ({ value: order.order_id }),
  user_id: ({ desk }) => ({ value: desk.reading.customerId ?? '' }),
  reason: ({ order, words }) => {
    if (/\b(mistake|accident\w*|wrong|twice)\b/i.test(words)) return { value: 'ordered by mistake' }
    if (
      /\b(no longer|don['’]?t (need|want)|do not (need|want)|not need|changed my mind|any ?more)\b/i.test(
        words,
      )
    ) {
      return { value: 'no longer needed' }
    }
    return ask(
      `Why do you want to cancel order ${order.order_id}: is it no longer needed, or was it ordered by mistake?`,
    )
  },
  item_ids: (known) => {
    const items = itemsMeant(known)
    if (items.length === 0) {
      return ask(
        `Which items of order ${known.order.order_id} do you mean: ${listed(known.order.items.map(itemText), 'or')}?`,
      )
    }
    return { value: items.map((it) => it.item_id) }
  },
  new_item_ids: newItems,
  payment_method_id: payment,
  address1: (known) => address(known, 'address1'),
  address2: (known) => address(known, 'address2'),
  city: (known) => address(known, 'city'),
  state: (known) => address(known, 'state'),
  zip: (known) => address(known, 'zip'),
  country: (known) => address(known, 'country'),
}

const unknownFiller =
  (name: string): Filler =>
  () =>
    ask(`For that I need one more thing from you: ${name.replaceAll('_', ' ')}.`)

function itemsMeant({ order, words }: Known): OrderItem[] {
  if (/\b(everything|all|whole|entire|both)\b/i.test(words)) return order.items
  const byId = order.items.filter((it) => it.item_id !== undefined && itemIdsIn(words).includes(it.item_id))
  if (byId.length > 0) return byId
  const named = mentioned(order.items, (it) => it.name, words)
  return named.length === 0 && order.items.length === 1 ? order.items : named
}

/** The available variant of the same product with the wanted options and otherwise the old ones. */
function newItems(known: Known): ReturnType<Filler> {
  const { order, desk, words } = known
  const own = order.items.map((it) => it.item_id)
  const named = itemIdsIn(words).filter((it) => !own.includes(it))
  const items = itemsMeant(known)
  if (named.length === items.length) return { value: named }
  const reads = desk.open(
    items.map((it) => ({ name: 'get_product_details', input: { product_id: it.product_id ?? '' } })),
  )
  if (reads.length > 0) return { step: reads }
  const products = productsIn(desk.done.map((it) => it.value))
  const found = items.map((item) => {
    const variants = products.find((it) => it.product_id === item.product_id)?.variants ?? []
    return nearest(
      item,
      variants.filter((it) => it.available),
      words,
    )
  })
  const ids = found.flatMap((it) => it?.item_id ?? [])
  return ids.length === items.length
    ? { value: ids }
    : ask('Which variant do you want instead? Please give me its item number.')
}

function nearest(item: OrderItem, variants: readonly Variant[], wish: string): Variant | undefined {
  const wanted = (variant: Variant) =>
    Object.entries(variant.options).filter(
      ([name, value]) => value !== item.options[name] && saysValue(name, value, wish),
    ).length
  const kept = (variant: Variant) =>
    Object.entries(variant.options).filter(([name, value]) => value === item.options[name]).length
  const fitting = variants.filter((it) => wanted(it) > 0)
  return fitting.toSorted((left, right) => wanted(right) - wanted(left) || kept(right) - kept(left))[0]
}

function payment({ order, desk, user, verb, words }: Known): ReturnType<Filler> {
  const id = /\b(?:credit_card|paypal|gift_card)_\d+\b/.exec(words)?.[0]
  if (id !== undefined) return { value: id }
  const original = order.payment_history?.[0]?.payment_method_id
  const isOriginal = /\b(original|same)\b/i.test(words)
  if (isOriginal && original !== undefined) return { value: original }
  const source = /\b(paypal|gift ?card|credit ?card|visa|mastercard)\b/i.exec(words)?.[0].toLowerCase()
  if (source === undefined)
    return ask(
      `Which payment method shall be used${verb === 'return' ? ' for the refund' : ''}: the original one, or another of yours?`,
    )
  const reads = desk.open([{ name: 'get_user_details', input: { user_id: desk.reading.customerId ?? '' } }])
  if (reads.length > 0) return { step: reads }
  const wanted = source.replace(' ', '_')
  const own = Object.values(user?.payment_methods ?? {}).filter(
    (it) => it.source === wanted || it.brand === wanted,
  )
  const [only, ...others] = own
  return only !== undefined && others.length === 0
    ? { value: only.id }
    : ask(
        own.length === 0
          ? `I see no ${source} among your payment methods.`
          : `Which one: ${listed(
              own.map((it) => it.id),
              'or',
            )}?`,
      )
}

/** "12 Main Street, Suite 5, Denver, CO 80279", with the country if it is not the USA. */
const postal =
  /(?<![#\w])(\d+ [^,;\n]+?), (?:((?:apt|apartment|suite|unit|floor|#)[^,;\n]*), )?([A-Za-z .'-]+), ([A-Z]{2})\.? (\d{5})(?:, ([A-Za-z .]+))?/i

function address({ words }: Known, part: string): ReturnType<Filler> {
  const [, address1, address2 = '', city, state, zip, country = 'USA'] = postal.exec(words) ?? []
  const parts: Record<string, string | undefined> = {
    address1,
    address2,
    city,
    state,
    zip,
    country: country.trim(),
  }
  const value = address1 === undefined ? undefined : parts[part]
  return value === undefined
    ? ask('What is the full new address: street and number, city, state and zip?')
    : { value }
}
