import type { Usage } from './model.ts'
import type { ModelCall } from './records.ts'

/** Micro-dollars for one token: the list price in dollars for a million tokens (November 2026). */
interface Price {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

const prices: Readonly<Record<string, Price>> = {
  'claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 },
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5 },
  'claude-haiku-4-5': { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
  'claude-sonnet-4-6': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
}

/** Above this prompt Haiku 5.5 costs five times as much. */
const haikuThreshold = 100_000

/** Micro-dollars of one call, `undefined` for a model whose price is not known. */
export function costOf(call: Pick<ModelCall, 'model' | 'usage'>): number | undefined {
  const price = prices[call.model]
  if (!price) return undefined
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: Usage = call.usage
  const prompt = inputTokens + cacheReadTokens + cacheWriteTokens
  const factor = call.model === 'claude-haiku-5-5' && prompt > haikuThreshold ? 5 : 1
  return (
    factor *
    (inputTokens * price.input +
      outputTokens * price.output +
      cacheReadTokens * price.cacheRead +
      cacheWriteTokens * price.cacheWrite)
  )
}
