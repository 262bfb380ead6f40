import { isDeepStrictEqual } from 'node:util'
import { customerItem, orderItem, readItem } from '../../../functions/adapters/dynamodb-store-items.ts'
import { orderChanges } from '../../../functions/agents/order/changes/all-changes.ts'
import { type Action, isSameChange } from '../../../functions/core/action.ts'
import type { Versioned } from '../../../functions/core/change.ts'
import type { Customer, Order } from '../../../functions/core/store.ts'
import type { StoreFiles } from '../../../functions/core/store-format.ts'
import type { KeptConversation } from './kept.ts'
import { paperStore } from './paper-store.ts'
import type { Violation } from './violation.ts'

/** What the store table holds at the end. */
export interface FinalStore {
  readonly orders: ReadonlyMap<string, Versioned<Order>>
  readonly customers: ReadonlyMap<string, Versioned<Customer>>
}

export interface Executed {
  readonly conversationId: string
  readonly action: Action
}

export function readFinalStore(items: readonly Readonly<Record<string, unknown>>[]): FinalStore {
  const orders = new Map<string, Versioned<Order>>()
  const customers = new Map<string, Versioned<Customer>>()
  for (const item of items) {
    if (item.sk === 'order') {
      const { record, version } = readItem(orderItem, item)
      orders.set(record.orderId, { record, version })
    }
    if (item.sk === 'customer') {
      const { record, version } = readItem(customerItem, item)
      customers.set(record.customerId, { record, version })
    }
  }
  return { orders, customers }
}

/** All executed actions, in the order of their execution. */
export function executedIn(conversations: readonly KeptConversation[]): Executed[] {
  return conversations
    .flatMap(({ record, actions }) =>
      actions
        .filter(({ status }) => status === 'executed')
        .map((action) => ({ conversationId: record.id, action })),
    )
    .sort((a, b) => (a.action.executedAt ?? 0) - (b.action.executedAt ?? 0))
}

const check = 'the store is what its receipts say'

/** The executed actions, done again on paper from the first records on, lead to exactly what the store holds now. */
export async function auditStore(
  seeded: StoreFiles,
  executed: readonly Executed[],
  final: FinalStore,
): Promise<Violation[]> {
  const store = paperStore(seeded)
  const found: Violation[] = []
  for (const { conversationId, action } of executed) {
    const tool = orderChanges.find(({ name }) => name === action.tool)
    const { customerId, language } = action
    const planned = await tool?.plan(action.input, { customerId, store, language })
    if (planned?.ok && isSameChange(planned.details, action.details)) {
      await store.apply(planned.change)
      continue
    }
    const why = planned?.ok ? 'it would be another change' : (planned?.code ?? 'no such tool')
    found.push({
      check,
      conversationId,
      says: `${action.details.title} cannot have been made after the others: ${why}`,
    })
  }
  return [
    ...found,
    ...differences('order', store.versionedOrders, final.orders, executed),
    ...differences('customer', store.versionedCustomers, final.customers, executed),
  ]
}

/** The versions count the writes: one write too many shows also if it wrote the same. */
function differences<Of>(
  kind: 'order' | 'customer',
  paper: ReadonlyMap<string, Versioned<Of>>,
  final: ReadonlyMap<string, Versioned<Of>>,
  executed: readonly Executed[],
): Violation[] {
  const ids = new Set([...paper.keys(), ...final.keys()])
  return [...ids].flatMap((id): Violation[] => {
    const [must, is] = [paper.get(id), final.get(id)]
    if (isDeepStrictEqual(must, is)) return []
    const whose = executed.find(({ action }) =>
      kind === 'order' ? action.details.orderId === id : action.customerId === id,
    )
    const says = `${kind} ${id} is ${JSON.stringify(is)}, and its receipts lead to ${JSON.stringify(must)}`
    return [{ check, ...(whose ? { conversationId: whose.conversationId } : {}), says }]
  })
}
