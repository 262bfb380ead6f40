import { describe, expect, test } from 'vitest'
import { withFallback } from '../../functions/core/fallback-model.ts'
import type { ModelRequest, ModelResult } from '../../functions/core/model.ts'
import { isBusy, isSpent, says, scriptedModel } from '../doubles/model.ts'

const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You help.',
  tools: [],
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxTokens: 1000,
}
const signal = new AbortController().signal
const second = 'claude-haiku-5-5'
const theirs = says('From the second.', { model: second })
const ended: ModelResult = { kind: 'busy', reason: 'this call was ended', retryAfterMs: 0, ended: true }

async function asked(first: ModelResult, other?: ModelResult, ending = signal) {
  const models = { first: scriptedModel(first), second: scriptedModel(...(other ? [other] : [])) }
  const model = withFallback(models.first, { id: second, model: models.second })
  const result = await model.reply(request, { signal: ending })
  models.first.verify()
  models.second.verify()
  return { result, models }
}

describe('a model with a fallback', () => {
  test('answers itself while it can', async () => {
    const mine = says('From the first.')
    expect((await asked(mine)).result).toEqual(mine)
  })

  test.each([
    ['has no room', isBusy(500)],
    ['may not spend', isSpent],
  ])('gives the same request to the other when it %s', async (_, first) => {
    const { result, models } = await asked(first, theirs)
    expect(result).toEqual(theirs)
    expect(models.first.requests).toEqual([request])
    expect(models.second.requests).toEqual([{ ...request, model: second }])
  })

  test('does not when the caller has ended the call', async () => {
    expect((await asked(ended, undefined, AbortSignal.abort())).result).toEqual(ended)
  })

  test.each([
    [isBusy(4_000, 'a'), isBusy(2_000, 'b'), isBusy(2_000, 'b')],
    [isBusy(2_000, 'a'), isBusy(4_000, 'b'), isBusy(2_000, 'a')],
    [isBusy(4_000, 'a'), isSpent, isBusy(4_000, 'a')],
    [isSpent, isBusy(4_000, 'b'), isBusy(4_000, 'b')],
    [isSpent, isSpent, isSpent],
    [isBusy(4_000, 'a'), ended, ended],
  ])('when neither can, tells of the one that can be asked again sooner (%#)', async (first, other, told) => {
    expect((await asked(first, other)).result).toEqual(told)
  })
})
