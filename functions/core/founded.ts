import { checkClaims, type Receipt } from './claims/check-claims.ts'
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
  const facts = steps.flatMap((step) =>
    step.kind === 'tools'
      ? step.parts.flatMap((part) =>
          part.type === 'order_card' ? [{ orderId: part.orderId, status: part.status }] : [],
        )
      : [],
  )
  const first = checkClaims(said, [], facts)
  if (first.ok) return undefined
  const checked = receipts ? checkClaims(said, await receipts(), facts) : first
  return checked.ok ? undefined : checked.claims[0]?.sentence
}

/** What a conversation may say was done: its executed actions. */
export async function receiptsOf(conversationId: string, memory: Memory): Promise<Receipt[]> {
  const actions = await memory.actions(conversationId)
  return actions.filter(({ status }) => status === 'executed').map(({ details }) => details)
}
