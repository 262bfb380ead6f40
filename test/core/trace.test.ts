import { describe, expect, test } from 'vitest'
import type { TurnStory } from '../../functions/core/memory.ts'
import type { Step, TurnRecord } from '../../functions/core/records.ts'
import { traceOf, turnTrace } from '../../functions/core/trace.ts'
import { someDesk } from '../doubles/desk.ts'
import { asksFor, isSpent, says, scriptedModel } from '../doubles/model.ts'
import { modelStep, say, someCall, someMessage, text } from '../doubles/samples.ts'

const at = Date.parse('2026-11-02T10:00:00.000Z')
const record: TurnRecord = {
  number: 1,
  id: `trn_${'0'.repeat(32)}`,
  fromSeq: 1,
  untilSeq: 1,
  decision: {
    kind: 'delegate',
    reason: 'two questions',
    tasks: [
      { specialist: 'order', task: 'Find #W1.', reason: 'fits' },
      { specialist: 'product', task: 'Find a lamp.', reason: 'fits' },
    ],
    reply: '',
  },
  calls: [someCall({ purpose: 'route', at: at + 500 })],
  routedAt: at + 600,
  outcome: 'replied',
  closedAt: at + 4_000,
  replySeq: 2,
}
const tools: Step = {
  kind: 'tools',
  results: [
    { type: 'tool_result', toolUseId: 't1', name: 'look', content: 'x'.repeat(3_000), isError: false, ms: 7 },
    { type: 'tool_result', toolUseId: 't2', name: 'look', content: 'NOT_FOUND: no', isError: true, ms: 8 },
  ],
  parts: [],
  at: at + 2_000,
}
const asks = modelStep('', {
  stop: 'tools',
  blocks: [
    { type: 'thinking', thinking: 'secret thoughts', signature: 's' },
    { type: 'text', text: 'Let me ' },
    { type: 'text', text: 'see.' },
    { type: 'tool_use', id: 't1', name: 'look', input: { what: 'lamp' } },
  ],
})
const story: TurnStory = {
  number: 1,
  record,
  runs: [{ specialist: 'order', steps: [asks, tools, modelStep('Here.')] }],
  answers: [
    { kind: 'answer', specialist: 'order', parts: [text('Here.')], at: at + 3_000 },
    { kind: 'gap', specialist: 'product', reason: 'overloaded', at: at + 3_500 },
  ],
  deferrals: [],
}
const asked = someMessage({ seq: 1, turn: 1, parts: [text('where?')] })
const told = someMessage({ seq: 2, turn: 1, author: 'assistant', parts: [text('Here.'), text('And more.')] })
const call = { ...someCall(), costMicroDollars: 30.575 }

function only(stories: readonly TurnStory[], messages: Parameters<typeof traceOf>[1]) {
  const traces = traceOf(stories, messages)
  for (const trace of traces) expect(turnTrace.parse(trace)).toEqual(trace)
  const [trace] = traces
  if (!trace || traces.length !== 1) throw new Error(`There are ${traces.length} traces`)
  return trace
}

describe('the trace of a turn', () => {
  test('has its messages, with what they are made of', () => {
    expect(only([story], [asked, told]).messages).toEqual([
      { seq: 1, author: 'customer', text: 'where?', parts: ['text'], createdAt: asked.createdAt },
      {
        seq: 2,
        author: 'assistant',
        text: 'Here.\n\nAnd more.',
        parts: ['text', 'text'],
        createdAt: told.createdAt,
      },
    ])
  })

  test('has the route with its reasons, calls and cost', () => {
    expect(only([story], [asked, told]).route).toEqual({
      ...record.decision,
      calls: [{ ...call, purpose: 'route', at: at + 500 }],
      at: at + 600,
    })
  })

  test('has a run for every task, with its steps and, if there is one, its gap', () => {
    const { runs } = only([story], [asked, told])
    expect(runs).toEqual([
      {
        specialist: 'order',
        task: 'Find #W1.',
        steps: [
          {
            kind: 'model',
            call,
            stop: 'tools',
            text: 'Let me see.',
            tools: [{ id: 't1', name: 'look', input: { what: 'lamp' } }],
          },
          {
            kind: 'tools',
            at: at + 2_000,
            results: [
              { id: 't1', name: 'look', ok: true, content: 'x'.repeat(2_000), ms: 7 },
              { id: 't2', name: 'look', ok: false, content: 'NOT_FOUND: no', ms: 8 },
            ],
          },
          { kind: 'model', call, stop: 'complete', text: 'Here.', tools: [] },
        ],
      },
      { specialist: 'product', task: 'Find a lamp.', steps: [], gap: 'overloaded' },
    ])
  })

  test("never shows the model's thinking", () => {
    expect(JSON.stringify(only([story], [asked, told]))).not.toContain('secret thoughts')
  })

  test('adds up all calls: of the router and of every run', () => {
    expect(only([story], [asked, told]).totals).toEqual({
      modelCalls: 3,
      inputTokens: 3 * 123,
      outputTokens: 3 * 40,
      costMicroDollars: 3 * 30.575,
      ms: 4_000,
    })
  })

  test('given one model whose price is not known, has no total cost rather than too low a one', () => {
    const unknown = modelStep('Here.', { call: someCall({ model: 'claude-tomorrow-9' }) })
    const runs = [{ specialist: 'order', steps: [asks, tools, unknown] }]
    const { totals, ...trace } = only([{ ...story, runs }], [asked, told])
    expect(totals.costMicroDollars).toBeNull()
    expect(trace.runs[0]?.steps.at(-1)).toMatchObject({ call: { costMicroDollars: null } })
  })

  test('given it is not over yet, has no outcome and no duration', () => {
    const { outcome: _, closedAt: __, replySeq: ___, ...open } = record
    const trace = only([{ ...story, record: open }], [asked])
    expect(trace).not.toHaveProperty('outcome')
    expect(trace).not.toHaveProperty('closedAt')
    expect(trace.totals).not.toHaveProperty('ms')
  })

  test('given it was never routed, is its messages alone', () => {
    expect(only([], [asked])).toMatchObject({
      number: 1,
      runs: [],
      totals: { modelCalls: 0, costMicroDollars: 0 },
    })
    expect(only([], [asked])).not.toHaveProperty('route')
  })

  test('given several turns, they come in order, each with its own', () => {
    const second = { ...story, number: 2, record: { ...record, number: 2 } }
    const later = someMessage({ seq: 3, turn: 2 })
    const greeting = someMessage({ seq: 4, turn: 0, author: 'system' })
    const traces = traceOf([second, story], [later, asked, told, greeting])
    expect(traces.map(({ number, messages }) => [number, messages.map(({ seq }) => seq)])).toEqual([
      [1, [1, 2]],
      [2, [3]],
    ])
  })

  test('given what memory really keeps, tells all of it', async () => {
    const desk = await someDesk()
    const look = { id: 't1', name: 'look', input: { what: 'lamp' } }
    await desk.work(scriptedModel(asksFor(look), says('Here it is.')))
    await say(desk.memory, await desk.now(), 'thanks', desk.minting)
    const stories = await desk.memory.turns(desk.id, 1, 2)
    const [first, second] = traceOf(stories, await desk.memory.messages(desk.id, 0, 99))
    expect(turnTrace.parse(first)).toMatchObject({
      route: { kind: 'delegate' },
      runs: [{ specialist: 'order', steps: [{ kind: 'model' }, { kind: 'tools' }, { kind: 'model' }] }],
      outcome: 'replied',
      totals: { modelCalls: 3 },
    })
    expect(turnTrace.parse(second)).toMatchObject({ number: 2, messages: [{ text: 'thanks' }] })
  })

  test('given the only specialist could not answer, says that the turn failed', async () => {
    const desk = await someDesk()
    await desk.work(scriptedModel(isSpent))
    const [trace] = traceOf(
      await desk.memory.turns(desk.id, 1, 1),
      await desk.memory.messages(desk.id, 0, 99),
    )
    expect(trace).toMatchObject({ outcome: 'failed', messages: [{}, { parts: ['system'] }] })
  })
})
