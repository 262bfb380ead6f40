import { orderChanges } from '../../functions/agents/order/changes/all-changes.ts'
import { identificationTools } from '../../functions/agents/order/identification-tools.ts'
import { orderTools } from '../../functions/agents/order/tools.ts'
import { productTools } from '../../functions/agents/product/tools.ts'
import type { ChangeTool, ChangingStore } from '../../functions/core/change.ts'
import { fail, type ToolResult } from '../../functions/core/tool.ts'
import type { Task } from './tasks-file.ts'
import { transferTool } from './transfer-tool.ts'

/**
 * The tools of all agents, for one customer. A change is planned and made at once: its confirmation counts as given.
 * Throws if a call could not be carried out; whatever a tool decides is a result.
 */
export function toolLayer(session: {
  readonly customerId: string
  readonly store: ChangingStore
}): (call: Task['actions'][number]) => Promise<ToolResult> {
  const signal = new AbortController().signal
  const lookUps = [...orderTools, ...productTools({ now: () => 0 }), ...identificationTools, transferTool]
  return async (call) => {
    const change = orderChanges.find(({ name }) => name === call.name)
    if (change) return await make(change, call.arguments, session)
    const lookUp = lookUps.find(({ name }) => name === call.name)
    if (lookUp) return await lookUp.execute(call.arguments, { ...session, signal })
    return fail('UNKNOWN_TOOL', `There is no tool ${call.name}.`)
  }
}

async function make(
  change: ChangeTool,
  input: unknown,
  session: { readonly customerId: string; readonly store: ChangingStore },
): Promise<ToolResult> {
  const planned = await change.plan(input, session)
  if (!planned.ok) return planned
  const outcome = await session.store.apply(planned.change)
  if (outcome === 'applied') return { ok: true, value: planned.value }
  throw new Error(
    `${change.name} found its records changed meanwhile; does something else write to the replay's tables?`,
  )
}
