import * as z from 'zod'

/** A block of a model's reply, persisted as it came: thinking goes back unchanged inside a run. */
export const replyBlock = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  z.looseObject({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
])
export type ReplyBlock = z.infer<typeof replyBlock>

export const toolResultBlock = z.strictObject({
  type: z.literal('tool_result'),
  toolUseId: z.string(),
  content: z.string(),
  isError: z.boolean(),
})
export type ToolResultBlock = z.infer<typeof toolResultBlock>

/** Tokens; the input total is the sum of the three input figures. */
export const usage = z.strictObject({
  inputTokens: z.int().nonnegative(),
  cacheReadTokens: z.int().nonnegative(),
  cacheWriteTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
})
export type Usage = z.infer<typeof usage>

export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  /** `model`: who said it. Thinking is bound to the model that made it. */
  | { readonly role: 'assistant'; readonly blocks: readonly ReplyBlock[]; readonly model: string }
  | { readonly role: 'user'; readonly results: readonly ToolResultBlock[] }

export interface ModelRequest {
  readonly model: string
  /** Instructions that never change: they and the tools are the cached prefix. Nothing about the customer goes here. */
  readonly system: string
  readonly tools: readonly {
    readonly name: string
    readonly description: string
    readonly inputSchema: Record<string, unknown>
  }[]
  readonly messages: readonly ModelMessage[]
  readonly maxTokens: number
  /** The reply must be JSON of this schema (structured output). */
  readonly format?: Record<string, unknown>
  readonly effort?: 'low' | 'medium' | 'high'
  /** The last call that a run may make: the tools stay listed (the cached prefix), but must not be used. */
  readonly withoutTools?: boolean
}

/** `complete`: the model ended its reply. `tools`: it asks for tools. The rest are replies that cannot be used as they are. */
export type StopReason = 'complete' | 'tools' | 'too_long' | 'refused' | 'context_exceeded'

/** `busy`: try the same request again, not before `retryAfterMs`. `spent`: the account's spend limit; do not try again. */
export type ModelResult =
  | {
      readonly kind: 'reply'
      readonly stop: StopReason
      readonly blocks: readonly ReplyBlock[]
      readonly usage: Usage
      /** The one that answered: not the one that was asked, if that had no room and another took its place. */
      readonly model: string
      readonly ms: number
    }
  | NoReply

/** No reply: the model has no room now, or the account may spend no more. */
export type NoReply =
  | {
      readonly kind: 'busy'
      readonly reason: string
      readonly retryAfterMs: number
      /** The caller's own signal ended the call: that says nothing about the model. */
      readonly ended?: true
    }
  | { readonly kind: 'spent'; readonly reason: string }

/** Throws only for a request that can never work (a bug, a wrong key or model id): the message says what to do. */
export interface Model {
  reply(
    request: ModelRequest,
    options: {
      readonly signal: AbortSignal
      /** Given all of the text so far, as it comes. Text that does not go on from the last is another model's. */
      readonly onText?: (textSoFar: string) => void
    },
  ): Promise<ModelResult>
}
