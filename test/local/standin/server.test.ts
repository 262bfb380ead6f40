import { BaseAnthropic } from '@anthropic-ai/sdk/client'
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages/messages'
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages'
import { afterEach, describe, expect, it } from 'vitest'
import { say } from '../../../local/standin/reply.ts'
import { scriptedBrain } from '../../../local/standin/script.ts'
import { refusal, text, tools } from '../../../local/standin/scripted-replies.ts'
import { type Call, type StandIn, startStandIn } from '../../../local/standin/server.ts'
import { messagesAt } from './support/switchboard-calls.ts'

let standIn: StandIn | undefined

afterEach(() => standIn?.close())

async function start(...[options]: Parameters<typeof startStandIn>): Promise<Messages> {
  standIn = await startStandIn(options)
  return messagesAt(standIn.url)
}

const base = {
  model: 'claude-haiku-5-5',
  max_tokens: 2000,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}
const weather = {
  name: 'weather',
  description: 'the weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
}

describe('a reply as JSON', () => {
  it('has the fields of a message, thinking first', async () => {
    const messages = await start({ brain: { reply: () => say('Good day to you.') } })
    const reply = await messages.create(base)
    expect(reply).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-5-5',
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      container: null,
    })
    expect(reply.id).toMatch(/^msg_[a-z0-9]+$/)
    expect(reply.content).toEqual([
      { type: 'thinking', thinking: '', signature: expect.stringMatching(/./) },
      { type: 'text', text: 'Good day to you.', citations: null },
    ])
    expect(reply.usage).toMatchObject({
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens_details: { thinking_tokens: 64 },
    })
    expect(reply.usage.output_tokens).toBeGreaterThan(64)
  })

  it('calls tools with parsed input and a direct caller', async () => {
    const script = scriptedBrain().answer(tools([{ name: 'weather', input: { city: 'Oslo' } }]))
    const messages = await start({ brain: script })
    const reply = await messages.create({ ...base, tools: [weather] })
    expect(reply.stop_reason).toBe('tool_use')
    expect(reply.content.at(-1)).toEqual({
      type: 'tool_use',
      id: expect.stringMatching(/^toolu_/),
      name: 'weather',
      input: { city: 'Oslo' },
      caller: { type: 'direct' },
    })
  })

  it('carries request-id and rate limits in its headers', async () => {
    const messages = await start()
    const { response, request_id } = await messages.create(base).withResponse()
    expect(request_id).toMatch(/^req_/)
    expect(Number(response.headers.get('anthropic-ratelimit-requests-remaining'))).toBeGreaterThan(0)
    expect(response.headers.get('anthropic-ratelimit-input-tokens-limit')).toMatch(/^\d+$/)
    expect(response.headers.get('anthropic-organization-id')).toMatch(/^[0-9-]+$/)
  })
})

describe('a reply as a stream', () => {
  it('has the events of the API in their order', async () => {
    const script = scriptedBrain().answer(
      tools([{ name: 'weather', input: { city: 'Oslo' } }], 'Let me see.'),
    )
    const messages = await start({ brain: script })
    const events: RawMessageStreamEvent[] = []
    for await (const event of await messages.create({ ...base, tools: [weather], stream: true }))
      events.push(event)
    expect(events.map(nameOf)).toEqual([
      'message_start',
      'content_block_start thinking',
      'content_block_delta signature_delta',
      'content_block_stop',
      'content_block_start text',
      'content_block_delta text_delta',
      'content_block_stop',
      'content_block_start tool_use',
      'content_block_delta input_json_delta',
      'content_block_delta input_json_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
  })

  it('adds up to the same message as JSON', async () => {
    const words = 'One two three four five.\n\n- six seven\n- eight  nine \n'
    const messages = await start({ brain: { reply: () => say(words) } })
    const deltas: string[] = []
    const stream = messages.stream(base).on('text', (delta) => deltas.push(delta))
    const streamed = await stream.finalMessage()
    const whole = await messages.create(base)
    expect(deltas.length).toBeGreaterThan(3)
    expect(deltas.join('')).toBe(words)
    expect(streamed.content).toEqual(whole.content)
    expect(streamed.usage).toEqual(whole.usage)
    expect(streamed.stop_reason).toBe('end_turn')
  })

  it('streams a long tool input in pieces that add up', async () => {
    const input = {
      items: Array.from({ length: 20 }, (_, index) => `item "${index}" — größer`),
      nested: { a: [1] },
    }
    const script = scriptedBrain().answer(tools([{ name: 'weather', input }]))
    const messages = await start({ brain: script })
    const reply = await messages.stream({ ...base, tools: [weather] }).finalMessage()
    expect(reply.content.at(-1)).toMatchObject({ type: 'tool_use', input })
  })

  it('can be called for parallel tools', async () => {
    const calls = [
      { name: 'weather', input: { city: 'Oslo' } },
      { name: 'weather', input: { city: 'Rome' } },
    ]
    const messages = await start({ brain: scriptedBrain().answer(tools(calls)) })
    const { content } = await messages.stream({ ...base, tools: [weather] }).finalMessage()
    const ids = content.flatMap((it) => (it.type === 'tool_use' ? [it.id] : []))
    expect(new Set(ids).size).toBe(2)
  })
})

describe('thinking', () => {
  it.each([
    ['is empty but signed by default', {}, ['thinking', 'text'], ''],
    [
      'is told with display summarized',
      { thinking: { type: 'adaptive', display: 'summarized' } },
      ['thinking', 'text'],
      'Aha.',
    ],
    ['is left out when disabled', { thinking: { type: 'disabled' } }, ['text'], undefined],
  ] as const)('%s', async (_, extra, kinds, thought) => {
    const messages = await start({ brain: scriptedBrain().answer(text('Hi', 'Aha.')) })
    const reply = await messages.stream({ ...base, ...extra }).finalMessage()
    expect(reply.content.map((it) => it.type)).toEqual(kinds)
    const [first] = reply.content
    if (first?.type === 'thinking') expect(first.thinking).toBe(thought)
  })

  it('is left out where a tool is forced, and on a model that does not think by itself', async () => {
    const call = tools([{ name: 'weather', input: { city: 'Oslo' } }])
    const messages = await start({ brain: scriptedBrain().answer(call).answer(text('Hi')) })
    const forced = await messages.create({ ...base, tools: [weather], tool_choice: { type: 'any' } })
    expect(forced.content.map((it) => it.type)).toEqual(['tool_use'])
    const older = await messages.create({ ...base, model: 'claude-haiku-4-5' })
    expect(older.content.map((it) => it.type)).toEqual(['text'])
  })

  it('takes up the words before a tool call on Sonnet and Opus 5.5', async () => {
    const call = tools([{ name: 'weather', input: { city: 'Oslo' } }], 'Let me see.')
    const messages = await start({ brain: scriptedBrain().answer(call).answer(call) })
    const [sonnet, haiku] = await Promise.all(
      ['claude-sonnet-5-5', base.model].map((model) => messages.create({ ...base, model, tools: [weather] })),
    )
    expect(sonnet?.content.map((it) => it.type)).toEqual(['thinking', 'tool_use'])
    expect(haiku?.content.map((it) => it.type)).toEqual(['thinking', 'text', 'tool_use'])
  })

  it('uses up a max_tokens that is too small, and no text is left', async () => {
    const messages = await start()
    const reply = await messages.create({ ...base, max_tokens: 30 })
    expect(reply.stop_reason).toBe('max_tokens')
    expect(reply.content.map((it) => it.type)).toEqual(['thinking'])
    expect(reply.usage.output_tokens).toBe(30)
  })
})

describe('limits of a reply', () => {
  it('cuts text at max_tokens', async () => {
    const messages = await start({ brain: { reply: () => say('word '.repeat(400)) } })
    const reply = await messages.create({ ...base, max_tokens: 164 })
    const last = reply.content.at(-1)
    expect(reply.stop_reason).toBe('max_tokens')
    expect(last?.type === 'text' && last.text.length).toBeGreaterThan(200)
    expect(last?.type === 'text' && last.text.length).toBeLessThan(400)
  })

  it('stops before a stop sequence', async () => {
    const messages = await start({ brain: { reply: () => say('one STOP two') } })
    const reply = await messages.create({ ...base, stop_sequences: ['STOP'] })
    expect(reply).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'STOP' })
    expect(reply.content.at(-1)).toMatchObject({ text: 'one ' })
  })

  it('can refuse with details', async () => {
    const messages = await start({ brain: scriptedBrain().answer(refusal('not this')) })
    const reply = await messages.stream(base).finalMessage()
    expect(reply.stop_reason).toBe('refusal')
    expect(reply.stop_details).toEqual({
      type: 'refusal',
      category: 'general_harms',
      explanation: 'not this',
    })
    expect(reply.content.filter((it) => it.type === 'text')).toEqual([])
  })
})

describe('token counting', () => {
  it('counts what a message would cost, and takes no max_tokens', async () => {
    const messages = await start()
    const { max_tokens: _, ...prompt } = base
    const { input_tokens } = await messages.countTokens(prompt)
    expect(input_tokens).toBe((await messages.create(base)).usage.input_tokens)
    await expect(messages.countTokens(base)).rejects.toThrow('max_tokens: Extra inputs are not permitted')
  })
})

describe('what is counted', () => {
  it('adds up calls, bytes and tokens, and reports every call', async () => {
    const calls: Call[] = []
    const messages = await start({ onCall: (call) => calls.push(call) })
    const reply = await messages.create(base)
    await expect(messages.create({ ...base, model: 'nope' })).rejects.toThrow('model: nope')
    expect(standIn?.calls).toMatchObject({
      count: 2,
      rejected: 1,
      inputTokens: reply.usage.input_tokens,
      outputTokens: reply.usage.output_tokens,
    })
    expect(standIn?.calls.requestBytes).toBe(
      JSON.stringify(base).length + JSON.stringify({ ...base, model: 'nope' }).length,
    )
    expect(calls.map((it) => it.status)).toEqual([200, 404])
    expect(calls[0]?.request?.messages).toEqual(base.messages)
  })
})

describe('the server', () => {
  it('answers 404 for another path and 405 for another method', async () => {
    await start()
    const url = standIn?.url ?? ''
    expect((await fetch(`${url}/v1/models`)).status).toBe(404)
    expect((await fetch(`${url}/v1/messages`)).status).toBe(405)
  })

  it('aborts the brain when the caller goes away', async () => {
    const controller = new AbortController()
    const gone = Promise.withResolvers<void>()
    const messages = await start({
      brain: {
        reply(_, { signal }) {
          signal.addEventListener('abort', () => gone.resolve())
          controller.abort()
          return { kind: 'hang' }
        },
      },
    })
    await expect(messages.create(base, { signal: controller.signal })).rejects.toThrow('aborted')
    await expect(gone.promise).resolves.toBeUndefined()
  })

  it('spreads its latency over the events, half of it before the first', async () => {
    const pauses: number[] = []
    const pause = async (ms: number) => void pauses.push(ms)
    const messages = await start({ latencyMs: 400, pause, brain: { reply: () => say('a b c d e f g h i') } })
    await messages.stream(base).finalMessage()
    expect(pauses[0]).toBe(200)
    expect(pauses.length).toBeGreaterThan(5)
    expect(pauses.reduce((sum, it) => sum + it, 0)).toBeCloseTo(400)
  })

  it('answers many calls at the same time', async () => {
    const messages = await start()
    const replies = await Promise.all(Array.from({ length: 25 }, () => messages.stream(base).finalMessage()))
    expect(new Set(replies.map((it) => it.id)).size).toBe(25)
  })

  it('takes the key as a Bearer token or as x-api-key', async () => {
    await start()
    const client = new BaseAnthropic({ authToken: 'token', baseURL: standIn?.url ?? '', maxRetries: 0 })
    expect((await new Messages(client).create(base)).stop_reason).toBe('end_turn')
    const response = await fetch(`${standIn?.url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
      body: JSON.stringify(base),
    })
    expect(response.status).toBe(200)
  })
})

function nameOf(event: RawMessageStreamEvent): string {
  if (event.type === 'content_block_start') return `${event.type} ${event.content_block.type}`
  return event.type === 'content_block_delta' ? `${event.type} ${event.delta.type}` : event.type
}
