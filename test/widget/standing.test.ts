import { describe, expect, test } from 'vitest'
import { type Confirmation, standingOf, waitingOf } from '../../widget/panel/standing.ts'
import type { Author, Part } from '../../widget/panel/wire.ts'
import { actionId, confirmation, receipt } from './sample-changes.ts'

type Entry = { author: Author; parts: Part[]; createdAt: string }

const now = Date.parse('2026-11-22T10:30:00.000Z')
const asked: Confirmation = confirmation()
const question = entry('assistant', asked)

function entry(author: Author, ...parts: Part[]): Entry {
  return { author, parts, createdAt: new Date(now).toISOString() }
}

function decision(word: string): Part {
  return { type: 'decision', actionId, decision: word, title: 'Cancel order #W0482125' }
}

const text: Part = { type: 'text', text: 'All right.' }
const standing = (...later: Entry[]) => standingOf(asked, [question, ...later], undefined, now)

describe('Where a confirmation stands', () => {
  test.each([
    ['open', []],
    ['open', [entry('customer', text)]],
    ['confirmed', [entry('customer', decision('confirmed'))]],
    ['declined', [entry('customer', decision('declined')), entry('assistant', text)]],
    ['done', [entry('customer', decision('confirmed')), entry('assistant', receipt(), text)]],
    ['done', [entry('customer', text), entry('assistant', receipt())]],
    ['confirmed', [entry('customer', decision('confirmed')), entry('assistant', text)]],
    ['approved', [entry('customer', decision('confirmed')), entry('operator', decision('approved'))]],
    ['rejected', [entry('customer', decision('confirmed')), entry('operator', decision('rejected'))]],
    ['confirmed', [entry('customer', text), entry('customer', decision('confirmed'))]],
    ['declined', [entry('customer', text), entry('customer', decision('declined'))]],
    ['over', [entry('customer', decision('postponed'))]],
    ['over', [entry('assistant', text)]],
    ['over', [entry('system', text)]],
    ['over', [entry('assistant', confirmation({ actionId: 'act_other' }))]],
    ['over', [entry('customer', text), entry('assistant', receipt({ actionId: 'act_other' }))]],
    ['repeated', [entry('customer', text), entry('assistant', text, confirmation())]],
  ])('%s: %j', (expected, later) => {
    expect(standing(...later)).toBe(expected)
  })

  test('of two in one message, the last waits', () => {
    const second: Confirmation = confirmation({ actionId: 'act_second' })
    const entries = [entry('assistant', asked, second)]
    expect(waitingOf(entries)).toBe(second)
    expect(standingOf(asked, entries, undefined, now)).toBe('over')
    expect(standingOf(second, entries, undefined, now)).toBe('open')
  })

  test('what the conversation left behind had expired already, or had not', () => {
    const late: Confirmation = confirmation({ expiresAt: new Date(now).toISOString() })
    const entries = [entry('assistant', late), entry('customer', text), entry('assistant', text)]
    expect(standingOf(late, entries, undefined, now + 60_000)).toBe('expired')
    const early = { ...late, expiresAt: new Date(now + 1).toISOString() }
    const others = [entry('assistant', early), entry('customer', text), entry('assistant', text)]
    expect(standingOf(early, others, undefined, now + 60_000)).toBe('over')
  })

  test('a no in words is told by the reply, and takes back an earlier yes', () => {
    expect(standing(entry('customer', text), entry('assistant', decision('declined'), text))).toBe('declined')
    expect(
      standing(
        entry('customer', decision('confirmed')),
        entry('customer', text),
        entry('assistant', decision('declined'), text),
      ),
    ).toBe('declined')
  })

  test('it expires on the dot, unless an answer is on its way', () => {
    const late: Confirmation = confirmation({ expiresAt: new Date(now).toISOString() })
    const entries = [entry('assistant', late)]
    expect(standingOf(late, entries, undefined, now - 1)).toBe('open')
    expect(standingOf(late, entries, undefined, now)).toBe('expired')
    expect(standingOf(late, entries, 'sending', now)).toBe('sending')
  })

  test('messages come before what this page knows', () => {
    const entries = [question, entry('customer', decision('confirmed'))]
    expect(standingOf(asked, entries, 'failed', now)).toBe('confirmed')
    expect(waitingOf(entries)).toBeUndefined()
  })
})
