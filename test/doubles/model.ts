import type { Model, ModelRequest, ModelResult, ReplyBlock, Usage } from '../../functions/core/model.ts'

/** The code under test asked the model more often than its script has results. */
export class UnexpectedModelCall extends Error {
  override readonly name = 'UnexpectedModelCall'

  constructor(request: ModelRequest, scripted: number) {
    super(
      `All ${scripted} scripted model results are used up, and one more was asked for: ${summary(request)}`,
    )
  }
}

/** The code under test asked the model less often than its script expects. */
export class UnconsumedModelResults extends Error {
  override readonly name = 'UnconsumedModelResults'

  constructor(left: number, scripted: number) {
    super(`${left} of ${scripted} scripted model results were never asked for`)
  }
}

export type ScriptedResult = ModelResult | ((request: ModelRequest) => ModelResult | Promise<ModelResult>)

export interface RecordingModel extends Model {
  /** Every request so far, oldest first. */
  readonly requests: ModelRequest[]
}

export interface ScriptedModel extends RecordingModel {
  /** Throws `UnconsumedModelResults` if the script is not at its end. */
  verify(): void
}

/** Answers with these results, one after the other. */
export function scriptedModel(...script: readonly ScriptedResult[]): ScriptedModel {
  const left = [...script]
  const model = modelThat(async (request) => {
    const next = left.shift()
    if (next === undefined) throw new UnexpectedModelCall(request, script.length)
    return typeof next === 'function' ? await next(request) : next
  })
  return {
    ...model,
    verify() {
      if (left.length > 0) throw new UnconsumedModelResults(left.length, script.length)
    },
  }
}

/** Answers as often as it is asked, by what it is asked. */
export function modelThat(
  answers: (request: ModelRequest, signal: AbortSignal) => ModelResult | Promise<ModelResult>,
): RecordingModel {
  const requests: ModelRequest[] = []
  return {
    requests,
    async reply(request, { signal }) {
      requests.push(structuredClone(request))
      return await answers(request, signal)
    },
  }
}

export const someUsage: Usage = {
  inputTokens: 100,
  cacheReadTokens: 20,
  cacheWriteTokens: 3,
  outputTokens: 40,
}

type Reply = Extract<ModelResult, { kind: 'reply' }>

export function reply(blocks: readonly ReplyBlock[], changes: Partial<Reply> = {}): Reply {
  return {
    kind: 'reply',
    stop: 'complete',
    blocks,
    usage: someUsage,
    model: 'claude-haiku-5-5',
    ms: 12,
    ...changes,
  }
}

export function says(text: string, changes: Partial<Reply> = {}): Reply {
  return reply([{ type: 'text', text }], changes)
}

/** A reply that asks for these tools, in parallel. */
export function asksFor(
  ...uses: readonly { readonly id: string; readonly name: string; readonly input?: Record<string, unknown> }[]
): Reply {
  return reply(
    uses.map(({ id, name, input = {} }) => ({ type: 'tool_use', id, name, input })),
    { stop: 'tools' },
  )
}

export function decides(decision: Record<string, unknown>): Reply {
  return says(JSON.stringify({ reason: 'because', tasks: [], reply: '', ...decision }))
}

export function delegates(...specialists: readonly string[]): Reply {
  const tasks = specialists.map((specialist) => ({ specialist, task: `${specialist} task`, reason: 'fits' }))
  return decides({ kind: 'delegate', tasks })
}

export function isBusy(retryAfterMs: number, reason = 'the model is rate limited'): ModelResult {
  return { kind: 'busy', reason, retryAfterMs }
}

export const isSpent: ModelResult = { kind: 'spent', reason: "the account's spend limit is reached" }

function summary({ messages }: ModelRequest): string {
  const last = messages.at(-1)
  if (!last) return 'a request without messages'
  return JSON.stringify('text' in last ? last.text : last).slice(0, 300)
}
