import { APIError } from '@anthropic-ai/sdk/error'
import { describe, expect, it } from 'vitest'
import {
  assistant,
  type Body,
  base,
  format,
  headers,
  hour,
  look,
  marked,
  object,
  older,
  pair,
  rawRequests,
  result,
  text,
  tool,
  use,
  user,
} from './support/raw-requests.ts'
import { messagesAt } from './support/switchboard-calls.ts'

const { url, post, send, rejects } = rawRequests()

describe('a request without the right headers', () => {
  it.each([
    ['no key', { authorization: '' }, 401, 'authentication_error', 'Authorization'],
    ['an empty token', { authorization: 'Bearer ' }, 401, 'authentication_error', 'Authorization'],
    ['no version', { 'anthropic-version': '' }, 400, 'invalid_request_error', 'anthropic-version'],
    [
      'another version',
      { 'anthropic-version': '2023-06-01' },
      400,
      'invalid_request_error',
      'anthropic-version: "2023-06-01" is not a valid version',
    ],
    ['no JSON', { 'content-type': 'text/plain' }, 400, 'invalid_request_error', 'content-type'],
  ])('%s', async (_, change, status, type, message) => {
    const sent = Object.fromEntries(
      Object.entries({ ...headers, ...change }).filter(([, value]) => value !== ''),
    )
    const answer = await post(JSON.stringify(base), sent)
    expect(answer).toMatchObject({ status, type, message: expect.stringContaining(message) })
  })
})

describe('a body that is no request', () => {
  it.each([
    ['{"model": ', 'The request body is not valid JSON'],
    ['', 'The request body is not valid JSON'],
    ['[]', 'Input should be a valid dictionary'],
    [
      JSON.stringify({ ...base, messages: [user('half a \ud83d smile')] }),
      'The request body is not valid JSON: no low surrogate in string: line 1 column 92 (char 91)',
    ],
    [JSON.stringify({ ...base, messages: [user('other half \udc00')] }), 'no low surrogate'],
  ])('%s', async (body, message) => {
    expect(await post(body)).toMatchObject({ status: 400, message: expect.stringContaining(message) })
  })

  it('takes whole surrogate pairs, also as escapes, and a backslash before the letters', async () => {
    const body = JSON.stringify(base)
    expect((await post(body.replace('Hello', '\\ud83d\\ude00 \\\\ud83d 😀'))).status).toBe(200)
  })

  it('is refused when it is not UTF-8', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(base))
    bytes[bytes.length - 6] = 0xff
    expect((await post(bytes)).message).toContain('UTF-8')
  })

  it('is refused above 32 MB', async () => {
    const answer = await post(JSON.stringify({ ...base, messages: [user('x'.repeat(33 * 1024 * 1024))] }))
    expect(answer).toMatchObject({ status: 413, type: 'request_too_large' })
  })
})

describe('a request is rejected for', () => {
  it.each<[string, Body, string]>([
    ['a missing model', { model: undefined }, 'model: Field required'],
    ['a missing max_tokens', { max_tokens: undefined }, 'max_tokens: Field required'],
    ['max_tokens 0', { max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
    ['a fraction of a token', { max_tokens: 1.5 }, 'max_tokens: Input should be a valid integer'],
    [
      'max_tokens above the limit',
      { max_tokens: 128_001 },
      'max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for claude-haiku-5-5',
    ],
    ['max_tokens above an older limit', { ...older, max_tokens: 64_001 }, 'max_tokens: 64001 > 64000'],
    ['temperature', { temperature: 1 }, 'temperature: Extra inputs are not permitted'],
    ['top_p', { top_p: 0.5 }, 'top_p: Extra inputs are not permitted'],
    ['top_k', { top_k: 5 }, 'top_k: Extra inputs are not permitted'],
    ['an unknown field', { prompt: 'x' }, 'prompt: Extra inputs are not permitted'],
    ['the old output_format', { output_format: {} }, 'output_format: Extra inputs are not permitted'],
    [
      'an e-mail as user_id',
      { metadata: { user_id: 'a@b.com' } },
      'metadata.user_id: user_id appears to contain an email',
    ],
    ['other metadata', { metadata: { tenant: 'x' } }, 'metadata.tenant: Extra inputs are not permitted'],
    [
      'an empty stop sequence',
      { stop_sequences: [' '] },
      'stop_sequences: each stop sequence must contain non-whitespace',
    ],
    ['stream as a word', { stream: 'yes' }, 'stream: Input should be a valid boolean'],
  ])('%s', rejects)
})

describe('a request is accepted with', () => {
  it.each<[string, Body]>([
    [
      'everything that is allowed',
      {
        system: [text('You are kind.', hour), text('And short.', marked)],
        tools: [
          tool(),
          tool({ name: 'open', strict: true, input_schema: object({ a: { type: ['string', 'null'] } }) }),
        ],
        tool_choice: { type: 'auto', disable_parallel_tool_use: true },
        thinking: { type: 'adaptive', display: 'omitted' },
        output_config: { effort: 'max' },
        metadata: { user_id: '4f1c' },
        service_tier: 'auto',
        stop_sequences: ['END'],
        messages: [user([text('Hello', marked)])],
      },
    ],
    [
      'several messages of the same role',
      { messages: [user('a'), user('b'), assistant('c'), assistant('d'), user('e')] },
    ],
    [
      'answered tool calls, errors and text after them',
      {
        tools: look,
        messages: [
          user('a'),
          assistant([text('so'), use('t1'), use('t2')]),
          user([result('t2'), result('t1', { is_error: true }), text('go on')]),
        ],
      },
    ],
    [
      'a system message behind the user’s',
      { messages: [user('x'), { role: 'system', content: 'now be short' }] },
    ],
    ['a prefill on an older model', { ...older, messages: [user('x'), assistant('So')] }],
    [
      'a schema that is open but not strict',
      {
        tools: [
          tool({ input_schema: { type: 'object', properties: { a: { type: 'string', minLength: 3 } } } }),
        ],
      },
    ],
    ['a forced tool on Haiku 5.5', { tools: look, tool_choice: { type: 'tool', name: 'look' } }],
    [
      'a schema with local references',
      format(object({ a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/x' } }, { $defs: { x: object({}) } })),
    ],
    ['thinking off and low effort', { thinking: { type: 'disabled' }, output_config: { effort: 'low' } }],
    [
      'an empty result',
      { tools: look, messages: [...pair.slice(0, 2), user([{ type: 'tool_result', tool_use_id: 't1' }])] },
    ],
  ])('%s', async (_, change) => {
    expect(await send(change)).toEqual({ status: 200, type: '', message: '' })
  })
})

it('is an error of the SDK with status, type, message and request id', async () => {
  const call = messagesAt(url()).create({
    model: 'claude-2',
    max_tokens: 5,
    messages: [{ role: 'user', content: 'x' }],
  })
  const error = await call.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(APIError)
  expect(error).toMatchObject({
    status: 404,
    type: 'not_found_error',
    apiMessage: 'model: claude-2',
    requestID: expect.stringMatching(/^req_/),
  })
})
