import * as z from 'zod'
import type { Message } from './conversation.ts'
import { author, outcome } from './conversation.ts'
import type { TurnStory } from './memory.ts'
import { usage } from './model.ts'
import { textOfParts } from './parts.ts'
import { costOf } from './price.ts'
import { decision, type ModelCall, type Step } from './records.ts'

/** What happened in a turn and why. Times are epoch milliseconds, cost is micro-dollars (null: price not known). */
const tracedCall = z.strictObject({
  purpose: z.enum(['route', 'run', 'summarise']),
  model: z.string(),
  usage,
  costMicroDollars: z.number().nullable(),
  ms: z.int(),
  at: z.int(),
})

const tracedStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    call: tracedCall,
    stop: z.string(),
    text: z.string(),
    tools: z.array(z.strictObject({ id: z.string(), name: z.string(), input: z.unknown() })),
  }),
  z.strictObject({
    kind: z.literal('consulting'),
    at: z.int(),
    specialist: z.string(),
    question: z.string(),
  }),
  z.strictObject({ kind: z.literal('paused'), at: z.int(), tool: z.string(), actionId: z.string() }),
  z.strictObject({
    kind: z.literal('tools'),
    at: z.int(),
    results: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        ok: z.boolean(),
        content: z.string(),
        ms: z.int(),
      }),
    ),
  }),
])

export const turnTrace = z.strictObject({
  number: z.int().positive(),
  id: z.string().optional(),
  messages: z.array(
    z.strictObject({
      seq: z.int(),
      author,
      text: z.string(),
      createdAt: z.iso.datetime(),
      parts: z.array(z.string()),
    }),
  ),
  /** Absent when the turn was never routed: it was superseded or closed before. */
  route: decision.extend({ calls: z.array(tracedCall), at: z.int() }).optional(),
  runs: z.array(
    z.strictObject({
      specialist: z.string(),
      task: z.string(),
      steps: z.array(tracedStep),
      /** Why there is no answer, if there is none. */
      gap: z.string().optional(),
    }),
  ),
  outcome: outcome.optional(),
  /** Why it failed, if it did. */
  failure: z.string().optional(),
  closedAt: z.int().optional(),
  totals: z.strictObject({
    modelCalls: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    costMicroDollars: z.number().nullable(),
    /** From the first message of the turn to its outcome. */
    ms: z.int().optional(),
  }),
})
export type TurnTrace = z.infer<typeof turnTrace>

/** The traces of some turns, from what memory keeps anyway: steps, decisions, answers, messages. */
export function traceOf(stories: readonly TurnStory[], messages: readonly Message[]): TurnTrace[] {
  const numbers = new Set([...stories.map(({ number }) => number), ...messages.map(({ turn }) => turn)])
  return [...numbers]
    .filter((number) => number > 0)
    .sort((a, b) => a - b)
    .map((number) =>
      turnOf(
        number,
        stories.find((story) => story.number === number),
        messages.filter(({ turn }) => turn === number),
      ),
    )
}

function turnOf(number: number, story: TurnStory | undefined, messages: readonly Message[]): TurnTrace {
  const record = story?.record
  const runs = (record?.decision.tasks ?? []).map(({ specialist, task }) => {
    const answer = story?.answers.find((each) => each.specialist === specialist)
    return {
      specialist,
      task,
      steps: (story?.runs.find((run) => run.specialist === specialist)?.steps ?? []).map(stepOf),
      ...(answer?.kind === 'gap' ? { gap: answer.reason } : {}),
    }
  })
  const calls = [
    ...(record?.calls ?? []).map(callOf),
    ...runs.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'model' ? [step.call] : []))),
  ]
  const consultations = (story?.runs ?? [])
    .filter(({ specialist }) => specialist.includes('.for.'))
    .map(({ specialist, steps }) => ({ specialist, task: 'a consultation', steps: steps.map(stepOf) }))
  runs.push(...consultations)
  const first = messages.find((message) => message.author === 'customer')
  return {
    number,
    ...(record ? { id: record.id } : {}),
    messages: messages.map(({ seq, author, parts, createdAt }) => ({
      seq,
      author,
      createdAt,
      text: textOfParts(parts),
      parts: parts.map(({ type }) => type),
    })),
    ...(record
      ? { route: { ...record.decision, calls: record.calls.map(callOf), at: record.routedAt } }
      : {}),
    runs,
    ...(record?.outcome ? { outcome: record.outcome } : {}),
    ...(record?.failure === undefined ? {} : { failure: record.failure }),
    ...(record?.closedAt === undefined ? {} : { closedAt: record.closedAt }),
    totals: {
      modelCalls: calls.length,
      inputTokens: sum(
        calls.map(({ usage: it }) => it.inputTokens + it.cacheReadTokens + it.cacheWriteTokens),
      ),
      outputTokens: sum(calls.map(({ usage: it }) => it.outputTokens)),
      costMicroDollars: calls.some(({ costMicroDollars }) => costMicroDollars === null)
        ? null
        : sum(calls.map(({ costMicroDollars }) => costMicroDollars ?? 0)),
      ...(record?.closedAt === undefined || !first
        ? {}
        : { ms: record.closedAt - Date.parse(first.createdAt) }),
    },
  }
}

/** Characters of a tool's result that a trace shows. */
const shownContent = 2000

function stepOf(step: Step): z.infer<typeof tracedStep> {
  if (step.kind === 'consulting') {
    return { kind: 'consulting', at: step.at, specialist: step.specialist, question: step.question }
  }
  if (step.kind === 'paused') {
    return { kind: 'paused', at: step.at, tool: step.waitsFor.name, actionId: step.waitsFor.actionId }
  }
  if (step.kind === 'tools') {
    return {
      kind: 'tools',
      at: step.at,
      results: step.results.map(({ toolUseId, name, isError, content, ms }) => ({
        id: toolUseId,
        name,
        ok: !isError,
        content: content.slice(0, shownContent),
        ms,
      })),
    }
  }
  return {
    kind: 'model',
    call: callOf(step.call),
    stop: step.stop,
    text: step.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
    tools: step.blocks.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
  }
}

function callOf(call: ModelCall): z.infer<typeof tracedCall> {
  return { ...call, costMicroDollars: costOf(call) ?? null }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
