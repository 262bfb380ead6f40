import { describe, expect, test } from 'vitest'
import { costAtMost, costOf } from '../../functions/core/price.ts'

const nothing = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }
const million = 1_000_000

describe('the cost of a model call, in micro-dollars', () => {
  test.each([
    ['claude-haiku-4-5', 1, 5, 0.1, 1.25],
    ['claude-sonnet-5-5', 2, 10, 0.1, 2.5],
    ['claude-opus-5-5', 4, 20, 0.2, 5],
    ['claude-sonnet-4-6', 3, 15, 0.3, 3.75],
  ])(
    '%s: $%d and $%d a million tokens, $%d from the cache, $%d into it',
    (model, input, output, read, write) => {
      const cost = (usage: Partial<typeof nothing>) => costOf({ model, usage: { ...nothing, ...usage } })
      expect(cost({ inputTokens: million })).toBeCloseTo(input * million)
      expect(cost({ outputTokens: million })).toBeCloseTo(output * million)
      expect(cost({ cacheReadTokens: million })).toBeCloseTo(read * million)
      expect(cost({ cacheWriteTokens: million })).toBeCloseTo(write * million)
    },
  )

  test('given all kinds of tokens, it is their sum', () => {
    const usage = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 5000, cacheWriteTokens: 400 }
    expect(costOf({ model: 'claude-haiku-5-5', usage })).toBeCloseTo(100 + 100 + 50 + 50)
  })

  test.each([
    [{ inputTokens: 100_000 }, 10_000],
    [{ inputTokens: 100_001 }, 50_000.5],
    [{ inputTokens: 1, cacheReadTokens: 100_000 }, 5 * (0.1 + 1000)],
    [{ inputTokens: 1, cacheWriteTokens: 100_000 }, 5 * (0.1 + 12_500)],
    [{ inputTokens: 1, outputTokens: 200_000 }, 0.1 + 100_000],
  ])('given a prompt of %o, Haiku 5.5 costs five times as much only above 100,000 tokens', (usage, cost) => {
    expect(costOf({ model: 'claude-haiku-5-5', usage: { ...nothing, ...usage } })).toBeCloseTo(cost)
  })

  test('given another model with a long prompt, the price stays', () => {
    const usage = { ...nothing, inputTokens: 200_000 }
    expect(costOf({ model: 'claude-haiku-4-5', usage })).toBeCloseTo(200_000)
  })

  test("given another provider's name of a model, it costs the same", () => {
    const usage = { ...nothing, inputTokens: 100_001 }
    expect(costOf({ model: 'anthropic.claude-haiku-5-5', usage })).toBeCloseTo(50_000.5)
  })

  test('given a model whose price is not known, there is no cost rather than a wrong one', () => {
    expect(costOf({ model: 'claude-tomorrow-9', usage: nothing })).toBeUndefined()
  })

  test('given that too little must not be said, an unknown model costs as the dearest', () => {
    const usage = { ...nothing, inputTokens: million, cacheReadTokens: million }
    expect(costAtMost({ model: 'claude-tomorrow-9', usage })).toBeCloseTo(4.2 * million)
    expect(costAtMost({ model: 'claude-sonnet-5-5', usage })).toBeCloseTo(2.1 * million)
  })
})
