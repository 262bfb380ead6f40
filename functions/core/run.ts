import type { Action } from './action.ts'
import { confirmationPart } from './action-parts.ts'
import type { Receipt } from './claims/check-claims.ts'
import { consultTool } from './consult.ts'
import type { Draft } from './draft.ts'
import { unfoundedClaim } from './founded.ts'
import type { InLanguage } from './language.ts'
import type { Memory, RunKey } from './memory.ts'
import type { Model } from './model.ts'
import type { Part } from './parts.ts'
import type { Step } from './records.ts'
import { answerOf } from './run-answer.ts'
import { requestFor, unusable } from './run-request.ts'
import type { Card, Specialist } from './specialist.ts'
import type { Tool, ToolContext } from './tool.ts'
import { type Changing, type ToolsUsed, useTools } from './use-tools.ts'
import { text, wordingFor } from './wording.ts'

/**
 * One specialist's work on one task: a loop of model replies and tool results, each persisted before the next
 * begins. A run that is started again reads its steps and goes on after the last one.
 *
 * - `answered`: the last step (not persisted yet: it belongs into one transaction with what it leads to)
 * - `paused`: it waits for the customer to confirm a change (its step not persisted yet, likewise)
 * - `gap`: the run cannot be finished, for this reason
 * - `busy`: the model has no room; go on not before `retryAfterMs`
 * - `out_of_time`: this function's time is nearly over; go on in another
 * - `superseded`: nobody waits for it any more, or another worker is at it
 */
export type RunResult =
  | { readonly kind: 'answered'; readonly parts: Part[]; readonly index: number; readonly step: Step }
  | {
      readonly kind: 'paused'
      readonly parts: Part[]
      readonly index: number
      readonly step: Step
      readonly proposed: Action
    }
  /** Another specialist is to be asked; the step is persisted. */
  | { readonly kind: 'consulting'; readonly specialist: string; readonly index: number }
  | { readonly kind: 'gap'; readonly reason: string; readonly isSpent?: true }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number }
  | { readonly kind: 'out_of_time' }
  | { readonly kind: 'superseded' }

/** In the customer's language: what code writes beside the model. */
export interface RunInput extends InLanguage {
  readonly conversationId: string
  readonly key: RunKey
  readonly specialist: Specialist
  readonly model: string
  /** The first user message. It is kept with the first step: a resumed run sends what the dead one sent. */
  readonly prompt: string
  /** What an earlier worker left, read with the prompt. */
  readonly steps: readonly Step[]
  readonly toolContext: ToolContext
  /** Absent where nothing can be changed: then changes are not offered. */
  readonly changing?: Changing
  /** The other specialists, whom it may consult. */
  readonly others?: readonly Card[]
}

export interface RunPorts {
  readonly model: Model
  readonly memory: Memory
  readonly now: () => number
  /** Whether anybody still waits for this run. */
  readonly isCurrent: () => Promise<boolean>
  /** Shows the reply while it is written. */
  readonly draft?: Draft
  /** The receipts of the conversation: what a reply may say was done. */
  readonly receipts?: () => Promise<readonly Receipt[]>
}

export async function run(input: RunInput, ports: RunPorts): Promise<RunResult> {
  const { specialist, toolContext } = input
  const tools = offered(specialist.tools, toolContext)
  const changes = input.changing && toolContext.customerId !== undefined ? (specialist.changes ?? []) : []
  const others = input.others ?? []
  const consult = others.length === 0 ? [] : [consultTool(others)]
  const steps: Step[] = [...input.steps]
  const persist = async (made: Step): Promise<boolean> => {
    const isFirst = steps.length === 0 && made.kind === 'model'
    const step = isFirst ? { ...made, prompt: input.prompt } : made
    const saved = await ports.memory.saveStep(input.conversationId, input.key, steps.length, step)
    if (saved === 'saved') steps.push(step)
    return saved === 'saved'
  }
  const use = async ({ blocks }: Extract<Step, { kind: 'model' }>): Promise<ToolsUsed> =>
    await useTools(blocks, {
      ...input,
      tools,
      changes,
      others,
      consultations: steps.filter(({ kind }) => kind === 'consulting').length,
      context: toolContext,
      now: ports.now,
    })
  /** Written while the conversation is looked at: whether the step is ours, and anybody still waits. */
  const persistAndLook = async (step: Step): Promise<boolean> => {
    const [isOurs, isWanted] = await Promise.all([persist(step), ports.isCurrent()])
    return isOurs && isWanted
  }
  let brought: ToolsUsed | undefined

  for (;;) {
    const last = steps.at(-1)
    if (last?.kind === 'paused') return { kind: 'superseded' }
    if (last?.kind === 'consulting') {
      return { kind: 'consulting', specialist: last.specialist, index: steps.length - 1 }
    }
    if (last?.kind === 'model' && last.stop === 'tools') {
      const used = brought ?? (await use(last))
      brought = undefined
      if ('proposed' in used) return await paused(last, used, steps, input, ports)
      if (!(await persistAndLook(used.step))) return { kind: 'superseded' }
      continue
    }
    const ending = endOf(steps, specialist)
    if (ending) return ending
    if (toolContext.signal.aborted) return { kind: 'out_of_time' }
    const onText = ports.draft?.begin([...steps])
    const result = await ports.model.reply(requestFor(input, steps, [...tools, ...changes, ...consult]), {
      signal: toolContext.signal,
      ...(onText ? { onText } : {}),
    })
    if (result.kind === 'busy') return toolContext.signal.aborted ? { kind: 'out_of_time' } : result
    if (result.kind === 'spent') return { kind: 'gap', reason: result.reason, isSpent: true }
    const step: Step = {
      kind: 'model',
      stop: result.stop,
      blocks: [...result.blocks],
      call: { purpose: 'run', model: result.model, usage: result.usage, ms: result.ms, at: ports.now() },
    }
    const parts = answerOf(step, steps)
    const claim = parts && (await unfoundedClaim(parts, steps, ports.receipts))
    if (parts && claim === undefined) return { kind: 'answered', parts, index: steps.length, step }
    const kept: Step = claim === undefined ? step : { ...step, stop: 'unfounded' }
    if (kept.stop !== 'tools') {
      if (!(await persistAndLook(kept))) return { kind: 'superseded' }
      continue
    }
    // Tools only look things up, so they need not wait until the step is written: changes are merely planned here.
    const [isOurs, used] = await Promise.all([persist(kept), use(kept)])
    if (!isOurs) return { kind: 'superseded' }
    brought = used
  }
}

/** The words before the tool call go to the customer only if they claim nothing. */
async function paused(
  asking: Extract<Step, { kind: 'model' }>,
  { step, proposed }: Extract<ToolsUsed, { proposed: Action }>,
  steps: readonly Step[],
  spoken: InLanguage,
  ports: RunPorts,
): Promise<RunResult> {
  const said = answerOf({ ...asking, stop: 'complete' }, [])
  const isFounded = said && (await unfoundedClaim(said, steps, ports.receipts)) === undefined
  const words = said && isFounded ? said : [text(wordingFor(spoken).confirm)]
  return {
    kind: 'paused',
    parts: [...words, confirmationPart(proposed)],
    index: steps.length,
    step,
    proposed,
  }
}

/** Private tools are not shown while nobody has vouched for the customer. */
function offered(tools: readonly Tool[], context: ToolContext): readonly Tool[] {
  return tools.filter((tool) => !tool.needsCustomer || context.customerId !== undefined)
}

/** Why the run cannot go on after these steps, if it cannot. */
function endOf(steps: readonly Step[], { limits }: Specialist): RunResult | undefined {
  const calls = steps.filter((step) => step.kind === 'model')
  const last = calls.at(-1)
  if (last?.stop === 'refused') return { kind: 'gap', reason: 'the model refused' }
  if (last?.stop === 'context_exceeded')
    return { kind: 'gap', reason: 'the request is too long for the model' }
  if (unusable(steps) > 2) return { kind: 'gap', reason: 'the model gave no usable reply three times' }
  if (calls.length >= limits.maxModelCalls) {
    return { kind: 'gap', reason: `the run reached its limit of ${limits.maxModelCalls} model calls` }
  }
  const tokens = calls.reduce((sum, { call: { usage } }) => {
    return sum + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens + usage.outputTokens
  }, 0)
  if (tokens >= limits.maxTotalTokens) {
    return { kind: 'gap', reason: `the run reached its limit of ${limits.maxTotalTokens} tokens` }
  }
  return undefined
}
