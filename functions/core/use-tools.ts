import { type Action, confirmationTime } from './action.ts'
import type { ChangeTool, ChangingStore } from './change.ts'
import { askedOf, consultName } from './consult.ts'
import type { NewId } from './ids.ts'
import type { InLanguage } from './language.ts'
import type { RunKey } from './memory.ts'
import type { ReplyBlock } from './model.ts'
import type { Part } from './parts.ts'
import type { Step, ToolUseResult } from './records.ts'
import type { Card } from './specialist.ts'
import { fail, type Tool, type ToolContext, type ToolResult } from './tool.ts'

type ToolUse = Extract<ReplyBlock, { type: 'tool_use' }>

/** What the tools of one reply brought: their results, or results so far and a change to be confirmed. */
export type ToolsUsed =
  | { readonly step: Extract<Step, { kind: 'tools' | 'consulting' }> }
  | { readonly step: Extract<Step, { kind: 'paused' }>; readonly proposed: Action }

/** In the customer's language: what a change is called. */
export interface Toolbox extends InLanguage {
  readonly key: RunKey
  readonly prompt: string
  readonly tools: readonly Tool[]
  readonly changes: readonly ChangeTool[]
  readonly context: ToolContext
  readonly now: () => number
  /** Whom it may consult; nobody if it is consulted itself. */
  readonly others: readonly Card[]
  /** Consultations that the run has had. */
  readonly consultations: number
  /** Absent where nothing can be changed. */
  readonly changing?: Changing
}

/** What a proposal needs besides. */
export interface Changing {
  readonly store: ChangingStore
  readonly newId: NewId
}

/**
 * All tools of one reply at the same time, all results in one step; errors go back to the model. A change is only
 * planned: the first of a reply that can be made waits for the customer, a second has to be asked for after it.
 */
export async function useTools(blocks: readonly ReplyBlock[], toolbox: Toolbox): Promise<ToolsUsed> {
  const { now } = toolbox
  const uses = blocks.filter((block) => block.type === 'tool_use')
  const longest = Math.min(longestResult, longestStep / Math.max(1, uses.length))
  const results: ToolUseResult[] = []
  const parts: Part[] = []
  let waiting: { readonly use: ToolUse; readonly proposed: Action } | undefined
  let asked: { readonly use: ToolUse; readonly specialist: string; readonly question: string } | undefined
  const lookUps = await Promise.all(
    uses.map(async (use) => {
      const start = now()
      const tool = toolbox.tools.find(({ name }) => name === use.name)
      const result = tool ? await tool.execute(use.input, toolbox.context) : undefined
      return { use, result, ms: now() - start }
    }),
  )
  for (const { use, result, ms } of lookUps) {
    const isSecond = waiting !== undefined || asked !== undefined
    const planned = result ?? ask(use, toolbox, isSecond) ?? (await propose(use, toolbox, isSecond))
    if ('question' in planned) {
      asked = { use, ...planned }
      continue
    }
    if ('proposed' in planned) {
      waiting = { use, proposed: planned.proposed }
      continue
    }
    results.push(resultOf(use, planned, ms, longest))
    if (planned.ok) parts.push(...(planned.parts ?? []))
  }
  const at = now()
  if (asked) {
    const { use, specialist, question } = asked
    return { step: { kind: 'consulting', results, parts, toolUseId: use.id, specialist, question, at } }
  }
  if (!waiting) return { step: { kind: 'tools', results, parts, at } }
  const { use, proposed } = waiting
  const waitsFor = { actionId: proposed.id, toolUseId: use.id, name: use.name }
  return { step: { kind: 'paused', results, parts, waitsFor, prompt: toolbox.prompt, at }, proposed }
}

function ask(use: ToolUse, { others, consultations }: Toolbox, isSecond: boolean) {
  if (use.name !== consultName || others.length === 0) return undefined
  if (isSecond) return fail('ONE_AT_A_TIME', 'Something else has to be waited for first. Ask again after it.')
  return askedOf(use.input, others, consultations)
}

async function propose(
  use: ToolUse,
  { key, changes, context, changing, now, language }: Toolbox,
  isSecond: boolean,
): Promise<ToolResult | { readonly proposed: Action }> {
  const change = changes.find(({ name }) => name === use.name)
  if (!change || !changing) return fail('UNKNOWN_TOOL', `There is no tool ${use.name}.`)
  const { customerId } = context
  if (customerId === undefined) return fail('FORBIDDEN', 'The customer has not signed in.')
  if (isSecond)
    return fail('ONE_AT_A_TIME', 'Another change waits for the customer. Ask for this one after it.')
  const planned = await change.plan(use.input, { customerId, store: changing.store, language })
  if (!planned.ok) return planned
  const proposedAt = now()
  return {
    proposed: {
      id: changing.newId('act'),
      status: 'pending',
      customerId,
      tool: use.name,
      input: use.input,
      details: planned.details,
      ...(language === undefined ? {} : { language }),
      run: { turn: key.turn, specialist: key.specialist, toolUseId: use.id },
      proposedAt,
      expiresAt: proposedAt + confirmationTime,
    },
  }
}

/** A result as the model reads it, bounded. */
export function resultOf(
  use: { readonly id: string; readonly name: string },
  result: ToolResult,
  ms: number,
  longest = longestResult,
): ToolUseResult {
  return {
    type: 'tool_result',
    toolUseId: use.id,
    name: use.name,
    content: bounded(result.ok ? JSON.stringify(result.value) : `${result.code}: ${result.message}`, longest),
    isError: !result.ok,
    ms,
  }
}

/** Characters of one tool result, and of all of a step: it must stay well below the 400 KB of a DynamoDB item. */
const longestResult = 40_000
const longestStep = 120_000

function bounded(content: string, longest: number): string {
  if (content.length <= longest) return content
  return `${content.slice(0, longest)}\n[${content.length - longest} more characters left out: ask for something narrower]`
}
