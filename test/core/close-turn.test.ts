import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closeTurn } from '../../functions/core/close-turn.ts'
import { meetDeadline } from '../../functions/core/meet-deadline.ts'
import type { Memory } from '../../functions/core/memory.ts'
import { mergeTurn } from '../../functions/core/merge-turn.ts'
import type { Answer } from '../../functions/core/records.ts'
import { wording } from '../../functions/core/wording.ts'
import { type Desk, someDesk } from '../doubles/desk.ts'
import { says, scriptedModel } from '../doubles/model.ts'
import { begin, deadlineMs, give, say, someCards, text } from '../doubles/samples.ts'
import { scheduledMemory } from '../doubles/scheduled-memory.ts'

const both = ['order', 'product']
const apology = { type: 'system', event: 'apology', text: wording.en.apology }
const answerOf = (specialist: string): Answer => ({
  kind: 'answer',
  specialist,
  parts: [text(`${specialist} words`)],
  at: 1,
})

const deliver = async (
  desk: Desk,
  type: 'answer.v1' | 'deadline.v1',
  { turn = 1, memory = desk.memory }: { turn?: number; memory?: Memory } = {},
) => {
  const place = { conversationId: desk.id, turn }
  const ports = { ...desk.minting, ...desk.queues, memory }
  if (type === 'answer.v1') return await mergeTurn(place, someCards, ports)
  desk.minting.advance(deadlineMs)
  return await meetDeadline({ type, ...place }, someCards, ports)
}
const answer = async (desk: Desk, specialist: string) =>
  await desk.memory.saveAnswer(desk.id, 1, answerOf(specialist))

describe('the merge', () => {
  test('given an answer is missing, waits; given the last one, gives the one reply', async () => {
    const desk = await someDesk(both)
    await answer(desk, 'product')
    expect(await deliver(desk, 'answer.v1')).toBe('waiting')
    expect(await desk.replies()).toEqual([])
    await answer(desk, 'order')
    expect(await deliver(desk, 'answer.v1')).toBe('closed')
    expect(await desk.replies()).toMatchObject([
      { author: 'assistant', turn: 1, parts: [text('order words\n\nproduct words')] },
    ])
    expect(await desk.memory.turn(desk.id, 1)).toMatchObject({
      outcome: 'replied',
      replySeq: 2,
      closedAt: desk.minting.now(),
    })
  })

  test('given the deadline with one answer, gives that and names what is missing', async () => {
    const desk = await someDesk(both)
    await answer(desk, 'order')
    expect(await deliver(desk, 'deadline.v1')).toBe('closed')
    const gap = { type: 'system', event: 'gap', text: wording.en.gap('look at the product') }
    expect(await desk.replies()).toMatchObject([{ author: 'assistant', parts: [text('order words'), gap] }])
  })

  test.each([
    ['specialists at work', async () => await someDesk(both)],
    [
      'a turn that the router never reached',
      async () => {
        const desk = await someDesk()
        const own = await begin(desk.memory, desk.minting)
        const { id } = await say(desk.memory, own, 'hello?', desk.minting)
        return {
          ...desk,
          id,
          replies: async () => (await desk.memory.messages(id, 0, 9)).slice(1),
        }
      },
    ],
  ])('given the deadline with nothing and %s, apologises', async (_, start) => {
    const desk = await start()
    expect(await deliver(desk, 'deadline.v1')).toBe('closed')
    expect(await desk.replies()).toMatchObject([{ author: 'system', parts: [apology] }])
    expect((await desk.memory.conversation(desk.id))?.turn).toMatchObject({
      phase: 'closed',
      outcome: 'failed',
    })
  })

  test('given an answer of a turn that is not routed, waits', async () => {
    const desk = await someDesk()
    const own = await begin(desk.memory, desk.minting)
    const { id } = await say(desk.memory, own, 'hello?', desk.minting)
    expect(await deliver({ ...desk, id }, 'answer.v1')).toBe('waiting')
  })

  test.each(['answer.v1', 'deadline.v1'] as const)('given %s after the reply, is stale', async (type) => {
    const desk = await someDesk(both)
    for (const specialist of both) await answer(desk, specialist)
    await deliver(desk, 'answer.v1')
    expect(await deliver(desk, type)).toBe('stale')
    expect(await desk.replies()).toHaveLength(1)
  })

  test.each(['answer.v1', 'deadline.v1'] as const)(
    'given %s of a turn that a newer message has superseded, is stale',
    async (type) => {
      const desk = await someDesk(both)
      for (const specialist of both) await answer(desk, specialist)
      await say(desk.memory, await desk.now(), 'no, wait', desk.minting)
      expect(await deliver(desk, type)).toBe('stale')
      expect(await desk.replies()).toEqual([])
    },
  )

  test.each(['answer.v1', 'deadline.v1'] as const)(
    'given an unknown conversation in %s, says so, for it was no message of ours',
    async (type) => {
      const desk = await someDesk()
      expect(await deliver({ ...desk, id: desk.minting.newId('cnv') }, type)).toBe('unknown')
    },
  )
})

describe('two specialists', () => {
  type Event = 'order works' | 'product works' | 'merge' | 'deadline'
  const events = fc.array(
    fc.constantFrom<Event>('order works', 'product works', 'merge', 'merge', 'deadline'),
    { maxLength: 12 },
  )

  test('given their answers, the merge and the deadline in any order and any number of times, there is exactly one reply, and follow-ups only of what it lacked', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.boolean(), async (before, answersInTime) => {
        const desk = await someDesk(both)
        const last: Event[] = answersInTime ? ['product works', 'order works', 'merge'] : ['deadline']
        const outcomes: string[] = []
        for (const event of [...before, ...last]) {
          if (event === 'merge') outcomes.push(await deliver(desk, 'answer.v1'))
          else if (event === 'deadline') outcomes.push(await deliver(desk, 'deadline.v1'))
          else await desk.work(scriptedModel(says('Here.')), { specialist: event.replace(' works', '') })
        }
        expect(outcomes.filter((each) => each === 'closed').length).toBeLessThanOrEqual(1)
        const replies = await desk.replies()
        expect(replies.filter(({ followUp }) => !followUp)).toHaveLength(1)
        // A late answer is said once, and only of a specialist that the reply did without.
        const said = replies.flatMap(({ parts }) =>
          parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
        )
        expect(said.join('\n').split('Here.').length - 1).toBeLessThanOrEqual(2)
        expect((await desk.now()).turn.phase).toBe('closed')
      }),
      { numRuns: 200 },
    )
  })

  test('given several merges and the deadline at once, there is exactly one reply', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('answer.v1', 'deadline.v1'), { minLength: 2, maxLength: 5 }),
        async (scheduler, types) => {
          const desk = await someDesk(both)
          for (const specialist of both) await answer(desk, specialist)
          const memory = scheduledMemory(desk.memory, scheduler)
          const all = Promise.all(types.map((type) => deliver(desk, type, { memory })))
          const outcomes = await scheduler.waitFor(all)
          expect(outcomes.filter((each) => each === 'closed')).toHaveLength(1)
          expect(await desk.replies()).toHaveLength(1)
        },
      ),
    )
  })
})

describe('closing a turn', () => {
  const ending = { parts: [text('Here.')], outcome: 'replied' } as const

  test('given another message joined the open turn meanwhile, closes it with that message answered', async () => {
    const desk = await someDesk()
    const opened = await say(desk.memory, await begin(desk.memory, desk.minting), 'a', desk.minting)
    await say(desk.memory, opened, 'b', desk.minting)
    const ports = { ...desk.minting, memory: desk.memory }
    expect(await closeTurn(opened, 1, { ...ending, outcome: 'failed' }, ports)).toBe(true)
    expect(await desk.memory.conversation(opened.id)).toMatchObject({ answeredSeq: 3, lastSeq: 3 })
  })

  test('given the turn was routed meanwhile, ends its record too', async () => {
    const desk = await someDesk()
    const opened = await say(desk.memory, await begin(desk.memory, desk.minting), 'a', desk.minting)
    await give(desk.memory, opened, both, desk.minting)
    const ports = { ...desk.minting, memory: desk.memory }
    expect(await closeTurn(opened, 1, { ...ending, outcome: 'failed' }, ports)).toBe(true)
    expect(await desk.memory.turn(opened.id, 1)).toMatchObject({ outcome: 'failed', replySeq: 2 })
  })

  test('given a newer turn, writes nothing', async () => {
    const desk = await someDesk()
    const before = await desk.now()
    const newer = await say(desk.memory, before, 'no, wait', desk.minting)
    const ports = { ...desk.minting, memory: desk.memory }
    expect(await closeTurn(before, 1, ending, ports)).toBe(false)
    expect(await desk.now()).toEqual(newer)
  })
})
