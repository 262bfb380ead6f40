import type { Customer, Order, Product } from '../../functions/core/store.ts'
import { inStatus, itemOf, pendingOrder } from './demo-orders.ts'
import { cast } from './demo-roles.ts'
import type { Random } from './random.ts'

/** Who one can log in as in the demo store, and what is interesting about their orders. */
export const demoCustomers: readonly { customerId: string; name: string; story: string }[] = cast.map(
  ({ customer: { customerId, name }, story }) => ({ customerId, name: `${name.first} ${name.last}`, story }),
)

/** The records of the named customers, with items from this catalogue. */
export function castRecords(
  products: readonly Product[],
  random: Random,
): { customers: Customer[]; orders: Order[] } {
  const customers = cast.map((role) => ({
    ...role.customer,
    orderIds: role.orders.map(({ orderId }) => orderId),
  }))
  const orders = cast.flatMap((role, index) => {
    const customer = customers[index]
    if (!customer) return []
    return role.orders.map((it) => {
      const paidWith = customer.paymentMethods.find(({ id }) => id === it.paidWith)
      if (!paidWith) throw new Error(`${customer.customerId} has no payment method ${it.paidWith}`)
      const items = it.items.map(([name, options]) => stapleItem(products, name, options))
      const order = pendingOrder({ orderId: it.orderId, customer, items, paidWith })
      return inStatus(it.status, order, { customer, products, random })
    })
  })
  return { customers, orders }
}

function stapleItem(products: readonly Product[], name: string, wanted: Readonly<Record<string, string>>) {
  const product = products.find((it) => it.name === name)
  const variant = product?.variants.find((it) =>
    Object.entries(wanted).every(([option, value]) => it.options[option] === value),
  )
  if (!product || !variant) {
    throw new Error(`The demo catalogue lost the ${name} of ${JSON.stringify(wanted)}: add it to its staples`)
  }
  return itemOf(product, variant)
}
