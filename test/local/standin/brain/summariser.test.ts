import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../../../../local/standin/server.ts'
import { messagesAt, summarise, type Talk } from '../support/switchboard-calls.ts'

let standIn: StandIn

beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

const talk: Talk = [
  'c: Where is my order #W1000002?',
  'a: Order #W1000002 is pending.',
  'c: And does the stove kettle come in black?',
  'a: Yes, the Stove Kettle comes in black.\n- 1L, steel, black: $41.50 (item 4000000001)\nWhich size do you want?',
]

it('names the orders, the products, what was asked and what is open', async () => {
  expect(await summarise(messagesAt(standIn.url), talk)).toBe(
    [
      'Orders: #W1000002',
      'Products: Stove Kettle',
      'Items: 4000000001',
      'Asked: Where is my order #W1000002? | And does the stove kettle come in black?',
      'Open: Which size do you want?',
    ].join('\n'),
  )
})

it('carries on what an earlier summary said', async () => {
  const messages = messagesAt(standIn.url)
  const first = await summarise(messages, talk)
  const second = await summarise(
    messages,
    ['c: and order #W1000003?', 'a: Order #W1000003 is processed.'],
    first,
  )
  expect(second).toContain('Orders: #W1000002, #W1000003')
  expect(second).toContain('Products: Stove Kettle')
  expect(second).not.toContain('Open:')
})

it('keeps the words of a summary that somebody else wrote', async () => {
  const summary = await summarise(messagesAt(standIn.url), talk, 'The customer is allergic to nickel.')
  expect(summary).toContain('Earlier: The customer is allergic to nickel.')
})

it('stays below 1,000 characters however much was said, summary after summary', async () => {
  const messages = messagesAt(standIn.url)
  let summary: string | undefined
  for (let round = 0; round < 5; round += 1) {
    const long: Talk = Array.from({ length: 60 }, (_, index): `c: ${string}` => {
      return `c: Where is my order #W${2000000 + round * 100 + index}, ${'please tell me '.repeat(20)}`
    })
    summary = await summarise(messages, long, summary)
    expect(summary.length).toBeLessThanOrEqual(1_000)
  }
  expect(summary).toContain('#W2000459')
})

it('stays below 1,000 characters when a single question is longer than that', async () => {
  const long = `a: Do you want ${'the black or the white one, or '.repeat(60)}none of them?` as const
  const summary = await summarise(messagesAt(standIn.url), ['c: Where is my order #W1000002?', long])
  expect(summary.length).toBeLessThanOrEqual(1_000)
  expect(summary).toContain('Orders: #W1000002')
})

it('has something to say about nothing', async () => {
  expect(await summarise(messagesAt(standIn.url), ['c: hi', 'a: Hello!'])).toBe('Nothing of note was said.')
})
