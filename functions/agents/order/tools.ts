import * as z from 'zod'
import type { Customer, Order } from '../../core/store.ts'
import { recordFromCustomer, recordFromOrder } from '../../core/store-conversion.ts'
import { defineTool, fail, succeed, type Tool, type ToolContext } from '../../core/tool.ts'
import { calculateTool } from './calculate.ts'
import { orderCardPart, shortOrder } from './order-card-part.ts'

const getUserDetails = defineTool({
  name: 'get_user_details',
  description:
    "The customer's own profile: name, default address, e-mail, payment methods (with gift card balances) and order ids. user_id is the id in the <customer> tag; nobody else's profile can be read. Errors: USER_NOT_FOUND.",
  input: z.strictObject({ user_id: z.string() }),
  needsCustomer: true,
  async execute({ user_id }, context) {
    const customer = user_id === context.customerId ? await customerOf(context) : undefined
    return customer ? succeed(recordFromCustomer(customer)) : noCustomer
  },
})

const getOrderDetails = defineTool({
  name: 'get_order_details',
  description:
    "One order of the customer in full: status, items with options and prices, address, tracking numbers, payments and refunds. order_id starts with #, for example #W1234567; take it from the conversation or from list_orders. Other people's orders cannot be read. Errors: ORDER_NOT_FOUND.",
  input: z.strictObject({ order_id: z.string() }),
  needsCustomer: true,
  async execute({ order_id }, context) {
    const order = await context.store.order(order_id)
    if (!order || order.customerId !== context.customerId) return noOrder
    return succeed(recordFromOrder(order), [orderCardPart(order)])
  },
})

const listOrders = defineTool({
  name: 'list_orders',
  description:
    'All orders of the customer in short: order_id, status, items (name and options), total in dollars, tracking_ids. Use it when the customer names no order id, for example "my kettle", "my last order". Orders have no dates and the list says nothing about which is newest: if several fit, ask. get_order_details has prices, address and payments. Errors: USER_NOT_FOUND.',
  input: z.strictObject({}),
  needsCustomer: true,
  async execute(_, context) {
    const customer = await customerOf(context)
    if (!customer) return noCustomer
    const orders = await ownOrders(customer, context)
    return succeed({ orders: orders.map(shortOrder) }, orders.map(orderCardPart))
  },
})

/** What the order agent can look up. Each answers in the store's own format, and only about the session's customer. */
export const orderTools: readonly Tool[] = [getUserDetails, listOrders, getOrderDetails, calculateTool]

const noCustomer = fail('USER_NOT_FOUND', "The customer's profile was not found under this id.")

/** The same for an order that does not exist and for one that is not the customer's. */
const noOrder = fail(
  'ORDER_NOT_FOUND',
  'The customer has no order with this id. An order id is # and W and 7 digits; list_orders shows those of the customer.',
)

async function customerOf({ customerId, store }: ToolContext): Promise<Customer | undefined> {
  return customerId === undefined ? undefined : await store.customer(customerId)
}

async function ownOrders(customer: Customer, { store }: ToolContext): Promise<Order[]> {
  const orders = await store.orders(customer.orderIds)
  return orders.filter((order) => order.customerId === customer.customerId)
}
