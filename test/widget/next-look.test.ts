import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createNextLook } from '../../widget/panel/next-look.ts'
import type { Message, Part } from '../../widget/panel/wire.ts'
import { confirmation } from './sample-changes.ts'

const now = Date.parse('2026-11-22T10:30:00.000Z')

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
})

const turn = (status: string) => ({ status, working: [] })

function said(...parts: Part[]): Message[] {
  return [{ id: 'msg_1', seq: 1, author: 'assistant', parts, createdAt: new Date(now).toISOString() }]
}

const apology = said({ type: 'system', event: 'apology', text: 'Not in time.' })

describe('When to look next', () => {
  test.each([
    ['an answer is being worked on', turn('thinking'), [], 500],
    ['nothing is open', turn('idle'), [], undefined],
    ['the answer is there', turn('replied'), said({ type: 'text', text: 'Here' }), undefined],
    ['a person answers', turn('with_human'), [], 3000],
    ['a confirmation is open', turn('awaiting_confirmation'), said(confirmation()), 3000],
    [
      'it has expired',
      turn('awaiting_confirmation'),
      said(confirmation({ expiresAt: '2026-01-01T00:00:00.000Z' })),
      undefined,
    ],
  ])('%s', (_, status, messages, expected) => {
    expect(createNextLook()(status, 500, messages, false)).toBe(expected)
  })

  test('after an apology the answer may still come: less and less often, for ten minutes', () => {
    const next = createNextLook()
    const pauses: (number | undefined)[] = []
    for (const minute of [0, 1, 5, 9, 11]) {
      vi.setSystemTime(now + minute * 60_000)
      pauses.push(next(turn('failed'), 5000, apology, false))
    }
    expect(pauses).toEqual([5000, 15_000, 75_000, 135_000, undefined])
  })

  test('when the late answer is there, nothing is looked for any more', () => {
    const next = createNextLook()
    expect(next(turn('failed'), 5000, apology, false)).toBe(5000)
    expect(
      next(turn('failed'), 5000, [...apology, ...said({ type: 'text', text: 'Here' })], false),
    ).toBeUndefined()
  })

  test('a tab that nobody sees asks for an answer, but not for what may come some time', () => {
    const next = createNextLook()
    expect(next(turn('thinking'), 500, [], true)).toBe(500)
    expect(next(turn('with_human'), 500, [], true)).toBe(30_000)
    expect(next(turn('failed'), 500, apology, true)).toBeUndefined()
  })
})
