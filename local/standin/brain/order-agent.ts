import { actionStep, actionWanted } from './actions.ts'
import { orderIdsIn } from './context.ts'
import type { Desk, Step } from './desk.ts'
import { answerAboutOrders, answerAboutProfile } from './order-answers.ts'
import { detailsOf, knownOrders, listCalls, mostOrders, narrowed, totalOf } from './order-lookups.ts'
import { type Order, userIn } from './records.ts'
import { rulesAbout } from './rules-text.ts'

const unknownRule = 'I do not know that; a person from our team does. Would you like one to take over?'

/** The next step of the order specialist: read the orders or the profile that are meant, act, answer. */
export function orderStep(desk: Desk): Step {
  const { wish, reading } = desk
  const action = desk.heard.map(actionWanted).find((it) => it !== undefined)
  const rules = asksForRules(wish) ? rulesAbout(wish, desk.system) : undefined
  if (rules !== undefined) return rules.length > 0 ? rules.join(' ') : unknownRule
  if (reading.customerId === undefined || !canRead(desk)) {
    return 'To look at your orders, please log in to the store first; then I can see them here.'
  }
  if (action !== undefined) return actionStep(action, desk)
  if (asksForProfile(wish)) return profileStep(desk, reading.customerId)

  const ids = orderIdsIn(wish)
  if (ids.length > 0) {
    const calls = desk.open(ids.slice(0, mostOrders).map(detailsOf))
    return calls.length > 0 ? calls : totalled(desk, ordersMeant(desk, ids), missing(desk, ids))
  }
  const lists = desk.open(listCalls(desk))
  if (lists.length > 0) return lists
  const candidates = narrowed(knownOrders(desk), wish)
  const isDetail = candidates.length === 1 || (candidates.length <= 3 && needsDetails(wish))
  const details = isDetail ? desk.open(candidates.map((it) => detailsOf(it.order_id))) : []
  return details.length > 0 ? details : totalled(desk, candidates, [])
}

function ordersMeant(desk: Desk, ids: readonly string[]): Order[] {
  return knownOrders(desk).filter((it) => ids.includes(it.order_id))
}

function missing(desk: Desk, ids: readonly string[]): string[] {
  const known = ordersMeant(desk, ids).map((it) => it.order_id)
  return ids.filter((it) => !known.includes(it))
}

/** Sums over several orders are for the calculator, where there is one. */
function totalled(desk: Desk, orders: readonly Order[], notFound: readonly string[]): Step {
  const totals = orders.flatMap((it) => totalOf(it) ?? [])
  if (totals.length < 2 || !wantsSum(desk.wish))
    return answerAboutOrders(orders, desk.wish, notFound, undefined)
  const expression = totals.map((it) => it.toFixed(2)).join(' + ')
  const calls = desk.open([{ name: 'calculate', input: { expression } }])
  if (calls.length > 0) return calls
  const result = desk.done.findLast((it) => it.name === 'calculate' && it.error === undefined)
  const sum =
    result === undefined
      ? totals.reduce((cents, it) => cents + Math.round(it * 100), 0) / 100
      : Number(result.value)
  return answerAboutOrders(orders, desk.wish, notFound, sum)
}

function wantsSum(wish: string): boolean {
  return /\b(altogether|in total|in all|sum|combined|all (my |the )?orders|overall)\b/i.test(wish)
}

function profileStep(desk: Desk, customerId: string): Step {
  const calls = desk.open([{ name: 'get_user_details', input: { user_id: customerId } }])
  return calls.length > 0 ? calls : answerAboutProfile(userIn(desk.done.map((it) => it.value)), desk.wish)
}

function canRead(desk: Desk): boolean {
  return (
    ['get_order_details', 'list_orders', 'get_user_details'].some((it) => desk.tool(it) !== undefined) ||
    desk.done.length > 0
  )
}

/** What the list of orders does not show. */
function needsDetails(wish: string): boolean {
  return (
    !wantsSum(wish) &&
    /\b(pric(e|es)|cost|paid|pay|payment|refund\w*|address|charged?|how much|spen[dt])\b/i.test(wish)
  )
}

function asksForProfile(wish: string): boolean {
  return (
    /\b(my (default |saved |account )?(address|e-?mail|profile|account|name|details|payment methods?|cards?|gift ?cards?)|on file|gift ?card (balance|credit)|balance)\b/i.test(
      wish,
    ) && orderIdsIn(wish).length === 0
  )
}

function asksForRules(wish: string): boolean {
  return /\b(policy|policies|rules?)\b|\b(returns?|refunds?|exchanges?|cancellations?) works?\b|\bhow (do|can|does|would) (i|one|you) (return|exchange|cancel)\b|\bwhen (will|do|does|would) (i|my|the) .{0,20}(money|refund)\b|\bdo you (ship|deliver)\b|\bhow long\b.*\b(deliver|ship)|\b(delivery|shipping) (costs?|fees?|times?|prices?)\b/i.test(
    wish,
  )
}
