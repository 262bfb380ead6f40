import { BaseAnthropic } from '@anthropic-ai/sdk/client'
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages'
import type { Model, ReplyBlock, StopReason, Usage } from '../core/model.ts'
import { replyBlock } from '../core/model.ts'
import { failureOf } from './anthropic-failures.ts'
import { paramsOf } from './anthropic-params.ts'

/**
 * The Messages API through the official SDK, streamed. The SDK itself never retries: it would sleep inside the
 * function for as long as `retry-after` says. Importing `BaseAnthropic` and `Messages` alone keeps 310 KB out of the
 * bundle.
 */
export function anthropicModel(options: {
  readonly apiKey: () => Promise<string>
  readonly baseUrl?: string | undefined
  readonly now: () => number
  /** A model that has not begun to answer by then has no room. From then on the caller's signal alone ends the call. */
  readonly silenceMs?: number
}): Model {
  const messages = new Messages(
    new BaseAnthropic({
      apiKey: options.apiKey,
      maxRetries: 0,
      timeout: options.silenceMs ?? 20_000,
      openTelemetry: false,
      logLevel: 'off',
      ...(options.baseUrl === undefined ? {} : { baseURL: options.baseUrl }),
    }),
  )
  return {
    async reply(request, { signal, onText }) {
      const start = options.now()
      const params = paramsOf(request)
      try {
        const stream = messages.stream(params, { signal })
        let text = ''
        if (onText) {
          stream.on('text', (delta) => {
            text += delta
            onText(text)
          })
        }
        const message = await stream.finalMessage()
        return {
          kind: 'reply',
          stop: stopOf(message.stop_reason),
          blocks: blocksOf(message.content),
          usage: usageOf(message.usage),
          model: request.model,
          ms: options.now() - start,
        }
      } catch (error) {
        return failureOf(error, signal)
      }
    },
  }
}

/** What a reply's end means. Checked before its tools are used: a call that was cut off has half its arguments. */
function stopOf(reason: string | null): StopReason {
  switch (reason) {
    case 'tool_use':
      return 'tools'
    case 'max_tokens':
    case 'pause_turn':
      return 'too_long'
    case 'refusal':
      return 'refused'
    case 'model_context_window_exceeded':
      return 'context_exceeded'
    default:
      return 'complete'
  }
}

/** The blocks that this system uses. By type, never by place: the first block of a 5.x model is thinking. */
function blocksOf(content: readonly unknown[]): ReplyBlock[] {
  return content.flatMap((block) => {
    const parsed = replyBlock.safeParse(withoutNulls(block))
    return parsed.success ? [parsed.data] : []
  })
}

/** `caller`, `citations` and the like are not sent back; what the API has given as null is left out. */
function withoutNulls(block: unknown): unknown {
  if (typeof block !== 'object' || block === null || !('type' in block)) return block
  if (block.type === 'text') return { type: 'text', text: 'text' in block ? block.text : '' }
  if (block.type !== 'tool_use' || !('id' in block && 'name' in block && 'input' in block)) return block
  return { type: 'tool_use', id: block.id, name: block.name, input: block.input }
}

function usageOf(usage: {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cache_read_input_tokens: number | null
  readonly cache_creation_input_tokens: number | null
}): Usage {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  }
}
