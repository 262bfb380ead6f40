import type { Reply, SpokenBlock, StreamFault } from './reply.ts'

/** The ways a model's reply can go, for `scriptedBrain().answer(…)`. */
export function text(words: string, thinking?: string): Reply {
  return message([{ type: 'text', text: words }], thinking === undefined ? {} : { thinking })
}

/** A structured answer, as `output_config.format` gives it. */
export function json(value: unknown): Reply {
  return text(JSON.stringify(value))
}

/** Calls one tool or several at once; `before` is text in front of them. */
export function tools(
  calls: readonly { readonly name: string; readonly input: Record<string, unknown>; readonly id?: string }[],
  before?: string,
): Reply {
  const spoken: SpokenBlock[] = before === undefined ? [] : [{ type: 'text', text: before }]
  return message([...spoken, ...calls.map((it) => ({ type: 'tool_use' as const, ...it }))])
}

/** HTTP 429 with `retry-after` in seconds. */
export function rateLimited(retryAfterSeconds?: number): Reply {
  return httpError(429, {
    message: 'Number of requests has exceeded your rate limit. Please try again later.',
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
  })
}

/** HTTP 429 for an account whose spend limit is reached: to try again is useless. */
export function spendLimitReached(): Reply {
  return httpError(429, {
    message: 'You have reached your specified API usage limits.',
    details: { error_code: 'enforced_spend_limit_reached' },
  })
}

export function overloaded(): Reply {
  return httpError(529, { message: 'Overloaded' })
}

export function httpError(
  status: number,
  extra: Omit<Extract<Reply, { kind: 'error' }>, 'kind' | 'status'> = {},
): Reply {
  return { kind: 'error', status, ...extra }
}

/** HTTP 200 with a `refusal`, by default with no content at all. */
export function refusal(explanation: string | null = null, words?: string): Reply {
  return message(words === undefined ? [] : [{ type: 'text', text: words }], {
    refusal: { category: 'general_harms', explanation },
  })
}

/** `max_tokens` in the middle of a tool call: only a part of its input was written. */
export function cutToolCall(name: string, input: Record<string, unknown>, share = 0.5): Reply {
  return message([{ type: 'tool_use', name, input, share }], { stopReason: 'max_tokens' })
}

export function cutText(words: string): Reply {
  return message([{ type: 'text', text: words }], { stopReason: 'max_tokens' })
}

export function contextWindowExceeded(words = ''): Reply {
  return message(words === '' ? [] : [{ type: 'text', text: words }], {
    stopReason: 'model_context_window_exceeded',
  })
}

/** A reply that ends normally and says nothing. */
export function silence(): Reply {
  return message([])
}

/** A stream that goes wrong: by default the connection breaks half-way. */
export function brokenStream(words: string, then: StreamFault['then'] = 'drop', afterEvents = 5): Reply {
  return message([{ type: 'text', text: words }], { fault: { afterEvents, then } })
}

/** No answer, not even headers, until the caller gives up. */
export function hang(): Reply {
  return { kind: 'hang' }
}

function message(
  blocks: readonly SpokenBlock[],
  extra: Omit<Extract<Reply, { kind: 'message' }>, 'kind' | 'blocks'> = {},
): Reply {
  return { kind: 'message', blocks, ...extra }
}
