import { describe, expect, test } from 'vitest'
import { acceptedResponse, messagesResponse, sessionResponse } from '../../functions/api/schemas.ts'
import { movement } from '../../functions/core/change.ts'
import { liveFrame } from '../../functions/core/live.ts'
import { part } from '../../functions/core/parts.ts'
import { en } from '../../widget/locales/en.ts'
import { readAccepted, readFrame, readNewestOpen, readPage, readSession } from '../../widget/panel/wire.ts'
import { actionId, confirmation, receipt } from './sample-changes.ts'

const hex = '0'.repeat(32)
const turn = { number: 1, status: 'thinking', working: [{ specialist: 'order', activity: 'checking' }] }
const parts = [
  { type: 'text', text: 'Hello' },
  { type: 'order_card', orderId: '#W1', status: 'pending', totalCents: 1, items: [], trackingIds: [] },
  {
    type: 'product_card',
    productId: '1',
    name: 'Kettle',
    options: { a: 'b' },
    priceCents: 1,
    available: true,
  },
  confirmation(),
  receipt(),
  { type: 'decision', actionId, decision: 'confirmed', title: 'Cancel order #W1' },
  { type: 'choices', choices: ['a'] },
  { type: 'link', url: 'https://a.example', label: 'A' },
  { type: 'system', event: 'handoff', text: 'A person comes' },
]
const message = { id: `msg_${hex}`, seq: 1, author: 'assistant', turn: 1, createdAt: '2026-11-01T00:00:00Z' }
const page = {
  data: [{ ...message, parts }],
  page: { after: 1, hasMore: false },
  turn,
  pollAfterMs: 500,
}

describe('What the widget reads', () => {
  test("is what the API's own schema lets through, every kind of part included", () => {
    const read = readPage(messagesResponse.parse(page))
    expect(read.data[0]?.parts).toEqual(parts)
    expect(read).toMatchObject({
      page: { after: 1, hasMore: false },
      pollAfterMs: 500,
      turn: { status: 'thinking' },
    })
    expect(part.options.map((option) => option.shape.type.value).sort()).toEqual(
      parts.map(({ type }) => type).sort(),
    )
  })

  test('survives a newer API: unknown fields, statuses and parts', () => {
    const newer = {
      ...page,
      turn: { number: 2, status: 'awaiting_confirmation', working: [] },
      data: [
        {
          ...message,
          parts: [{ type: 'voucher', text: '$5.00 off' }, { type: 'confetti' }],
          reactions: [],
        },
      ],
    }
    const read = readPage(newer)
    expect(read.data[0]?.parts).toEqual([{ type: 'text', text: '$5.00 off' }])
    expect(read.turn.status).toBe('awaiting_confirmation')
  })

  test('a change without a total, and words that a newer API has', () => {
    const movements = [{ label: 'Visa', amountCents: -100, arrives: 'tomorrow' }]
    const { total: _, ...change } = { ...confirmation(), movements }
    const decision = { type: 'decision', actionId, decision: 'postponed', title: 'Cancel order #W1' }
    const read = readPage({ ...page, data: [{ ...message, parts: [change, decision] }] })
    expect(read.data[0]?.parts).toEqual([change, decision])
  })

  test('has words for every moment at which money arrives, and for every decision', () => {
    expect(Object.keys(en.arrives)).toEqual(movement.shape.arrives.options)
    const decision = part.options.find((option) => 'decision' in option.shape)
    expect(decision?.shape).toBeDefined()
    if (decision && 'decision' in decision.shape) {
      expect(Object.keys(en.became)).toEqual(expect.arrayContaining(decision.shape.decision.options))
    }
  })

  test.each([null, [], 'page', { data: 'none' }])('refuses %j', (body) => {
    expect(() => readPage(body)).toThrow(TypeError)
  })

  test('an accepted message and a session', () => {
    const accepted = {
      message: { id: `msg_${hex}`, seq: 3, status: 'accepted' },
      turn: { id: `trn_${hex}`, number: 1, status: 'thinking' },
      pollAfterMs: 500,
    }
    expect(readAccepted(acceptedResponse.parse(accepted))).toMatchObject({
      message: { seq: 3 },
      turn: { working: [] },
    })
    const session = { sessionToken: 't', expiresAt: '2026-11-01T00:00:00.000Z', customer: { verified: true } }
    const kept = { token: 't', expiresAt: 1793491200000 }
    const live = { url: 'wss://live.example' }
    expect(readSession(sessionResponse.parse({ ...session, live }))).toEqual({ ...kept, live: live.url })
    expect(readSession(session)).toEqual(kept)
  })

  test('every frame of the live path, and none that a newer one has', () => {
    const { pollAfterMs: _, ...messages } = page
    const frames = [
      { type: 'message', message: { ...message, parts } },
      { type: 'turn', turn, version: 3, lastSeq: 1 },
      { type: 'draft', turn: 1, specialist: 'order', text: 'It is' },
      { type: 'messages', ...messages, version: 3 },
    ]
    for (const frame of frames) {
      const read: unknown = JSON.parse(JSON.stringify(readFrame(liveFrame.parse(frame))))
      expect(frame).toMatchObject(Object(read))
      expect(Object.keys(Object(read))).toEqual(Object.keys(frame))
    }
    expect(liveFrame.options.map((option) => option.shape.type.value)).toEqual(frames.map(({ type }) => type))
    expect(readFrame({ type: 'applause' })).toBeUndefined()
    expect(readFrame({ message: 'Internal server error', connectionId: 'c' })).toBeUndefined()
  })

  test('the newest open conversation of a list', () => {
    const conversation = (id: string, status: string, createdAt: string) => ({ id, status, createdAt })
    const data = [
      conversation('a', 'open', '2026-01-01'),
      conversation('b', 'open', '2026-03-01'),
      conversation('c', 'closed', '2026-04-01'),
    ]
    expect([readNewestOpen({ data }), readNewestOpen({ data: [] })]).toEqual(['b', undefined])
  })
})
