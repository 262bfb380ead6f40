import { describe, expect, test } from 'vitest'
import { type TurnTrace, turnTrace } from '../../../functions/core/trace.ts'
import { plainPaint } from '../../../local/client/paint.ts'
import { withResumedRuns } from '../../../local/client/resumed-runs.ts'
import { drawTimeline, lanesOf, waits } from '../../../local/client/timeline.ts'
import { tellStory } from '../../../local/client/trace-text.ts'

const began = Date.parse('2026-11-22T10:00:00.000Z')
const call = (purpose: string, at: number, ms: number) => ({
  purpose,
  model: 'model-1',
  usage: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 400, cacheWriteTokens: 0 },
  costMicroDollars: 1234,
  ms,
  at: began + at,
})
const model = (at: number, ms: number, more: object) => ({
  kind: 'model',
  call: call('run', at, ms),
  stop: 'complete',
  text: '',
  tools: [],
  ...more,
})
const listing = { id: 't1', name: 'list_orders', ok: true, content: '{"orders":[]}', ms: 100 }

const turn: TurnTrace = turnTrace.parse({
  number: 1,
  id: 'trn_1',
  messages: [
    {
      seq: 1,
      author: 'customer',
      text: 'Two\nthings',
      createdAt: '2026-11-22T10:00:00.000Z',
      parts: ['text'],
    },
    { seq: 2, author: 'assistant', text: 'Both', createdAt: '2026-11-22T10:00:02.000Z', parts: ['text'] },
  ],
  route: {
    kind: 'delegate',
    reason: 'Two questions.',
    reply: '',
    tasks: [
      { specialist: 'order', task: 'Find the order.', reason: 'It is about an order.' },
      { specialist: 'product', task: 'Find the kettle.', reason: 'It is about a product.' },
    ],
    calls: [call('route', 400, 400)],
    at: began + 400,
  },
  runs: [
    {
      specialist: 'order',
      task: 'Find the order.',
      steps: [
        model(1000, 500, { stop: 'tools', tools: [{ id: 't1', name: 'list_orders', input: {} }] }),
        { kind: 'tools', at: began + 1100, results: [listing] },
        model(1900, 800, { text: 'No orders.' }),
      ],
    },
    { specialist: 'product', task: 'Find the kettle.', steps: [model(1000, 500, {})], gap: 'too_long' },
  ],
  outcome: 'replied',
  closedAt: began + 2000,
  totals: { modelCalls: 4, inputTokens: 2000, outputTokens: 80, costMicroDollars: 4936, ms: 2000 },
})

describe('The story of a conversation', () => {
  test('tells what was said, why, what was done, who waited, and what it cost', () => {
    expect(tellStory('cnv_1', [turn], plainPaint)).toMatchInlineSnapshot(`
      "cnv_1
      4 model calls · 2000 tokens → 80 · $0.004936 · 2000 ms

      Turn 1 · replied · 2000 ms
        customer  Two
                  things
        router    delegate: Two questions.
                  route: model-1, 500 tokens (400 cached) → 20, $0.001234, 400 ms
                  → order: Find the order. (It is about an order.)
                  → product: Find the kettle. (It is about a product.)

        order     1. model: model-1, 500 tokens (400 cached) → 20, $0.001234, 500 ms
                     calls list_orders {}
                  2. list_orders → {"orders":[]} (100 ms)
                  3. model: model-1, 500 tokens (400 cached) → 20, $0.001234, 800 ms
                     says No orders.

        product   1. model: model-1, 500 tokens (400 cached) → 20, $0.001234, 500 ms
                  no answer: too_long

        router    ████████████
        order                ···██████████████▓▓████████████████████████
        product              ···███████████████
        reply                                                          ··◆
                  product waited 900 ms for order

        assistant Both
                  4 model calls · 2000 tokens → 80 · $0.004936 · 2000 ms
      "
    `)
  })

  test('of a turn that is not done yet, and of a price that is not known', () => {
    const { route, outcome, closedAt, ...open } = turn
    const totals = { ...turn.totals, costMicroDollars: null }
    const story = tellStory('cnv_1', [{ ...open, runs: [], totals }], plainPaint)
    expect(story).toContain('Turn 1 · not done yet')
    expect(story).toContain('never routed')
    expect(story).toContain('price not known')
    expect([route?.kind, outcome, closedAt]).toEqual(['delegate', 'replied', began + 2000])
  })

  test('cuts long results to a line', () => {
    const long = structuredClone(turn)
    const step = long.runs[0]?.steps[1]
    if (step?.kind === 'tools') step.results = [{ ...listing, content: 'long '.repeat(400) }]
    const line = tellStory('cnv_1', [long], plainPaint)
      .split('\n')
      .find((it) => it.includes('list_orders →'))
    expect(line?.length).toBeLessThan(220)
    expect(line).toContain('…')
  })
})

const asking: TurnTrace = turnTrace.parse({
  number: 2,
  messages: [
    { seq: 3, author: 'customer', text: 'Cancel it', createdAt: '2026-11-22T10:00:00.000Z', parts: ['text'] },
    {
      seq: 4,
      author: 'assistant',
      text: '[to be confirmed: Cancel order #W1]',
      createdAt: '2026-11-22T10:00:02.000Z',
      parts: ['confirmation'],
    },
  ],
  route: {
    kind: 'delegate',
    reason: 'A change.',
    reply: '',
    tasks: [{ specialist: 'order', task: 'Cancel it.', reason: 'It is about an order.' }],
    calls: [call('route', 400, 400)],
    at: began + 400,
  },
  runs: [
    {
      specialist: 'order',
      task: 'Cancel it.',
      steps: [
        model(1000, 500, {
          stop: 'tools',
          tools: [{ id: 't1', name: 'cancel_pending_order', input: { order_id: '#W1' } }],
        }),
        { kind: 'paused', at: began + 1000, tool: 'cancel_pending_order', actionId: 'act_1' },
      ],
    },
  ],
  outcome: 'awaiting_confirmation',
  closedAt: began + 2000,
  totals: { modelCalls: 2, inputTokens: 1000, outputTokens: 40, costMicroDollars: 2468, ms: 2000 },
})

/** Ten minutes later. As the API tells it: the steps since are in the run that waited, not in this turn's. */
const decided = began + 600_000
const resuming = (author: 'customer' | 'operator', word: string): TurnTrace =>
  turnTrace.parse({
    number: 3,
    messages: [
      {
        seq: 5,
        author,
        text: `[${word}: Cancel order #W1]`,
        createdAt: new Date(decided).toISOString(),
        parts: ['decision'],
      },
      {
        seq: 6,
        author: 'assistant',
        text: 'Done',
        createdAt: '2026-11-22T10:10:02.000Z',
        parts: ['receipt'],
      },
    ],
    route: {
      kind: 'resume',
      reason: 'it was decided; the run that proposed it goes on',
      reply: '',
      tasks: [
        {
          specialist: 'order',
          task: 'Go on: Cancel order #W1',
          reason: 'it was decided; the run that proposed it goes on',
        },
      ],
      calls: [],
      at: decided + 100,
    },
    runs: [{ specialist: 'order', task: 'Go on: Cancel order #W1', steps: [] }],
    outcome: 'replied',
    closedAt: decided + 1200,
    totals: { modelCalls: 0, inputTokens: 0, outputTokens: 0, costMicroDollars: 0, ms: 1200 },
  })

const since = [
  { kind: 'tools', at: decided + 300, results: [{ ...listing, name: 'cancel_pending_order' }] },
  model(600_000 + 1000, 500, { text: 'It is cancelled.' }),
]
const resumed = turnTrace.parse({
  ...asking,
  runs: asking.runs.map((run) => ({ ...run, steps: [...run.steps, ...since] })),
  totals: { modelCalls: 3, inputTokens: 1500, outputTokens: 60, costMicroDollars: 3702, ms: 2000 },
})

describe('The story of a change', () => {
  test('has the pause, the decision, and how the run went on, each where it happened', () => {
    expect(
      tellStory('cnv_1', [resumed, resuming('customer', 'confirmed')], plainPaint),
    ).toMatchInlineSnapshot(`
      "cnv_1
      2 turns · 3 model calls · 1500 tokens → 60 · $0.003702 · 3200 ms

      Turn 2 · awaiting_confirmation · 2000 ms
        customer  Cancel it
        router    delegate: A change.
                  route: model-1, 500 tokens (400 cached) → 20, $0.001234, 400 ms
                  → order: Cancel it. (It is about an order.)

        order     1. model: model-1, 500 tokens (400 cached) → 20, $0.001234, 500 ms
                     calls cancel_pending_order {"order_id":"#W1"}
                  2. waits for the customer to confirm cancel_pending_order

        router    ████████████
        order                ···██████████████▪
        reply                                 ···························◆

        assistant [to be confirmed: Cancel order #W1]
                  2 model calls · 1000 tokens → 40 · $0.002468 · 2000 ms

      Turn 3 · replied · 1200 ms
        customer  [confirmed: Cancel order #W1]
        router    resume: it was decided; the run that proposed it goes on
                  → order: Go on: Cancel order #W1

        order     1. cancel_pending_order → {"orders":[]} (100 ms)
                  2. model: model-1, 500 tokens (400 cached) → 20, $0.001234, 500 ms
                     says It is cancelled.

        order         ·····▓▓▓▓▓▓────────████████████████████████
        reply                                                   ·········◆

        assistant Done
                  1 model call · 500 tokens → 20 · $0.001234 · 1200 ms
      "
    `)
  })

  test('tells of a decision by an operator before what came of it', () => {
    const told = tellStory('cnv_1', [resuming('operator', 'approved')], plainPaint)
    expect(told.split('\n')).toContain('  operator  [approved: Cancel order #W1]')
    expect(told.indexOf('operator')).toBeLessThan(told.indexOf('router'))
  })

  test('that was confirmed and then approved has its steps in the turn that did it', () => {
    const confirmed = resuming('customer', 'confirmed')
    const approved = { ...resuming('operator', 'approved'), number: 4 }
    const at = decided + 60_000
    const later = approved.route && { ...approved.route, at }
    const steps = [
      ...asking.runs.flatMap((run) => run.steps),
      { kind: 'tools', at: at + 300, results: [listing] },
    ]
    const waited = turnTrace.parse({ ...asking, runs: [{ specialist: 'order', task: '', steps }] })
    const turns = withResumedRuns([waited, confirmed, { ...approved, ...(later && { route: later }) }])
    expect(turns.map(({ runs }) => runs.map((run) => run.steps.map(({ kind }) => kind)))).toEqual([
      [['model', 'paused']],
      [[]],
      [['tools']],
    ])
    expect(tellStory('cnv_1', turns.slice(0, 2), plainPaint)).toContain('order     has not gone on')
  })
})

describe('The time line', () => {
  test('has the router, the specialists from the moment they were asked, and the reply', () => {
    expect(lanesOf(turn).map(({ name, ready, spans }) => [name, ready, spans.length])).toEqual([
      ['router', 0, 1],
      ['order', 400, 3],
      ['product', 400, 1],
      ['reply', 1900, 1],
    ])
  })

  test('says who waited for whom', () => {
    expect(waits(lanesOf(turn))).toEqual([{ name: 'product', for: 'order', ms: 900 }])
  })

  test('draws on one scale, and stays inside of it', () => {
    const bars = drawTimeline(lanesOf(turn), 1000)
    expect(bars.every(({ bar }) => bar.length <= 56)).toBe(true)
  })
})
