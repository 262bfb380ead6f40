import { APIError, InternalServerError, OverloadedError, RateLimitError } from '@anthropic-ai/sdk/error'
import type { Messages } from '@anthropic-ai/sdk/resources/messages/messages'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  all,
  from,
  isRouter,
  isSummariser,
  mentions,
  type Script,
  scriptedBrain,
} from '../../../local/standin/script.ts'
import {
  brokenStream,
  contextWindowExceeded,
  cutText,
  cutToolCall,
  hang,
  httpError,
  json,
  overloaded,
  rateLimited,
  silence,
  spendLimitReached,
  text,
  tools,
} from '../../../local/standin/scripted-replies.ts'
import { type StandIn, startStandIn } from '../../../local/standin/server.ts'
import { orderTools, productTools } from './support/made-up-store.ts'
import { messagesAt, route, summarise, work } from './support/switchboard-calls.ts'

let script: Script
let standIn: StandIn
let messages: Messages

beforeEach(async () => {
  script = scriptedBrain()
  standIn = await startStandIn({ brain: script })
  messages = messagesAt(standIn.url)
})
afterEach(() => standIn.close())

const base = {
  model: 'claude-haiku-5-5',
  max_tokens: 2000,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.fail('the call did not fail'),
    (error: unknown) => error,
  )
const streamed = () => messages.stream(base).finalMessage()

describe('a script', () => {
  it('answers in order', async () => {
    script.answer(text('first')).answer(text('second'))
    expect(await messages.stream(base).finalText()).toBe('first')
    expect(await messages.stream(base).finalText()).toBe('second')
    script.verify()
  })

  it('gives each agent its own answer, whoever asks first', async () => {
    script
      .answer(json({ kind: 'reply', reason: 'r', tasks: [], reply: 'hello' }), isRouter)
      .answer(text('a summary'), isSummariser)
      .answer(text('an order'), from('order'))
      .answer(text('a product'), all(from('product'), mentions('kettle')))
    const [product, order, summary, decision] = await Promise.all([
      work(messages, 'product', 'a kettle', { tools: productTools }),
      work(messages, 'order', 'where is it', { tools: orderTools }),
      summarise(messages, ['c: hi']),
      route(messages, 'hi'),
    ])
    expect([product.answer, order.answer, summary, decision.reply]).toEqual([
      'a product',
      'an order',
      'a summary',
      'hello',
    ])
    script.verify()
  })

  it('can make its answer from the request', async () => {
    script.answer((request) => text(`You asked ${request.model}`))
    expect(await messages.stream(base).finalText()).toBe('You asked claude-haiku-5-5')
    expect(script.requests).toHaveLength(1)
  })

  it('fails at a call too many, at once and when it is verified', async () => {
    const error = await failure(streamed())
    expect(error).toBeInstanceOf(InternalServerError)
    expect(String(error)).toContain('The script has no answer for a specialist call')
    expect(() => script.verify()).toThrow('no answer was scripted for a specialist call')
  })

  it('is not asked twice for a call too many, although the SDK tries other failures again', async () => {
    await failure(messages.create(base, { maxRetries: 2 }))
    expect(script.requests).toHaveLength(1)
  })

  it('fails at an answer too many when it is verified', async () => {
    script.answer(text('never'), isRouter)
    expect(() => script.verify()).toThrow('1 scripted answer(s) were never asked for')
  })
})

describe('a failure with a status', () => {
  it('429 is a RateLimitError with retry-after', async () => {
    script.answer(rateLimited(7))
    const error = await failure(streamed())
    expect(error).toBeInstanceOf(RateLimitError)
    if (!(error instanceof RateLimitError)) return
    expect(error.headers.get('retry-after')).toBe('7')
    expect(error.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0')
    expect(error.type).toBe('rate_limit_error')
    expect(error.requestID).toMatch(/^req_/)
  })

  it('429 for the spend limit carries its code', async () => {
    script.answer(spendLimitReached())
    expect(await failure(streamed())).toMatchObject({
      status: 429,
      errorCode: 'enforced_spend_limit_reached',
    })
  })

  it('529 is an OverloadedError', async () => {
    script.answer(overloaded())
    const error = await failure(streamed())
    expect(error).toBeInstanceOf(OverloadedError)
    expect(error).toMatchObject({ status: 529, type: 'overloaded_error' })
  })

  it.each([
    [500, 'api_error'],
    [401, 'authentication_error'],
    [403, 'permission_error'],
    [413, 'request_too_large'],
    [504, 'timeout_error'],
  ])('%d is a %s', async (status, type) => {
    script.answer(httpError(status, { message: 'as scripted' }))
    expect(await failure(streamed())).toMatchObject({ status, type, apiMessage: 'as scripted' })
  })

  it('is tried again by the SDK where the API would be', async () => {
    script.answer(httpError(500, { headers: { 'retry-after-ms': '1' } })).answer(text('better now'))
    const reply = await messages.create(base, { maxRetries: 1 })
    expect(reply.content.at(-1)).toMatchObject({ text: 'better now' })
  })
})

describe('a stream that goes wrong', () => {
  it('half-way is an error', async () => {
    script.answer(brokenStream('these words never arrive in full'))
    expect(String(await failure(streamed()))).toContain('terminated')
  })

  it('with an end but no message_stop is an error for the helper, and silent for the raw events', async () => {
    script.answer(brokenStream('cut', 'end')).answer(brokenStream('cut', 'end'))
    const names: string[] = []
    for await (const event of await messages.create({ ...base, stream: true })) names.push(event.type)
    expect(names).not.toContain('message_stop')
    expect(String(await failure(streamed()))).toContain('stream ended without producing a Message')
  })

  it('with an error event is an APIError without a status', async () => {
    script.answer(brokenStream('cut', 'error'))
    const error = await failure(streamed())
    expect(error).toBeInstanceOf(APIError)
    expect(error).toMatchObject({ status: undefined, type: 'overloaded_error' })
  })

  it('and stalls ends with the caller’s own signal', async () => {
    script.answer(brokenStream('stalls', 'hang'))
    const controller = new AbortController()
    const stream = messages.stream(base, { signal: controller.signal })
    stream.on('streamEvent', () => controller.abort())
    expect(String(await failure(stream.finalMessage()))).toContain('aborted')
  })
})

it('a call that hangs ends with the caller’s own signal', async () => {
  const controller = new AbortController()
  script.answer(() => {
    controller.abort()
    return hang()
  })
  expect(String(await failure(messages.create(base, { signal: controller.signal })))).toContain('aborted')
})

describe('a reply that cannot be used', () => {
  it('is a tool call cut off in its input: the SDK gives what could be parsed', async () => {
    script.answer(cutToolCall('weather', { city: 'Oslo', days: 3 }, 0.3))
    const reply = await streamed()
    expect(reply.stop_reason).toBe('max_tokens')
    expect(reply.content.at(-1)).toMatchObject({ type: 'tool_use', name: 'weather' })
    expect(reply.content.at(-1)).not.toMatchObject({ input: { days: 3 } })
  })

  it.each([
    ['text cut off', cutText('and then'), 'max_tokens', 1],
    ['silence', silence(), 'end_turn', 0],
    ['a full context window', contextWindowExceeded(), 'model_context_window_exceeded', 0],
  ] as const)('is %s', async (_, answer, stop, texts) => {
    script.answer(answer)
    const reply = await streamed()
    expect(reply.stop_reason).toBe(stop)
    expect(reply.content.filter((it) => it.type === 'text')).toHaveLength(texts)
  })

  it('is a call of a tool that does not exist, if the script says so', async () => {
    script.answer(tools([{ name: 'no_such_tool', input: {}, id: 'toolu_fixed' }]))
    expect((await streamed()).content.at(-1)).toMatchObject({ id: 'toolu_fixed', name: 'no_such_tool' })
  })
})
