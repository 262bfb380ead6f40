import { describe, expect, test } from 'vitest'
import type { Message, Turn } from '../../../local/client/api-client.ts'
import { chatScreen } from '../../../local/client/chat-screen.ts'
import { plainPaint } from '../../../local/client/paint.ts'

const turn = (status: Turn['status'], ...activities: string[]): Turn => ({
  number: 1,
  status,
  working: activities.map((activity) => ({ specialist: 'order', activity })),
})
const answer: Message = {
  id: 'msg_1',
  seq: 2,
  author: 'assistant',
  turn: 1,
  createdAt: '2026-11-22T10:00:00Z',
  parts: [
    { type: 'text', text: 'On its **way**:\n\n- soon' },
    {
      type: 'order_card',
      orderId: '#W1',
      status: 'processed',
      totalCents: 11849,
      items: [{ name: 'Rain Jacket', quantity: 1 }],
      trackingIds: ['517'],
    },
    {
      type: 'product_card',
      productId: '1',
      name: 'Kettle',
      options: { color: 'black' },
      priceCents: 3499,
      available: false,
    },
    { type: 'link', url: 'https://post.example', label: 'Track' },
    { type: 'choices', choices: ['Yes', 'No'] },
    { type: 'system', event: 'handoff', text: 'A person comes' },
  ],
}

function screen(live: boolean) {
  let written = ''
  const it = chatScreen((text) => (written += text), plainPaint, live)
  return { ...it, written: () => written }
}

describe('The terminal chat', () => {
  test('writes every part as text, choices with their numbers', () => {
    const it = screen(false)
    it.answered([answer])
    expect(it.written()).toMatchInlineSnapshot(`
      "store  On its way:

             - soon

             │ Order #W1  processed
             │ 1 × Rain Jacket
             │ Total $118.49
             │ Tracking 517

             │ Kettle  $34.99
             │ color: black
             │ sold out

             Track: https://post.example

             1) Yes
             2) No

             A person comes

      "
    `)
  })

  test('in a pipe, says who is working in a line each, and only when it changes', () => {
    const it = screen(false)
    it.turn(turn('thinking'))
    it.turn(turn('thinking', 'checking your orders'))
    it.turn(turn('thinking', 'checking your orders'))
    it.turn(turn('replied'))
    expect(it.written()).toBe('… reading your message\n… checking your orders\n')
  })

  test('on a terminal, writes who is working over itself', () => {
    const it = screen(true)
    it.turn(turn('thinking'))
    it.turn(turn('thinking', 'checking your orders', 'looking through the catalogue'))
    it.answered([{ ...answer, parts: [{ type: 'text', text: 'Done' }] }])
    expect(it.written().split('\r\u001b[2K')).toEqual([
      '… reading your message',
      '… checking your orders · looking through the catalogue',
      'store  Done\n\n',
    ])
  })
})
