import { checkClaims, type Fact, type Receipt } from './claims/check-claims.ts'
import type { Memory } from './memory.ts'
import type { Part } from './parts.ts'
import { textOfParts } from './parts.ts'
import type { Step } from './records.ts'

/**
 * No receipt, no claim: the first sentence that says something was done which no receipt of the conversation and no
 * record that the run has seen bears out. Receipts are read only when there is a claim to check.
 */
export async function unfoundedClaim(
  parts: readonly Part[],
  steps: readonly Step[],
  receipts: (() => Promise<readonly Receipt[]>) | undefined,
): Promise<string | undefined> {
  const said = textOfParts(parts.filter(({ type }) => type === 'text'))
  const facts = factsOf(steps)
  const first = checkClaims(said, [], facts)
  if (first.ok) return undefined
  const checked = receipts ? checkClaims(said, await receipts(), facts) : first
  return checked.ok ? undefined : checked.claims[0]?.sentence
}

/** The statuses of orders that the run has seen, the newest of each: from records, and from refusals that name one. */
function factsOf(steps: readonly Step[]): Fact[] {
  const newest = new Map<string, Fact>()
  for (const step of steps) {
    if (step.kind !== 'tools') continue
    for (const part of step.parts) {
      if (part.type === 'order_card') newest.set(part.orderId, { orderId: part.orderId, status: part.status })
    }
    for (const { content, isError } of step.results) {
      const [, orderId, status] = (isError && refusedFor.exec(content)) || []
      if (orderId && status) newest.set(orderId, { orderId, status })
    }
  }
  return [...newest.values()]
}

/** A refusal's own words only: other errors repeat what the model wrote, later lines what the customer wrote. */
const refusedFor = /^ORDER_\w+: [^"\n]*\border (#\w+) is "([^"\n]+)"/

/** What a conversation may say was done: its executed actions. */
export async function receiptsOf(conversationId: string, memory: Memory): Promise<Receipt[]> {
  const actions = await memory.actions(conversationId)
  return actions.filter(({ status }) => status === 'executed').map(({ details }) => details)
}
