import { type Action, type ActionMove, confirmationTime, isSameChange, move } from './action.ts'
import type { ChangeTool, ChangingStore } from './change.ts'
import type { Effects } from './effects.ts'
import type { NewId } from './ids.ts'
import type { RunKey } from './memory.ts'
import type { Step } from './records.ts'
import { fail, succeed, type ToolResult } from './tool.ts'
import { resultOf } from './use-tools.ts'

/** When a change waits for a person although the customer has confirmed it: the reasons, or none. */
export type NeedsApproval = (action: Action) => Promise<readonly string[]>

/**
 * - `settled`: the run's next step, which is persisted: executed, or why it could not be
 * - `reconfirm`: the store has changed, so that something else would happen than was confirmed
 * - `approval`: a person has to look at it first
 * - `stale`: the turn is over or a newer one has begun; nothing was changed
 */
export type Settled =
  | { readonly kind: 'settled'; readonly step: Step }
  | {
      readonly kind: 'reconfirm'
      readonly proposed: Action
      /** What was permitted is over. */
      readonly replaces: ActionMove
      readonly step: Step
    }
  | { readonly kind: 'approval'; readonly move: ActionMove }
  | { readonly kind: 'stale' }

export interface SettlingPorts {
  readonly store: ChangingStore
  readonly effects: Effects
  readonly needsApproval: NeedsApproval
  readonly newId: NewId
  readonly now: () => number
}

const attempts = 5

/** Executes what was confirmed: exactly that, once. The change is planned anew on what the store holds now. */
export async function settleAction(
  input: {
    readonly conversationId: string
    readonly turn: number
    readonly action: Action
    readonly paused: Extract<Step, { kind: 'paused' }>
    readonly run: RunKey
    readonly index: number
    readonly changes: readonly ChangeTool[]
    /** What the customer wrote besides their decision. */
    readonly meanwhile: readonly string[]
  },
  ports: SettlingPorts,
): Promise<Settled> {
  const { action, paused } = input
  // Another delivery of this task was first, or a person took over: the action has moved since.
  if (action.status !== 'confirmed' && action.status !== 'approved') return { kind: 'stale' }
  const tool = input.changes.find(({ name }) => name === action.tool)
  if (!tool) throw new Error(`The specialist has no tool ${action.tool} to execute what was confirmed with`)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const reasons = action.status === 'confirmed' ? await ports.needsApproval(action) : []
    if (reasons.length > 0) return { kind: 'approval', move: move(action, 'awaiting_approval', { reasons }) }
    const { customerId, language } = action
    const planned = await tool.plan(action.input, { customerId, store: ports.store, language })
    const executedAt = ports.now()
    if (planned.ok && !isSameChange(planned.details, action.details)) {
      return reconfirm(action, paused, planned.details, ports)
    }
    const step = stepAfter(
      paused,
      planned.ok ? succeed(planned.value) : fail(planned.code, planned.message),
      executedAt,
      input.meanwhile,
    )
    const result = await ports.effects.execute({
      conversationId: input.conversationId,
      turn: input.turn,
      ...(planned.ok ? { change: planned.change } : {}),
      move: planned.ok ? move(action, 'executed', { executedAt }) : move(action, 'failed'),
      lastStep: { run: input.run, index: input.index, step },
    })
    if (result === 'executed') return { kind: 'settled', step }
    if (result === 'superseded' || result === 'done_before') return { kind: 'stale' }
  }
  throw new Error(
    'The store changed again and again while an action was executed; nothing was written, try again',
  )
}

/** The results of the reply that asked for the change, complete now. */
export function stepAfter(
  paused: Extract<Step, { kind: 'paused' }>,
  result: ToolResult,
  at: number,
  meanwhile: readonly string[] = [],
): Extract<Step, { kind: 'tools' }> {
  const { toolUseId, name } = paused.waitsFor
  const answered = resultOf({ id: toolUseId, name }, result, 0)
  const content = [
    answered.content,
    ...meanwhile.map((words) => `Meanwhile the customer wrote: ${words}`),
  ].join('\n')
  return {
    kind: 'tools',
    results: [...paused.results, { ...answered, content }],
    // The cards show the order as it was; after a change the receipt tells.
    parts: result.ok ? [] : paused.parts,
    at,
  }
}

function reconfirm(
  before: Action,
  paused: Extract<Step, { kind: 'paused' }>,
  details: Action['details'],
  { newId, now }: SettlingPorts,
): Settled {
  const proposedAt = now()
  const { reasons: _, ...rest } = before
  const proposed: Action = {
    ...rest,
    id: newId('act'),
    status: 'pending',
    details,
    proposedAt,
    expiresAt: proposedAt + confirmationTime,
  }
  const step: Step = { ...paused, waitsFor: { ...paused.waitsFor, actionId: proposed.id }, at: proposedAt }
  return { kind: 'reconfirm', proposed, replaces: move(before, 'superseded'), step }
}
