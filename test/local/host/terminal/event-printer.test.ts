import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { HostEvent } from '../../../../local/host/host-events.ts'
import { createEventPrinter } from '../../../../local/host/terminal/event-printer.ts'

const order = 'Switchboard-dev-Service-OrderFunctionLambdaBA86D5DD'

function shown(events: HostEvent[], verbose = false): string[] {
  const lines: string[] = []
  const onEvent = createEventPrinter({ verbose, print: (line) => lines.push(stripVTControlCharacters(line)) })
  for (const event of events) onEvent(event)
  return lines
}

const line = (text: string): HostEvent => ({
  type: 'line',
  function: order,
  requestId: '1',
  stream: 'stdout',
  line: text,
})
const log = (level: string, message: string, more: object = {}): HostEvent =>
  line(JSON.stringify({ level, message, service: 'order', timestamp: 'now', function_name: order, ...more }))
const ended = (outcome: 'ok' | 'crash'): HostEvent => ({
  type: 'invocation',
  environment: 1,
  function: order,
  requestId: '1',
  cold: false,
  ms: 12.3,
  outcome,
  ...(outcome === 'crash' && {
    error: { errorType: 'Error', errorMessage: 'broken', trace: ['Error: broken', '    at order.ts:1'] },
  }),
})

describe('Events on the terminal', () => {
  test('warnings, errors and plain lines are shown, with what they say besides', () => {
    expect(
      shown([
        log('INFO', 'Handled'),
        log('WARN', 'Slow', { conversationId: 'c1', n: 2 }),
        log('ERROR', 'Failed', {
          error: { name: 'NoStock', message: 'none', stack: 'NoStock: none\n    at stock.ts:7' },
        }),
        line('plain'),
        line('{"not":"a log"}'),
      ]),
    ).toEqual([
      'order    WARN Slow conversationId=c1 n=2',
      'order    ERROR Failed NoStock: none\nNoStock: none\n    at stock.ts:7',
      'order    plain',
      'order    {"not":"a log"}',
    ])
  })

  test('a crash is shown with the log before it, but not with that of an event that went well', () => {
    expect(
      shown([
        log('INFO', 'Earlier'),
        ended('ok'),
        log('INFO', 'Begun'),
        line('{"_aws":{},"Turns":1}'),
        ended('crash'),
      ]),
    ).toEqual(['order    INFO Begun', 'order    crashed: broken', 'order        at order.ts:1'])
  })

  test('verbose shows everything', () => {
    const request: HostEvent = {
      type: 'request',
      method: 'GET',
      path: '/v1/health',
      status: 200,
      ms: 3,
      requestId: '1',
    }
    expect(
      shown([log('INFO', 'Handled'), line('{"_aws":{},"Turns":1}'), ended('ok'), request], true),
    ).toEqual([
      'order    INFO Handled',
      'order    metrics {"Turns":1}',
      'order    12 ms',
      'api      GET /v1/health 200 3 ms',
    ])
  })

  test('a mail is always shown: to whom, and the line with the code', () => {
    const mail: HostEvent = {
      type: 'mail',
      from: 'help@shop.example',
      to: 'mina@example.com',
      subject: 'Your code for the chat',
      text: 'Your code is 012345\n\nGive it to nobody.',
      sentAt: '2026-11-02T10:00:00.000Z',
    }
    expect(shown([mail])).toEqual([
      'mail     to mina@example.com: Your code for the chat. Your code is 012345 (all of it: /outbox)',
    ])
  })

  test('what is put on EventBridge is always shown, cut short', () => {
    const event: HostEvent = {
      type: 'event',
      id: '1',
      bus: 'default',
      source: 'switchboard',
      detailType: 'ConversationHandedOff',
      detail: { conversationId: 'c1', text: 'x'.repeat(200) },
      resources: [],
      time: '2026-11-02T10:00:00.000Z',
    }
    expect(shown([event, { ...event, detail: { conversationId: 'c1' } }])).toEqual([
      `event    switchboard, ConversationHandedOff: {"conversationId":"c1","text":"${'x'.repeat(89)} … (all of it: /events)`,
      'event    switchboard, ConversationHandedOff: {"conversationId":"c1"} (all of it: /events)',
    ])
  })

  test('a problem of the host is always shown, with its cause', () => {
    expect(shown([{ type: 'problem', message: 'No engine', cause: new Error('gone') }])).toEqual([
      'No engine: Error: gone',
    ])
  })
})
