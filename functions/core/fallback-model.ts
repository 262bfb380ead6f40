import type { Model, ModelResult, NoReply } from './model.ts'

/**
 * A model with another that takes its place, for one request at a time: while the first has no room or may not spend, the
 * same request goes to the second. A reply names the model that gave it.
 */
export function withFallback(first: Model, second: { readonly id: string; readonly model: Model }): Model {
  return {
    async reply(request, options): Promise<ModelResult> {
      const result = await first.reply(request, options)
      if (result.kind === 'reply' || options.signal.aborted) return result
      const other = await second.model.reply({ ...request, model: second.id }, options)
      return other.kind === 'reply' ? other : sooner(result, other)
    },
  }
}

/** Neither has answered: the one that may be asked again sooner says when. */
function sooner(first: NoReply, second: NoReply): NoReply {
  if (second.kind === 'spent') return first
  if (first.kind === 'spent' || second.ended) return second
  return second.retryAfterMs < first.retryAfterMs ? second : first
}
