import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ModelResult } from '../../functions/core/model.ts'
import { decision } from '../../functions/core/records.ts'
import { route, routerSystem } from '../../functions/core/route.ts'
import { decides, isBusy, isSpent, reply, says, scriptedModel, someUsage } from '../doubles/model.ts'
import { someCards } from '../doubles/samples.ts'

const now = () => 5_000
const input = {
  model: 'claude-haiku-5-5',
  instructions: 'You are the router.',
  cards: someCards,
  prompt: 'the prompt',
  words: 'where is my order, and is the lamp in stock?',
}

async function routed(result: ModelResult) {
  const model = scriptedModel(result)
  const routing = await route(input, { model, now, signal: new AbortController().signal })
  model.verify()
  return { routing, request: model.requests[0] }
}

async function decided(written: Record<string, unknown>) {
  const { routing } = await routed(decides(written))
  if (routing.kind !== 'decided') throw new Error(routing.kind)
  return routing.decision
}

const task = (specialist: string, words = 'Find it.') => ({ specialist, task: words, reason: 'fits' })
const fallback = {
  kind: 'delegate',
  reply: '',
  tasks: [
    { specialist: 'order', task: input.words },
    { specialist: 'product', task: input.words },
  ],
}

describe('what the router asks the model', () => {
  test('is one structured reply: the prompt, no tools, the specialists by name', async () => {
    const { request } = await routed(decides({ kind: 'reply', reply: 'hi' }))
    expect(request).toMatchObject({
      model: 'claude-haiku-5-5',
      messages: [{ role: 'user', text: 'the prompt' }],
      tools: [],
      effort: 'low',
    })
    expect(request?.format).toMatchObject({
      additionalProperties: false,
      required: ['kind', 'reason', 'tasks', 'reply'],
      properties: {
        kind: { enum: ['delegate', 'reply', 'question', 'handoff'] },
        tasks: { items: { properties: { specialist: { enum: ['order', 'product'] } } } },
      },
    })
  })

  test('has a line for every specialist, and the same bytes every time', () => {
    const system = routerSystem('Route.', someCards)
    expect(system).toBe('Route.\n\nSpecialists:\n- order: does orders\n- product: does products')
    expect(routerSystem('Route.', someCards)).toBe(system)
  })
})

describe('a decision', () => {
  test('to delegate gives each specialist its task, and names the call that was paid', async () => {
    const { routing } = await routed(
      decides({ kind: 'delegate', tasks: [task('order'), task('product')], reply: 'ignored' }),
    )
    expect(routing).toEqual({
      kind: 'decided',
      decision: {
        kind: 'delegate',
        reason: 'because',
        tasks: [task('order'), task('product')],
        reply: '',
      },
      calls: [{ purpose: 'route', model: 'claude-haiku-5-5', usage: someUsage, ms: 12, at: 5_000 }],
    })
  })

  test.each(['reply', 'question', 'handoff'])('to %s has the words and no tasks', async (kind) => {
    const tasks = [task('order')]
    expect(await decided({ kind, reply: 'Hello!', tasks })).toMatchObject({
      kind,
      reply: 'Hello!',
      tasks: [],
    })
  })

  test('to hand off needs no words', async () => {
    expect(await decided({ kind: 'handoff' })).toMatchObject({ kind: 'handoff', reply: '' })
  })

  test('in other capitals than asked for is understood', async () => {
    expect(await decided({ kind: 'Delegate', tasks: [task('ORDER')] })).toMatchObject({
      kind: 'delegate',
      tasks: [task('order')],
    })
  })

  test('after thinking, or in several pieces of text, is understood', async () => {
    const whole = JSON.stringify({ kind: 'reply', reason: 'r', tasks: [], reply: 'hi' })
    const { routing } = await routed(
      reply([
        { type: 'thinking', thinking: '{"kind":"handoff"}', signature: 's' },
        { type: 'text', text: whole.slice(0, 10) },
        { type: 'text', text: whole.slice(10) },
      ]),
    )
    expect(routing).toMatchObject({ decision: { kind: 'reply', reply: 'hi' } })
  })

  test('with several tasks for one specialist gives it one task with all of them', async () => {
    const tasks = [task('order', 'Find #W1.'), task('product', 'Find a lamp.'), task('Order', 'Find #W2.')]
    expect((await decided({ kind: 'delegate', tasks })).tasks).toEqual([
      { specialist: 'order', task: 'Find #W1.\nFind #W2.', reason: 'fits; fits' },
      task('product', 'Find a lamp.'),
    ])
  })

  test('that also names a specialist nobody knows, or an empty task, leaves those out', async () => {
    const tasks = [task('billing'), task('product', '  '), task('order')]
    expect((await decided({ kind: 'delegate', tasks })).tasks).toEqual([task('order')])
  })
})

describe('a reply that is no usable decision makes every specialist look at it', () => {
  test.each<[string, ModelResult]>([
    ['not JSON', says('I would ask the order specialist.')],
    ['JSON of another shape', says('{"specialist":"order"}')],
    ['JSON that is no object', says('null')],
    ['a list', says('[]')],
    ['nothing', says('')],
    ['a kind that does not exist', decides({ kind: 'escalate', reply: 'x' })],
    ['a kind that is no text', decides({ kind: 7, reply: 'x' })],
    ['more fields than asked for', decides({ kind: 'reply', reply: 'x', confidence: 1 })],
    ['to delegate to nobody', decides({ kind: 'delegate' })],
    ['to delegate to unknown specialists only', decides({ kind: 'delegate', tasks: [task('billing')] })],
    ['to reply without words', decides({ kind: 'reply', reply: ' ' })],
    ['to ask without a question', decides({ kind: 'question' })],
    ['cut off', { ...decides({ kind: 'reply', reply: 'x' }), stop: 'too_long' }],
    ['asking for a tool', { ...decides({ kind: 'reply', reply: 'x' }), stop: 'tools' }],
    ['too long for the model', { ...decides({ kind: 'reply', reply: 'x' }), stop: 'context_exceeded' }],
  ])('given %s', async (_, result) => {
    const { routing } = await routed(result)
    expect(routing).toMatchObject({ kind: 'decided', decision: fallback, calls: [{ purpose: 'route' }] })
  })

  test('given any text or any JSON, the decision is always one that the code can follow', async () => {
    const values = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          kind: fc.constantFrom('delegate', 'REPLY', 'question', 'handoff', 'x'),
          reason: fc.oneof(fc.string(), fc.integer()),
          tasks: fc.array(
            fc.record({
              specialist: fc.constantFrom('order', 'Product', 'billing', '__proto__'),
              task: fc.string(),
              reason: fc.string(),
            }),
          ),
          reply: fc.string(),
        })
        .map((each) => JSON.stringify(each)),
    )
    await fc.assert(
      fc.asyncProperty(values, async (written) => {
        const { routing } = await routed(says(written))
        if (routing.kind !== 'decided') throw new Error(routing.kind)
        const made = decision.parse(routing.decision)
        const names = made.tasks.map(({ specialist }) => specialist)
        expect(new Set(names).size).toBe(names.length)
        expect(['order', 'product']).toEqual(expect.arrayContaining(names))
        expect(names.length > 0).toBe(made.kind === 'delegate')
        if (made.kind === 'reply' || made.kind === 'question') expect(made.reply.trim()).not.toBe('')
      }),
    )
  })
})

describe('when the model gives no reply', () => {
  test('given it refuses, says so, with the call that was paid', async () => {
    const { routing } = await routed(reply([], { stop: 'refused' }))
    expect(routing).toMatchObject({ kind: 'refused', calls: [{ purpose: 'route' }] })
  })

  test.each([isBusy(3_000), isSpent])('given it is $kind, passes that on', async (result) => {
    expect((await routed(result)).routing).toEqual(result)
  })
})
