import type { MessagesRequest, RequestTool } from '../messages-request.ts'
import { systemOf } from '../recognise.ts'
import { saidBefore } from './context.ts'
import { type Done, doneSoFar, type Reading, read } from './reading.ts'
import { answerMark, isYes } from './task-notes.ts'

export interface ToolCall {
  readonly name: string
  readonly input: Record<string, unknown>
}

/** Either calls, or the answer. */
export type Step = readonly ToolCall[] | string

/** What a specialist knows when it takes its next step. */
export interface Desk {
  readonly reading: Reading
  /** The task; without one, the customer's last message. */
  readonly wish: string
  /** The task without the question that it answers, unless the answer is yes. */
  readonly said: string
  /** What the customer said in all, when the task is the answer to a question: the newest first. */
  readonly heard: readonly string[]
  readonly system: string
  readonly done: readonly Done[]
  readonly toolNames: readonly string[]
  tool(name: string): RequestTool | undefined
  /** Those of the calls that can be made and were not made yet. */
  open(calls: readonly ToolCall[]): ToolCall[]
}

export function deskFor(request: MessagesRequest): Desk {
  const reading = read(request)
  const tools = request.tool_choice?.type === 'none' ? [] : (request.tools ?? [])
  const done = doneSoFar(request)
  const asked = reading.conversation.findLast((it) => it.from === 'customer')?.text ?? ''
  const wish = reading.task || asked
  const own = wish.replace(new RegExp(`${answerMark}"[^"]*"`), '')
  // A yes says what the question said, unless that was a choice.
  const said = isYes(own) && !/ or /.test(wish) ? wish : own
  return {
    reading,
    wish,
    said,
    heard: [said, ...(wish.includes(answerMark) ? saidBefore(reading.conversation) : [])],
    system: systemOf(request),
    done,
    toolNames: tools.map((it) => it.name),
    tool: (name) => tools.find((it) => it.name === name),
    open: (calls) => calls.filter((call) => tools.some((it) => it.name === call.name) && !isDone(done, call)),
  }
}

function isDone(done: readonly Done[], call: ToolCall): boolean {
  return done.some((it) => it.name === call.name && keyOf(it.input) === keyOf(call.input))
}

/** A store may give the keys of an input back in another order. */
function keyOf(input: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(input).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
