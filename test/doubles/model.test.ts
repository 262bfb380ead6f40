import { describe, expect, test } from 'vitest'
import type { ModelRequest } from '../../functions/core/model.ts'
import { isBusy, says, scriptedModel, UnconsumedModelResults, UnexpectedModelCall } from './model.ts'

const request: ModelRequest = {
  model: 'claude-haiku-5-5',
  system: 'be kind',
  tools: [],
  messages: [{ role: 'user', text: 'hello' }],
  maxTokens: 10,
}
const options = { signal: new AbortController().signal }

describe('the scripted model', () => {
  test('gives its results in order and keeps the requests as they were', async () => {
    const model = scriptedModel(isBusy(5), ({ maxTokens }) => says(`of ${maxTokens}`))
    const messages = [...request.messages]
    expect(await model.reply({ ...request, messages }, options)).toEqual(isBusy(5))
    messages.push({ role: 'user', text: 'more' })
    expect(await model.reply(request, options)).toEqual(says('of 10'))
    expect(model.requests).toEqual([request, request])
    model.verify()
  })

  test('throws when it is asked once too often, and says what was asked', async () => {
    const model = scriptedModel(says('only this'))
    await model.reply(request, options)
    await expect(model.reply(request, options)).rejects.toThrow(UnexpectedModelCall)
    await expect(model.reply(request, options)).rejects.toThrow(/"hello"/)
  })

  test('does not pass while results were never asked for', () => {
    expect(() => scriptedModel(says('a'), says('b')).verify()).toThrow(UnconsumedModelResults)
  })
})
