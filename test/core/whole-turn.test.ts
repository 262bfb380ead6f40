import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../functions/core/conversation.ts'
import type { ModelResult } from '../../functions/core/model.ts'
import { textOfParts } from '../../functions/core/parts.ts'
import {
  asksFor,
  decides,
  delegates,
  isBusy,
  isSpent,
  modelThat,
  reply,
  says,
  scriptedModel,
} from '../doubles/model.ts'
import { deadlineMs } from '../doubles/samples.ts'
import { scheduledMemory } from '../doubles/scheduled-memory.ts'
import { type Whole, wholeSwitchboard } from '../doubles/whole.ts'

const look = asksFor({ id: 't1', name: 'look', input: { what: 'lamp' } })
const routings: readonly ModelResult[] = [
  delegates('order', 'product'),
  delegates('order'),
  decides({ kind: 'reply', reply: 'Hi!' }),
  decides({ kind: 'question', reply: 'Which one?' }),
  isBusy(2_000),
  says('no decision at all'),
  reply([], { stop: 'refused' }),
  isSpent,
]
const workings: readonly ModelResult[] = [
  says('Here it is.'),
  look,
  isBusy(3_000),
  says(' '),
  says('cut', { stop: 'too_long' }),
  reply([], { stop: 'refused' }),
  isBusy(90_000),
  isSpent,
]

/** Numbers that decide what happens next; when they are used up, the simplest thing does. */
function choices(numbers: readonly number[]) {
  const left = [...numbers]
  return {
    isOver: () => left.length === 0,
    below: (count: number) => (left.shift() ?? 0) % count,
  }
}

/** Lets anything happen in any order, each message delivered once or more, several at once with a scheduler. */
async function play(
  numbers: readonly number[],
  scheduler?: fc.Scheduler,
  onRouting: (prompt: string) => void = () => {},
): Promise<Whole> {
  const choose = choices(numbers)
  const model = modelThat(({ format, messages: [first] }) => {
    if (format && first && 'text' in first) onRouting(first.text)
    const results = format ? routings : workings
    return results[choose.below(results.length)] ?? isSpent
  })
  const whole = await wholeSwitchboard(model, {
    isSendLost: () => choose.below(4) === 3,
    ...(scheduler ? { around: (memory) => scheduledMemory(memory, scheduler) } : {}),
  })
  const happen = async (...all: Promise<unknown>[]) =>
    await (scheduler ? scheduler.waitFor(Promise.all(all)) : Promise.all(all))
  await happen(whole.say('message 0'))
  for (let event = 1; !choose.isOver(); event++) {
    whole.advance(choose.below(4) * 1_000)
    const events = Array.from({ length: scheduler ? 1 + choose.below(4) : 1 }, () => {
      const what = choose.below(5)
      const message = whole.waiting[choose.below(Math.max(1, whole.waiting.length))]
      return what === 4 || !message ? whole.say(`message ${event}`) : whole.deliver(message, what === 3)
    })
    await happen(...events)
  }
  for (let rest = 0; rest < 1_000 && whole.waiting.length > 0; rest++) {
    const next = whole.waiting.find(({ type }) => type !== 'deadline.v1')
    if (!next) whole.advance(deadlineMs)
    const due = next ?? whole.waiting[0]
    if (due) await happen(whole.deliver(due))
  }
  return whole
}

const isTold = ({ author }: Message) => author !== 'customer'

async function expectOneOutcomeEach(whole: Whole): Promise<void> {
  const [conversation, messages] = [await whole.conversation(), await whole.messages()]
  expect(whole.waiting).toEqual([])
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
  expect(conversation).toMatchObject({ lastSeq: messages.length, turn: { phase: 'closed' } })
  for (const [turn, own] of Map.groupBy(messages, (message) => message.turn)) {
    const record = await whole.memory.turn(whole.id, turn)
    const isSuperseded = record?.outcome === 'superseded'
    expect(own.filter(isTold), `turn ${turn}`).toHaveLength(isSuperseded ? 0 : 1)
    expect(record === undefined || record.outcome !== undefined, `turn ${turn}`).toBe(true)
  }
  const last = messages.findLast((message) => !isTold(message))
  expect(conversation.answeredSeq).toBeGreaterThan(last?.seq ?? 0)
  expect(messages.at(-1)).toSatisfy(isTold)
}

describe('nothing that was accepted is lost, and no turn has two outcomes', () => {
  test('given any messages, any model and any order and repetition of deliveries', async () => {
    const numbers = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 120 })
    await fc.assert(
      fc.asyncProperty(numbers, async (all) => await expectOneOutcomeEach(await play(all))),
      { numRuns: 400 },
    )
  })

  test('given several of them at once, in any interleaving', async () => {
    const numbers = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(numbers, fc.scheduler(), async (all, scheduler) => {
        await expectOneOutcomeEach(await play(all, scheduler))
      }),
      { numRuns: 150 },
    )
  })

  test('given several of them at once, every message that a turn answers was before its router', async () => {
    const numbers = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(numbers, fc.scheduler(), async (all, scheduler) => {
        const seen: string[] = []
        const whole = await play(all, scheduler, (prompt) => seen.push(newSeqs(prompt)))
        const messages = await whole.messages()
        for (const turn of new Set(messages.map((message) => message.turn))) {
          const record = await whole.memory.turn(whole.id, turn)
          if (!record || record.calls.length === 0) continue
          const answered = messages.filter(
            (each) => !isTold(each) && each.seq >= record.fromSeq && each.seq <= record.untilSeq,
          )
          expect(seen).toContain(answered.map(({ seq }) => seq).join())
        }
      }),
      { numRuns: 150 },
    )
  })
})

function newSeqs(prompt: string): string {
  const fresh = prompt.slice(prompt.indexOf('<new_messages>'))
  return [...fresh.matchAll(/<message seq="(\d+)"/g)].map(([, seq]) => seq).join()
}

describe('the way of a message', () => {
  const drain = async (whole: Whole) => {
    for (
      let next = whole.waiting.at(0);
      next;
      next = whole.waiting.find(({ type }) => type !== 'deadline.v1')
    ) {
      await whole.deliver(next)
    }
  }
  const told = async (whole: Whole) =>
    (await whole.messages()).filter(isTold).map(({ parts }) => textOfParts(parts))

  test('with two problems goes to both specialists and comes back as one reply', async () => {
    const model = modelThat(({ format, system }) =>
      format ? delegates('order', 'product') : says(system.includes('order') ? 'On its way.' : 'In stock.'),
    )
    const whole = await wholeSwitchboard(model)
    await whole.say('where is #W1, and is the lamp in stock?')
    await drain(whole)
    expect(await told(whole)).toEqual(['On its way.\n\nIn stock.'])
  })

  test('given the intake dies before it sends, the relay is enough', async () => {
    const whole = await wholeSwitchboard(scriptedModel(decides({ kind: 'reply', reply: 'Hi!' })), {
      isSendLost: () => true,
    })
    await whole.say('hello')
    await drain(whole)
    expect(await told(whole)).toEqual(['Hi!'])
  })

  test('given the customer thinks better of it while specialists work, one reply answers both messages', async () => {
    const model = modelThat(({ format, messages }) => {
      if (format) return delegates('order')
      const [first] = messages
      return says(
        first && 'text' in first && first.text.includes('the red one') ? 'Red it is.' : 'Blue it is.',
      )
    })
    const whole = await wholeSwitchboard(model)
    await whole.say('the blue one')
    const routing = whole.waiting.find(({ type }) => type === 'customer-message.v1')
    if (routing) await whole.deliver(routing)
    await whole.say('no, the red one')
    await drain(whole)
    expect(await told(whole)).toEqual(['Red it is.'])
    expect(await whole.memory.turn(whole.id, 1)).toMatchObject({ outcome: 'superseded' })
    expect(await whole.memory.turn(whole.id, 2)).toMatchObject({
      outcome: 'replied',
      fromSeq: 1,
      untilSeq: 2,
    })
  })
})
