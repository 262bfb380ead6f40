import * as z from 'zod'
import { outcome } from './conversation.ts'
import { actionId, turnId } from './ids.ts'
import { replyBlock, toolResultBlock, usage } from './model.ts'
import { part } from './parts.ts'

/** What memory keeps of a turn besides its messages: the route, each run's steps, each specialist's answer. */

/** One paid model call. */
export const modelCall = z.strictObject({
  purpose: z.enum(['route', 'run', 'summarise']),
  model: z.string(),
  usage,
  ms: z.int().nonnegative(),
  /** Epoch milliseconds at which the reply was complete. */
  at: z.int(),
})
export type ModelCall = z.infer<typeof modelCall>

export const task = z.strictObject({ specialist: z.string(), task: z.string(), reason: z.string() })

/** What the router decided. `tasks` only for `delegate`, `reply` for the other kinds. */
export const decision = z.strictObject({
  /** `resume`: code, not the model, goes on with a run whose action was decided. */
  kind: z.enum(['delegate', 'reply', 'question', 'handoff', 'resume']),
  reason: z.string(),
  tasks: z.array(task),
  reply: z.string(),
})
export type Decision = z.infer<typeof decision>

export const turnRecord = z.strictObject({
  number: z.int().positive(),
  id: turnId,
  /** The customer's messages that this turn answers. */
  fromSeq: z.int().positive(),
  untilSeq: z.int().positive(),
  decision,
  /** The router's model calls; none when code decided. */
  calls: z.array(modelCall),
  /** The run that goes on in this turn. */
  resumes: z.strictObject({ turn: z.int().positive(), actionId }).optional(),
  routedAt: z.int(),
  outcome: outcome.optional(),
  /** Why it failed, for the trace; the customer reads an apology. */
  failure: z.string().optional(),
  closedAt: z.int().optional(),
  replySeq: z.int().positive().optional(),
})
export type TurnRecord = z.infer<typeof turnRecord>

export const stopReason = z.enum([
  'complete',
  'unfounded',
  'tools',
  'too_long',
  'refused',
  'context_exceeded',
])

const toolResult = toolResultBlock.extend({ name: z.string(), ms: z.int().nonnegative() })
export type ToolUseResult = z.infer<typeof toolResult>

/** One persisted element of a run. Counted from 0, written once, in order. */
export const step = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    stop: stopReason,
    blocks: z.array(replyBlock),
    call: modelCall,
    /** With the first step: the run's first message, as it must be sent again, since thinking is bound to it. */
    prompt: z.string().optional(),
  }),
  /** The run waits: for the customer's decision on an action. What its other tools brought is kept with it. */
  z.strictObject({
    kind: z.literal('paused'),
    results: z.array(toolResult),
    parts: z.array(part),
    waitsFor: z.strictObject({ actionId, toolUseId: z.string(), name: z.string() }),
    /** The run's first message, as with the first step. */
    prompt: z.string(),
    at: z.int(),
  }),
  /** The run waits for another specialist's answer. */
  z.strictObject({
    kind: z.literal('consulting'),
    results: z.array(toolResult),
    parts: z.array(part),
    toolUseId: z.string(),
    specialist: z.string(),
    question: z.string(),
    at: z.int(),
  }),
  z.strictObject({
    kind: z.literal('tools'),
    results: z.array(toolResult),
    /** Cards that the reply may show. */
    parts: z.array(part),
    at: z.int(),
  }),
])
export type Step = z.infer<typeof step>

/** What one specialist gives to the reply. A gap names honestly what is missing and why (for the trace). */
export const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), specialist: z.string(), parts: z.array(part), at: z.int() }),
  z.strictObject({ kind: z.literal('gap'), specialist: z.string(), reason: z.string(), at: z.int() }),
])
export type Answer = z.infer<typeof answer>

/** The older part of a conversation in a few sentences: it stands for the messages up to `untilSeq`. */
export const summary = z.strictObject({ text: z.string(), untilSeq: z.int().positive(), call: modelCall })
export type Summary = z.infer<typeof summary>
