import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventOf } from '../../functions/core/events.ts'
import type { Commit } from '../../functions/core/memory.ts'
import type { ModelResult } from '../../functions/core/model.ts'
import type { Part } from '../../functions/core/parts.ts'
import { type Held, held } from '../doubles/held.ts'
import { asksFor, decides, delegates, isBusy, isSpent, modelThat, says } from '../doubles/model.ts'
import { scheduledMemory } from '../doubles/scheduled-memory.ts'

const routings: readonly ModelResult[] = [
  ...Array<ModelResult>(6).fill(delegates('order')),
  delegates('order', 'product'),
  decides({ kind: 'reply', reply: 'Hi!' }),
  decides({ kind: 'handoff', reply: '' }),
]
const move = asksFor({ id: 't1', name: 'move_order' })
const beginnings: readonly ModelResult[] = [move, move, move, move, says('Anything?'), isBusy(2_000), isSpent]
const endings: readonly ModelResult[] = [says('Anything else?'), says('Fine.'), move, isBusy(2_000), isSpent]
const words = ['hello', 'yes', 'no', 'Stop! Why?', 'and my kettle?'] as const

/** Lets anything happen in any order; numbers decide what, and when they are used up the simplest thing does. */
async function play(numbers: readonly number[], scheduler?: fc.Scheduler): Promise<Held> {
  const left = [...numbers]
  const below = (count: number) => (left.shift() ?? 0) % count
  const model = modelThat(({ format, messages }) => {
    const results = format ? routings : messages.length === 1 ? beginnings : endings
    return results[below(results.length)] ?? isSpent
  })
  const it = await held(model, {
    needsApproval: ({ id }) => Number(id.slice(-1)) % 2 === 0,
    isRelayLate: below(2) === 0,
    ...(scheduler
      ? {
          around: (memory) => scheduledMemory(memory, scheduler),
          beforeEffect: () => scheduler.schedule(Promise.resolve(), 'the effect'),
        }
      : {}),
  })
  const happen = async (...all: Promise<unknown>[]) =>
    await (scheduler ? scheduler.waitFor(Promise.all(all)) : Promise.all(all))
  const deliver = async (many: boolean) => {
    for (let times = many ? 6 : 1; times > 0; times--) {
      const sent = it.waiting.filter(({ type }) => (many ? type !== 'deadline.v1' : true))
      const message = sent[below(Math.max(1, sent.length))]
      if (message) await it.deliver(message)
    }
  }
  const steps: readonly (readonly [weight: number, step: () => Promise<unknown>])[] = [
    [2, () => it.say(words[below(words.length)] ?? '')],
    [1, () => it.say('I look at it.', 'operator')],
    [1, () => it.handOff(below(2) === 0 ? 'customer' : 'operator')],
    [2, () => it.giveBack()],
    [5, () => it.decide(below(9) === 0 ? 'declined' : 'confirmed')],
    [4, () => it.decide(below(9) === 0 ? 'rejected' : 'approved')],
    [5, () => deliver(false)],
    [6, () => deliver(true)],
  ]
  const all = steps.flatMap(([weight, step]) => Array<typeof step>(weight).fill(step))
  const next = async () => await all[below(all.length)]?.()
  await happen(it.say('move my order'))
  while (left.length > 0) {
    it.advance([0, 1_000, 2_000, 5_000, 31_000][below(5)] ?? 0)
    await happen(...Array.from({ length: scheduler ? 1 + below(4) : 1 }, next))
  }
  await happen(it.drain())
  return it
}

const isSystem = (event: string) => (part: Part) => part.type === 'system' && part.event === event

/** What must hold of every change that was written. */
function expectOneWriter({ before, after, message, action, outbox }: Commit, approved: ReadonlySet<string>) {
  const event = eventOf({ before, after, ...(message ? { message } : {}), ...(action ? { action } : {}) })
  const parts = message?.parts ?? []
  const isDecision = parts.some(({ type }) => type === 'decision')
  if (message?.author === 'operator' && !isDecision) expect(before.control).toBe('human')
  if (before.control === 'human') {
    if (message?.author === 'assistant') expect(approved).toContain(before.turn.resumes)
    if (message?.author === 'customer') expect(isDecision).toBe(false)
    expect(parts.some(({ type }) => type === 'confirmation')).toBe(false)
  }
  const changes = before.control === after.control ? 'nothing' : after.control
  expect(parts.some(isSystem('handoff'))).toBe(changes === 'human')
  expect(parts.some(isSystem('handback'))).toBe(changes === 'bot')
  expect(event?.type).toBe(
    { human: 'conversation.handed_off', bot: 'conversation.given_back', nothing: undefined }[changes] ??
      (action && 'after' in action && action.after.status === 'awaiting_approval'
        ? 'approval.requested'
        : undefined),
  )
  expect(after.handoff === undefined).toBe(after.control === 'bot')
  if (changes === 'bot' && outbox?.length === 0) expect(after.turn.phase).not.toBe('open')
}

async function expectOneWriterAtATime(it: Held) {
  const approved = new Set<string>()
  for (const commit of it.commits) {
    for (const part of commit.message?.parts ?? []) {
      if (part.type === 'decision' && commit.message?.author === 'operator') approved.add(part.actionId)
    }
    expectOneWriter(commit, approved)
  }
}

/** What must hold when nothing is left to do. */
async function expectAllDone(it: Held) {
  const [conversation, messages, actions] = [
    await it.conversation(),
    await it.messages(),
    await it.memory.actions(it.id),
  ]
  expect(conversation.turn.phase).toBe('closed')
  const lastOfCustomer = messages.findLast(({ author }) => author === 'customer')?.seq ?? 0
  if (conversation.control === 'bot') expect(conversation.answeredSeq).toBeGreaterThanOrEqual(lastOfCustomer)
  const receipts = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'receipt' ? [part.actionId] : [])),
  )
  const executed = actions.filter(({ status }) => status === 'executed').map(({ id }) => id)
  expect(receipts.toSorted()).toEqual(executed.toSorted())
  expect(it.moves()).toBe(executed.length)
  const permitted = actions.filter(({ status }) => status === 'confirmed' || status === 'approved')
  expect(permitted).toEqual([])
  if (conversation.pendingActionId !== undefined) {
    const open = actions.find(({ id }) => id === conversation.pendingActionId)
    expect(open?.status).toBe('pending')
    expect(conversation.control).toBe('bot')
  }
  const waits = actions.filter(({ status }) => status === 'awaiting_approval').map(({ id }) => id)
  const [listed] = await it.memory.waiting(9)
  expect(listed !== undefined).toBe(conversation.control === 'human' || waits.length > 0)
  expect(listed?.actionIds.toSorted() ?? []).toEqual(waits.toSorted())
}

describe('There is one writer at a time, every handoff has its message, and nothing is lost or done twice', () => {
  test('given anything that customer, operator and bot may do, in any order', async () => {
    const numbers = fc.noBias(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 150, size: 'max' }))
    await fc.assert(
      fc.asyncProperty(numbers, async (all) => {
        const it = await play(all)
        await expectOneWriterAtATime(it)
        await expectAllDone(it)
      }),
      { numRuns: 600 },
    )
  })

  test('given several of it at once, in any interleaving', async () => {
    const numbers = fc.noBias(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 100, size: 'max' }))
    await fc.assert(
      fc.asyncProperty(numbers, fc.scheduler(), async (all, scheduler) => {
        const it = await play(all, scheduler)
        await expectOneWriterAtATime(it)
        await expectAllDone(it)
      }),
      { numRuns: 200 },
    )
  })
})
