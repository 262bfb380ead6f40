import { afterEach, describe, expect, test } from 'vitest'
import { anthropicModel } from '../../functions/adapters/anthropic-model.ts'
import { paramsOf } from '../../functions/adapters/anthropic-params.ts'
import { orderAgent } from '../../functions/agents/order/agent.ts'
import { productCard } from '../../functions/agents/product/card.ts'
import { routerInstructions } from '../../functions/agents/router/agent.ts'
import { specialists } from '../../functions/agents/specialists.ts'
import type { ModelRequest, ReplyBlock } from '../../functions/core/model.ts'
import { costOf } from '../../functions/core/price.ts'
import { route, routerSystem } from '../../functions/core/route.ts'
import type { Reply } from '../../local/standin/reply.ts'
import { scriptedBrain } from '../../local/standin/script.ts'
import * as say from '../../local/standin/scripted-replies.ts'
import { type Call, type StandIn, startStandIn } from '../../local/standin/server.ts'

const running: StandIn[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** The adapter in front of a model that gives these replies, and what it was asked. */
async function modelThat(...replies: readonly Reply[]) {
  const script = scriptedBrain()
  for (const reply of replies) script.answer(reply)
  const calls: Call[] = []
  const server = await startStandIn({ brain: script, onCall: (call) => calls.push(call) })
  running.push(server)
  let time = 0
  const model = anthropicModel({
    apiKey: async () => 'sk-test',
    baseUrl: server.url,
    now: () => (time += 7),
  })
  return { model, script, server, calls }
}

const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You help.',
  tools: [{ name: 'look_up', description: 'Looks up.', inputSchema: { type: 'object', properties: {} } }],
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxTokens: 1000,
}
const signal = new AbortController().signal

describe('A reply of the model', () => {
  test('begins with thinking, and its text is found by type (trap 1)', async () => {
    const { model, script } = await modelThat(say.text('It is on its way.', 'Let me see'))
    const result = await model.reply(request, { signal })
    expect(result).toMatchObject({ kind: 'reply', stop: 'complete', model: 'claude-sonnet-5-5' })
    expect(result.kind === 'reply' && result.blocks.map(({ type }) => type)).toEqual(['thinking', 'text'])
    expect(result.kind === 'reply' && result.blocks[1]).toEqual({ type: 'text', text: 'It is on its way.' })
    script.verify()
  })

  test('brings its usage and its milliseconds', async () => {
    const { model } = await modelThat(say.text('Yes.'))
    const result = await model.reply(request, { signal })
    expect(result).toMatchObject({ kind: 'reply', ms: 7 })
    expect(result.kind === 'reply' && result.usage.outputTokens).toBeGreaterThan(0)
    expect(result.kind === 'reply' && result.usage.inputTokens).toBeGreaterThan(0)
  })

  test('is told piece by piece while it is written', async () => {
    const { model } = await modelThat(say.text('One two three four five six seven eight.'))
    const told: string[] = []
    await model.reply(request, { signal, onText: (textSoFar) => told.push(textSoFar) })
    expect(told.length).toBeGreaterThan(1)
    expect(told.slice(1).every((text, index) => text.startsWith(told[index] ?? '?'))).toBe(true)
    expect(told.at(-1)).toBe('One two three four five six seven eight.')
  })

  test.each([
    ['asks for tools', say.tools([{ name: 'look_up', input: {} }]), 'tools'],
    ['was cut off', say.cutText('It is on'), 'too_long'],
    [
      'was cut off inside a tool call (trap 12)',
      say.cutToolCall('look_up', { id: 'a long value' }),
      'too_long',
    ],
    ['was refused', say.refusal(), 'refused'],
    ['does not fit the window', say.contextWindowExceeded(), 'context_exceeded'],
    ['ends without a word', say.silence(), 'complete'],
  ] as const)('that %s says so', async (_, reply, stop) => {
    const { model } = await modelThat(reply)
    expect(await model.reply(request, { signal })).toMatchObject({ kind: 'reply', stop })
  })
})

describe('A call that fails', () => {
  test.each([
    ['429 with retry-after', say.rateLimited(65), 65_000],
    ['429 without', say.rateLimited(), 5_000],
    ['529', say.overloaded(), 2_000],
    ['500', say.httpError(500), 2_000],
    ['503', say.httpError(503), 2_000],
    ['a stream that breaks', say.brokenStream('It is on its way to you'), 500],
    ['a stream that ends early', say.brokenStream('It is on its way to you', 'end'), 500],
  ] as const)('with %s is busy at once, and asked only once (traps 10 and 15)', async (_, reply, wait) => {
    const { model, server } = await modelThat(reply)
    expect(await model.reply(request, { signal })).toMatchObject({ kind: 'busy', retryAfterMs: wait })
    expect(server.calls.count).toBe(1)
  })

  test('at the spend limit is not busy but spent', async () => {
    const { model } = await modelThat(say.spendLimitReached())
    expect(await model.reply(request, { signal })).toMatchObject({ kind: 'spent' })
  })

  test('because nobody answers ends with the signal', async () => {
    const { model, calls } = await modelThat(say.hang())
    const ending = new AbortController()
    const asked = model.reply(request, { signal: ending.signal })
    ending.abort()
    expect(await asked).toMatchObject({ kind: 'busy', retryAfterMs: 0, ended: true })
    expect(calls.filter(({ message }) => message !== undefined)).toEqual([])
  })

  test('because nobody begins to answer is busy, and not ended by the caller', async () => {
    const script = scriptedBrain().answer(say.hang())
    const server = await startStandIn({ brain: script })
    running.push(server)
    const options = { apiKey: async () => 'sk-test', baseUrl: server.url, now: () => 0, silenceMs: 1 }
    const result = await anthropicModel(options).reply(request, { signal })
    expect(result).toMatchObject({ kind: 'busy', reason: 'the model could not be reached' })
    expect(result).not.toHaveProperty('ended')
  })

  test('with nobody at the address is busy', async () => {
    const { model, server } = await modelThat()
    await server.close()
    running.length = 0
    const result = await model.reply(request, { signal })
    expect(result).toMatchObject({ kind: 'busy' })
    expect(result).not.toHaveProperty('ended')
  })

  test('for an unknown model says what to change', async () => {
    const { model } = await modelThat()
    await expect(model.reply({ ...request, model: 'claude-3-haiku' }, { signal })).rejects.toThrow(
      /set an existing model id in the configuration/,
    )
  })

  test('for a wrong key says where to put a valid one', async () => {
    const { model } = await modelThat(say.httpError(401))
    await expect(model.reply(request, { signal })).rejects.toThrow(/put a valid key into the SSM parameter/)
  })
})

describe('A request', () => {
  test('goes out with no sampling parameters, prefill or forced tool, to no beta (traps 2, 3, 18)', async () => {
    const { model, calls } = await modelThat(say.text('Yes.'))
    await model.reply(request, { signal })
    expect(Object.keys(calls[0]?.request ?? {}).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'stream',
      'system',
      'tools',
    ])
  })

  test('routes by structured output, which Sonnet accepts (trap 2)', async () => {
    const decision = {
      kind: 'DELEGATE',
      reason: 'r',
      reply: '',
      tasks: [{ specialist: 'Product', task: 't', reason: 'r' }],
    }
    const { model, calls } = await modelThat(say.json(decision))
    const input = {
      model: request.model,
      instructions: 'Route.',
      cards: specialists,
      prompt: 'p',
      words: 'w',
    }
    const routing = await route(input, { model, now: () => 0, signal })
    // Enum values may come in another case (trap 16).
    expect(routing).toMatchObject({
      decision: { kind: 'delegate', tasks: [{ specialist: productCard.name }] },
    })
    expect(calls[0]?.request).toMatchObject({ output_config: { format: { type: 'json_schema' } } })
  })

  test('answers all parallel tool calls in one message, errors marked (trap 9)', async () => {
    const { model, calls } = await modelThat(say.text('Done.'))
    await model.reply({ ...request, messages: afterParallelTools }, { signal })
    expect(calls[0]?.status).toBe(200)
    expect(calls[0]?.request?.messages.at(-1)).toMatchObject({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1' },
        { type: 'tool_result', tool_use_id: 'toolu_2', is_error: true },
      ],
    })
  })

  test('sends thinking back unchanged inside a run', async () => {
    const { model, calls } = await modelThat(
      { ...say.tools([{ name: 'look_up', input: {}, id: 'toolu_1' }]), thinking: 'Let me look' } as Reply,
      say.text('Done.'),
    )
    const first = await model.reply(request, { signal })
    const blocks: readonly ReplyBlock[] = first.kind === 'reply' ? first.blocks : []
    const result = { type: 'tool_result', toolUseId: 'toolu_1', content: '{}', isError: false } as const
    const messages = [
      ...request.messages,
      { role: 'assistant', blocks, model: request.model } as const,
      { role: 'user', results: [result] } as const,
    ]
    expect(await model.reply({ ...request, messages }, { signal })).toMatchObject({ kind: 'reply' })
    expect(calls.map(({ status }) => status)).toEqual([200, 200])
    expect(blocks.map(({ type }) => type)).toContain('thinking')
  })

  test('keeps thinking from every model but the one that made it', async () => {
    const { model, calls } = await modelThat(
      { ...say.tools([{ name: 'look_up', input: {}, id: 'toolu_1' }]), thinking: 'Let me look' } as Reply,
      say.text('Done.'),
      say.text('Done.'),
    )
    const first = await model.reply(request, { signal })
    const said = { role: 'assistant', blocks: first.kind === 'reply' ? first.blocks : [] } as const
    const result = { type: 'tool_result', toolUseId: 'toolu_1', content: '{}', isError: false } as const
    const redacted = { type: 'redacted_thinking', data: 'x' } as const
    const messages = [
      ...request.messages,
      { ...said, blocks: [redacted, ...said.blocks], model: request.model } as const,
      { role: 'user', results: [result] } as const,
    ]
    const other = { ...request, model: 'claude-haiku-5-5', messages }
    expect(await model.reply(other, { signal })).toMatchObject({ kind: 'reply', model: 'claude-haiku-5-5' })
    const sent = calls[1]?.request?.messages[1]?.content ?? []
    expect(typeof sent !== 'string' && sent.map(({ type }) => type)).toEqual(['tool_use'])
  })

  test('is accepted at every step of a run that goes from one model to the other and back', async () => {
    const models = ['sonnet', 'haiku', 'sonnet', 'sonnet', 'haiku', 'haiku', 'sonnet']
    const steps = models.map((_, step) => say.tools([{ name: 'look_up', input: {}, id: `toolu_${step}` }]))
    const { model, calls } = await modelThat(...steps)
    const messages: ModelRequest['messages'][number][] = [...request.messages]
    for (const [step, name] of models.entries()) {
      const result = await model.reply({ ...request, model: `claude-${name}-5-5`, messages }, { signal })
      if (result.kind !== 'reply') throw new Error(result.reason)
      expect(result.blocks.map(({ type }) => type)).toEqual(['thinking', 'tool_use'])
      messages.push(
        { role: 'assistant', blocks: result.blocks, model: result.model },
        {
          role: 'user',
          results: [{ type: 'tool_result', toolUseId: `toolu_${step}`, content: '{}', isError: false }],
        },
      )
    }
    expect(calls.map(({ status }) => status)).toEqual(models.map(() => 200))
  })

  test('sets no effort where the model knows none', () => {
    const effort = (model: string) => paramsOf({ ...request, model, effort: 'low' }).output_config
    expect(effort('claude-haiku-4-5')).toBeUndefined()
    expect(effort('claude-haiku-5-5')).toEqual({ effort: 'low' })
  })

  test('has two cache markers however long the run is, and stores none (traps 4 and 7)', () => {
    const messages = [
      ...request.messages,
      ...Array.from({ length: 12 }, () => afterParallelTools.slice(1)).flat(),
    ]
    const text = JSON.stringify(paramsOf({ ...request, messages }))
    expect(text.match(/cache_control/g)).toHaveLength(2)
    expect(JSON.stringify(messages)).not.toContain('cache_control')
  })

  test('pays the fixed prefix once: instructions and tools are the same bytes for everybody (trap 4)', async () => {
    const { model } = await modelThat(say.text('Yes.'), say.text('No.'))
    const agent = {
      ...request,
      system: orderAgent.instructions,
      tools: orderAgent.tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        inputSchema,
      })),
    }
    const first = await model.reply(agent, { signal })
    const second = await model.reply(
      { ...agent, messages: [{ role: 'user', text: 'Another customer asks' }] },
      { signal },
    )
    expect(first).toMatchObject({ usage: { cacheReadTokens: 0 } })
    expect(first.kind === 'reply' && first.usage.cacheWriteTokens).toBeGreaterThan(512)
    expect(second.kind === 'reply' && second.usage.cacheReadTokens).toBeGreaterThan(512)
  })

  test('has a router prefix that is long enough to be cached (trap 8)', async () => {
    const { model } = await modelThat(say.text('Yes.'), say.text('No.'))
    const router = { ...request, tools: [], system: routerSystem(routerInstructions, specialists) }
    await model.reply(router, { signal })
    const second = await model.reply({ ...router, messages: [{ role: 'user', text: 'Other' }] }, { signal })
    expect(second.kind === 'reply' && second.usage.cacheReadTokens).toBeGreaterThanOrEqual(512)
  })

  test('costs five times as much above 100,000 tokens of Haiku 5.5 (trap 19)', () => {
    const usage = { cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 }
    const cost = (inputTokens: number) =>
      costOf({ model: 'claude-haiku-5-5', usage: { ...usage, inputTokens } }) ?? 0
    expect(cost(100_000)).toBeCloseTo(10_000)
    expect(cost(200_000)).toBeCloseTo(100_000)
  })
})

const afterParallelTools: ModelRequest['messages'] = [
  { role: 'user', text: 'Where are my orders?' },
  {
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    blocks: [
      { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: {} },
      { type: 'tool_use', id: 'toolu_2', name: 'look_up', input: {} },
    ],
  },
  {
    role: 'user',
    results: [
      { type: 'tool_result', toolUseId: 'toolu_1', content: '{}', isError: false },
      { type: 'tool_result', toolUseId: 'toolu_2', content: 'ORDER_NOT_FOUND: no such order', isError: true },
    ],
  },
]
