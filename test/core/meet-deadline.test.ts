import { describe, expect, test } from 'vitest'
import { takeOver } from '../../functions/core/change-control.ts'
import { meetDeadline } from '../../functions/core/meet-deadline.ts'
import { mergeTurn } from '../../functions/core/merge-turn.ts'
import type { Answer, Step } from '../../functions/core/records.ts'
import { wording } from '../../functions/core/wording.ts'
import { type Desk, someDesk } from '../doubles/desk.ts'
import { asksFor, isBusy, says, scriptedModel } from '../doubles/model.ts'
import { begin, deadlineMs, modelStep, say, someCards, text } from '../doubles/samples.ts'

const both = ['order', 'product']
const apology = { type: 'system', event: 'apology', text: wording.en.apology }
const late = text(wording.en.late)
const answered = (specialist: string): Answer => ({
  kind: 'answer',
  specialist,
  parts: [text(`${specialist} words`)],
  at: 1,
})
const deadline = (desk: Desk, turn = 1) => ({ type: 'deadline.v1', conversationId: desk.id, turn }) as const
const ports = (desk: Desk) => ({ ...desk.minting, ...desk.queues, memory: desk.memory })
const look = async (desk: Desk) => await meetDeadline(deadline(desk), someCards, ports(desk))
const merge = async (desk: Desk) =>
  await mergeTurn({ conversationId: desk.id, turn: 1 }, someCards, ports(desk))
const task = (desk: Desk, specialist: string) => ({
  message: { type: 'task.v1', conversationId: desk.id, turn: 1, specialist, deferrals: 0 },
  delayMs: 0,
})
const step = async (desk: Desk, index: number, saved: Step) =>
  await desk.memory.saveStep(desk.id, { turn: 1, specialist: 'order' }, index, saved)

const modelAt = (at: number, stop: 'too_long' | 'tools'): Step => {
  const made = modelStep('', { stop })
  return made.kind === 'model' ? { ...made, call: { ...made.call, at } } : made
}

describe('looking after a turn before its deadline', () => {
  test('sends the tasks again of which no step has come for long, and looks again later', async () => {
    const desk = await someDesk(both)
    await desk.memory.saveAnswer(desk.id, 1, answered('product'))
    desk.minting.advance(30_000)
    expect(await look(desk)).toBe('checked')
    expect(desk.queues.sent.tasks).toEqual([task(desk, 'order')])
    expect(desk.queues.sent.merging).toEqual([{ message: deadline(desk), delayMs: 30_000 }])
    expect(await desk.replies()).toEqual([])
  })

  test('given the run moves on, leaves it alone', async () => {
    const desk = await someDesk()
    desk.minting.advance(20_000)
    await step(desk, 0, modelAt(desk.minting.now(), 'too_long'))
    desk.minting.advance(10_000)
    expect(await look(desk)).toBe('checked')
    expect(desk.queues.sent.tasks).toEqual([])
  })

  test('given the task waits because the model asked for it, leaves it alone', async () => {
    const desk = await someDesk()
    desk.minting.advance(4_000)
    await desk.work(scriptedModel(isBusy(20_000)))
    desk.minting.advance(26_000)
    expect(await look(desk)).toBe('checked')
    expect(desk.queues.sent.tasks).toHaveLength(1)
    expect(desk.queues.sent.tasks).toMatchObject([{ delayMs: 20_000 }])
  })

  test('given the run has asked another specialist and that one is stuck, wakes the one that asked', async () => {
    const desk = await someDesk()
    await step(desk, 0, modelAt(desk.minting.now(), 'tools'))
    const asking = { specialist: 'product', question: 'which item?', toolUseId: 't1', results: [], parts: [] }
    await step(desk, 1, { kind: 'consulting', ...asking, at: desk.minting.now() })
    desk.minting.advance(20_000)
    const consulted = { turn: 1, specialist: 'product.for.order.1' }
    await desk.memory.saveStep(desk.id, consulted, 0, modelAt(desk.minting.now(), 'tools'))
    desk.minting.advance(10_000)
    await look(desk)
    expect(desk.queues.sent.tasks).toEqual([])
    desk.minting.advance(20_000)
    await look(desk)
    expect(desk.queues.sent.tasks).toEqual([task(desk, 'order')])
  })

  test('given the router never decided, sends the message again past the one that is stuck', async () => {
    const desk = await someDesk()
    const { id } = await say(desk.memory, await begin(desk.memory, desk.minting), 'hello?', desk.minting)
    desk.minting.advance(30_000)
    expect(await look({ ...desk, id })).toBe('checked')
    expect(desk.queues.sent.again.map(({ message }) => message)).toEqual([
      { type: 'customer-message.v1', conversationId: id, turn: 1, seq: 1 },
    ])
  })

  test('given the last answer was left by a function that died, gives the reply now', async () => {
    const desk = await someDesk(both)
    for (const specialist of both) await desk.memory.saveAnswer(desk.id, 1, answered(specialist))
    desk.minting.advance(30_000)
    expect(await look(desk)).toBe('closed')
    expect(await desk.replies()).toMatchObject([{ parts: [text('order words\n\nproduct words')] }])
  })
})

describe('an answer that comes after the deadline', () => {
  const overdue = async (specialists: readonly string[]) => {
    const desk = await someDesk(specialists)
    desk.minting.advance(deadlineMs)
    expect(await look(desk)).toBe('closed')
    return desk
  }

  test('of the only specialist is said after the apology, once', async () => {
    const desk = await someDesk()
    const slow = async () => {
      desk.minting.advance(deadlineMs)
      await look(desk)
      return says('Here it is.')
    }
    expect(await desk.work(scriptedModel(slow))).toBe('replied')
    expect(await desk.replies()).toMatchObject([
      { author: 'system', parts: [apology] },
      { author: 'assistant', turn: 1, followUp: true, parts: [late, text('Here it is.')] },
    ])
    expect(await desk.now()).toMatchObject({ answeredSeq: 3, turn: { phase: 'closed', outcome: 'replied' } })
    expect(await desk.work(scriptedModel())).toBe('stale')
    expect(await merge(desk)).toBe('stale')
    expect(await desk.replies()).toHaveLength(2)
  })

  test('comes of a run that goes on with the same first message: its thinking is bound to it', async () => {
    const desk = await someDesk()
    const before = scriptedModel(asksFor(), isBusy(20_000))
    expect(await desk.work(before)).toBe('put_back')
    desk.minting.advance(deadlineMs)
    await look(desk)
    const after = scriptedModel(says('Here it is.'))
    expect(await desk.work(after)).toBe('replied')
    expect(await desk.replies()).toMatchObject([{ parts: [apology] }, { followUp: true }])
    const sent = before.requests.at(-1)?.messages ?? []
    expect(sent.length).toBeGreaterThan(1)
    expect(after.requests[0]?.messages).toEqual(sent)
  })

  test('of one of several is said after the other half and the named gap', async () => {
    const desk = await someDesk(both)
    await desk.memory.saveAnswer(desk.id, 1, answered('product'))
    desk.minting.advance(deadlineMs)
    await look(desk)
    expect((await desk.now()).turn.owes).toEqual(['order'])
    expect(await desk.work(scriptedModel(asksFor(), says('Here it is.')))).toBe('replied')
    const gap = { type: 'system', event: 'gap', text: wording.en.gap('look at the order') }
    expect(await desk.replies()).toMatchObject([
      { parts: [text('product words'), gap] },
      { followUp: true, parts: [late, text('Here it is.')] },
    ])
    expect((await desk.now()).turn.owes).toBeUndefined()
  })

  test('that was kept a moment before the turn was closed without it is said too', async () => {
    const desk = await overdue(both)
    await desk.memory.saveAnswer(desk.id, 1, answered('order'))
    expect(await merge(desk)).toBe('followed_up')
    await desk.memory.saveAnswer(desk.id, 1, answered('product'))
    expect(await merge(desk)).toBe('followed_up')
    expect(await merge(desk)).toBe('stale')
    expect((await desk.replies()).map(({ followUp }) => followUp)).toEqual([undefined, true, true])
  })

  test.each<[string, (desk: Desk) => Promise<unknown>]>([
    [
      'the customer has written again',
      async (desk) => await say(desk.memory, await desk.now(), 'well?', desk.minting),
    ],
    [
      'a person has taken over',
      async (desk) => {
        const before = await desk.now()
        const handoff = { by: 'customer', parts: [text('A person comes.')] } as const
        await desk.memory.commit({ before, ...takeOver(before, handoff, desk.minting) })
      },
    ],
    ['ten minutes have passed', async (desk) => desk.minting.advance(600_000)],
  ])('given %s, is of no more use', async (_, happens) => {
    const desk = await overdue(['order'])
    await happens(desk)
    const before = await desk.replies()
    expect(await desk.work(scriptedModel())).toBe('stale')
    await desk.memory.saveAnswer(desk.id, 1, answered('order'))
    expect(await merge(desk)).toBe('stale')
    expect(await desk.replies()).toEqual(before)
  })

  test('given the model is busy still, is tried again after the deadline as well', async () => {
    const desk = await overdue(['order'])
    expect(await desk.work(scriptedModel(isBusy(20_000)))).toBe('put_back')
    expect(await desk.work(scriptedModel(says('Here it is.')))).toBe('replied')
    expect(await desk.replies()).toHaveLength(2)
  })
})
