import * as z from 'zod'
import type { Part } from '../../functions/core/parts.ts'
import type { RunLimits, Specialist } from '../../functions/core/specialist.ts'
import { defineTool, fail, succeed, type Tool } from '../../functions/core/tool.ts'
import { memoryStore } from './store.ts'

export const emptyStore = memoryStore({ users: {}, orders: {}, products: {} })

/** What a specialist's tools were asked, in the order in which they began. */
export interface ToolLog {
  readonly uses: { readonly name: string; readonly input: unknown }[]
}

export function orderCardPart(orderId: string): Part {
  return { type: 'order_card', orderId, status: 'pending', totalCents: 1999, items: [], trackingIds: [] }
}

/** `look` reads what everybody may, `orders` what belongs to the customer; both note that they were used. */
export function someTools(log: ToolLog): readonly Tool[] {
  return [
    defineTool({
      name: 'look',
      description: 'Looks something up.',
      input: z.strictObject({ what: z.string() }),
      async execute({ what }) {
        log.uses.push({ name: 'look', input: { what } })
        return what === 'nothing' ? fail('NOT_FOUND', 'There is no such thing.') : succeed({ found: what })
      },
    }),
    defineTool({
      name: 'orders',
      description: "Reads the customer's orders.",
      input: z.strictObject({ orderId: z.string() }),
      needsCustomer: true,
      async execute({ orderId }, { customerId }) {
        log.uses.push({ name: 'orders', input: { orderId } })
        return succeed({ orderId, of: customerId }, [orderCardPart(orderId)])
      },
    }),
  ]
}

export const someLimits: RunLimits = { maxModelCalls: 6, maxTokens: 1000, maxTotalTokens: 100_000 }

export function someSpecialist(
  tools: readonly Tool[],
  limits: Partial<RunLimits> = {},
  name = 'order',
): Specialist {
  return {
    card: {
      name,
      activity: { en: `working on the ${name}` },
      does: `does ${name}s`,
      changesStore: false,
      gap: { en: `look at the ${name}` },
    },
    instructions: `You are the ${name} specialist.`,
    tools,
    limits: { ...someLimits, ...limits },
  }
}
