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
  // Other providers put a prefix before the name: `anthropic.claude-haiku-5-5`.
  const model = call.model.replace(/^.*\./, '')
  const price = prices[model]
  return price && costAt(price, call.usage) * (isDear(model, call.usage) ? 5 : 1)
}

/** Micro-dollars of one call, so as not to say too little: a model whose price is not known costs as the dearest. */
export function costAtMost(call: Pick<ModelCall, 'model' | 'usage'>): number {
  return costOf(call) ?? Math.max(...Object.values(prices).map((price) => costAt(price, call.usage)))
}

function costAt(
  price: Price,
  { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: Usage,
): number {
  return (
    inputTokens * price.input +
    outputTokens * price.output +
    cacheReadTokens * price.cacheRead +
    cacheWriteTokens * price.cacheWrite
  )
}

function isDear(model: string, { inputTokens, cacheReadTokens, cacheWriteTokens }: Usage): boolean {
  return model === 'claude-haiku-5-5' && inputTokens + cacheReadTokens + cacheWriteTokens > haikuThreshold
}
