import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Conversation, conversation, type Message, message } from '../../functions/core/conversation.ts'
import { accept, assign, close, isCurrent, newConversation } from '../../functions/core/turn.ts'
import { turnStatus } from '../../functions/core/turn-status.ts'
import { deadlineMs, someMinting, text } from '../doubles/samples.ts'

const said = { parts: [text('hi')] }
const replied = { author: 'assistant', parts: [text('hello')], outcome: 'replied' } as const
const withHuman = { author: 'system', parts: [text('a person comes')], outcome: 'with_human' } as const

function begun(minting = someMinting()) {
  return newConversation({ sessionId: 'ses_1' }, minting)
}

test('given an approved action at work while a human holds the conversation, a message does not supersede it', () => {
  const minting = someMinting()
  const opened = accept(begun(minting), said, deadlineMs, minting).after
  const atWork = { ...assign(opened, ['order'], 1), control: 'human' as const }
  const { after, supersedes, opensTurn } = accept(atWork, said, deadlineMs, minting)
  expect({ supersedes, opensTurn }).toEqual({ supersedes: undefined, opensTurn: false })
  expect(after.turn).toEqual(atWork.turn)
  expect(after.lastSeq).toBe(2)
})

test('given a human holds the conversation, no turn counts but one that goes on with a decided action', () => {
  const minting = someMinting()
  const opened = accept(begun(minting), said, deadlineMs, minting).after
  const held = { ...opened, control: 'human' as const }
  const resumes = minting.newId('act')
  expect([isCurrent(opened, 1), isCurrent(held, 1)]).toEqual([true, false])
  expect(isCurrent({ ...held, turn: { ...held.turn, resumes } }, 1)).toBe(true)
})

describe('a new conversation', () => {
  test('is empty, with the bot, and waits for nothing', () => {
    const fresh = begun()
    expect(conversation.parse(fresh)).toEqual(fresh)
    expect(fresh).toMatchObject({ version: 1, control: 'bot', status: 'open', lastSeq: 0, answeredSeq: 0 })
    expect(fresh).not.toHaveProperty('customerId')
    expect(turnStatus(fresh)).toBe('idle')
    expect(isCurrent(fresh, 0)).toBe(false)
  })

  test('of a verified customer belongs to that customer', () => {
    const owner = { sessionId: 'ses_1', customerId: 'noah_1' }
    expect(newConversation(owner, someMinting())).toMatchObject(owner)
  })
})

describe("a customer's message", () => {
  test('given no turn at work, opens the next turn with a deadline of its own', () => {
    const minting = someMinting()
    const before = begun(minting)
    const opened = accept(before, said, deadlineMs, minting)
    expect(opened).toMatchObject({ opensTurn: true, supersedes: undefined })
    expect(opened.after).toMatchObject({ version: 2, lastSeq: 1, answeredSeq: 0 })
    expect(opened.after.turn).toMatchObject({
      number: 1,
      phase: 'open',
      deadlineAt: minting.now() + deadlineMs,
    })
    expect(opened.message).toMatchObject({ seq: 1, turn: 1, author: 'customer', parts: said.parts })
    expect(turnStatus(opened.after)).toBe('thinking')
    expect(before).toEqual(begun())
  })

  test('given a turn that is not routed yet, joins it: same turn, same id, same deadline', () => {
    const minting = someMinting()
    const first = accept(begun(minting), said, deadlineMs, minting)
    minting.advance(5_000)
    const second = accept(first.after, said, deadlineMs, minting)
    expect(second).toMatchObject({ opensTurn: false, supersedes: undefined })
    expect(second.after.turn).toEqual(first.after.turn)
    expect(second.message).toMatchObject({ seq: 2, turn: 1 })
  })

  test('given specialists at work, supersedes their turn and opens the next', () => {
    const minting = someMinting()
    const working = assign(accept(begun(minting), said, deadlineMs, minting).after, ['order'], 1)
    const newer = accept(working, said, deadlineMs, minting)
    expect(newer).toMatchObject({ opensTurn: true, supersedes: 1 })
    expect(newer.after.turn).toMatchObject({ number: 2, phase: 'open', working: [] })
    expect(newer.after.turn.id).not.toBe(working.turn.id)
    expect([isCurrent(newer.after, 1), isCurrent(newer.after, 2)]).toEqual([false, true])
  })

  test('given a human in control, is kept and begins no turn of the bot', () => {
    const minting = someMinting()
    const handedOff = close(begun(minting), withHuman, minting).after
    const kept = accept(handedOff, said, deadlineMs, minting)
    expect(kept).toMatchObject({ opensTurn: false, supersedes: undefined })
    expect(kept.after).toMatchObject({ control: 'human', lastSeq: 2, turn: { phase: 'closed' } })
    expect(isCurrent(kept.after, kept.after.turn.number)).toBe(false)
    expect(turnStatus(kept.after)).toBe('with_human')
  })

  test.each([
    ['given an anonymous conversation, a verified customer is bound to it', undefined, 'noah_1', 'noah_1'],
    ['given nobody is verified, nobody is bound', undefined, undefined, undefined],
    ['given a bound customer, who stays', 'noah_1', undefined, 'noah_1'],
  ])('%s', (_, before, speaker, after) => {
    const minting = someMinting()
    const begun = newConversation({ sessionId: 'ses_1', customerId: before }, minting)
    const change = accept(begun, { ...said, customerId: speaker }, deadlineMs, minting)
    expect(change.after.customerId).toBe(after)
  })
})

describe('the end of a turn', () => {
  test.each([
    ['replied', 'bot'],
    ['awaiting_customer', 'bot'],
    ['failed', 'bot'],
    ['with_human', 'human'],
  ] as const)(
    '%s: everything so far is answered, nobody works, and the %s has control',
    (outcome, control) => {
      const minting = someMinting()
      const working = assign(accept(begun(minting), said, deadlineMs, minting).after, ['order', 'product'], 1)
      const { after, message } = close(working, { ...replied, outcome }, minting)
      expect(after).toMatchObject({ version: 4, lastSeq: 2, answeredSeq: 2, control })
      expect(after.turn).toMatchObject({ number: 1, phase: 'closed', outcome, working: [] })
      expect(message).toMatchObject({ seq: 2, turn: 1, author: 'assistant' })
      expect(turnStatus(after)).toBe(outcome)
      expect(isCurrent(after, 1)).toBe(false)
    },
  )
})

type Move =
  | { readonly kind: 'accept' }
  | { readonly kind: 'assign'; readonly specialists: string[] }
  | { readonly kind: 'close'; readonly outcome: 'replied' | 'awaiting_customer' | 'failed' | 'with_human' }

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ kind: 'accept' } as const) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('assign' as const),
        specialists: fc.subarray(['order', 'product'], { minLength: 1 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('close' as const),
        outcome: fc.constantFrom('replied', 'awaiting_customer', 'failed', 'with_human'),
      }),
    },
  ),
  { maxLength: 40 },
)

/** Plays the moves that the code allows where it stands, and notes what came of every turn. */
function play(all: readonly Move[]) {
  const minting = someMinting()
  const states: Conversation[] = [begun(minting)]
  const messages: Message[] = []
  const outcomes = new Map<number, string[]>()
  const note = (turn: number, outcome: string) => outcomes.set(turn, [...(outcomes.get(turn) ?? []), outcome])
  for (const move of all) {
    const before = states.at(-1) ?? begun(minting)
    const isOpen = isCurrent(before, before.turn.number)
    minting.advance(1_000)
    if (move.kind === 'accept') {
      const { after, message, supersedes } = accept(before, said, deadlineMs, minting)
      states.push(after)
      messages.push(message)
      if (supersedes !== undefined) note(supersedes, 'superseded')
      if (before.control === 'human') note(after.turn.number, 'with_human')
    } else if (move.kind === 'assign' && before.turn.phase === 'open') {
      states.push(assign(before, move.specialists, before.lastSeq))
    } else if (move.kind === 'close' && isOpen) {
      const { after, message } = close(before, { ...replied, outcome: move.outcome }, minting)
      states.push(after)
      messages.push(message)
      note(before.turn.number, move.outcome)
    }
  }
  return { states, messages, outcomes }
}

describe('given any interleaving of messages, routings and ends', () => {
  test('places are without gaps and every change raises the version by one', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { states, messages } = play(all)
        expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
        expect(states.map(({ version }) => version)).toEqual(states.map((_, index) => index + 1))
        expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length)
        for (const state of states) expect(conversation.parse(state)).toEqual(state)
        for (const each of messages) expect(message.parse(each)).toEqual(each)
      }),
    )
  })

  test('turns count on, and each has exactly one outcome once it is no longer current', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { states, outcomes } = play(all)
        const last = states.at(-1)
        const ended = Array.from({ length: last?.turn.number ?? 0 }, (_, index) => index + 1).filter(
          (turn) => last && !isCurrent(last, turn),
        )
        for (const turn of ended) expect(outcomes.get(turn), `turn ${turn}`).toHaveLength(1)
        expect([...outcomes.keys()].toSorted((a, b) => a - b)).toEqual(ended)
        for (const [index, state] of states.slice(1).entries()) {
          const step = state.turn.number - (states[index]?.turn.number ?? 0)
          expect(step === 0 || step === 1).toBe(true)
        }
      }),
    )
  })

  test('once a turn has its visible end, nothing the customer said before is unanswered', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { states, messages } = play([...all, { kind: 'close', outcome: 'replied' }])
        for (const state of states) expect(state.answeredSeq).toBeLessThanOrEqual(state.lastSeq)
        const last = states.at(-1)
        if (!last || last.control === 'human') return
        const unanswered = messages.filter(
          ({ author, seq }) => author === 'customer' && seq > last.answeredSeq,
        )
        expect(unanswered).toEqual([])
      }),
    )
  })

  test('a turn keeps the deadline with which it was opened', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const byTurn = Map.groupBy(play(all).states, ({ turn }) => turn.number)
        for (const states of byTurn.values()) {
          expect(new Set(states.map(({ turn }) => turn.deadlineAt)).size).toBe(1)
        }
      }),
    )
  })
})
