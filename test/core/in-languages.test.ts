import { describe, expect, test } from 'vitest'
import { confirmationTime } from '../../functions/core/action.ts'
import type { ModelResult } from '../../functions/core/model.ts'
import type { Part } from '../../functions/core/parts.ts'
import { wording } from '../../functions/core/wording.ts'
import { type Held, held } from '../doubles/held.ts'
import { asksFor, delegates, isBusy, isSpent, modelThat, reply, says } from '../doubles/model.ts'

const wish = 'Mueve mi pedido, por favor'
const title = 'Mover el pedido #W1'

/** These are asked; the order specialist moves the order, and the product specialist cannot be reached. */
const moving = (...specialists: readonly string[]) =>
  modelThat(({ format, messages, system }) => {
    if (format) return delegates('order', ...specialists)
    if (system.includes('product')) return isBusy(600_000)
    return messages.length === 1 ? asksFor({ id: 't1', name: 'move_order' }) : says('¿Algo más?')
  })
const routing = (result: ModelResult) => modelThat(() => result)

async function asked(
  words = wish,
  model = moving(),
  options: Parameters<typeof held>[1] = {},
): Promise<Held> {
  const it = await held(model, options)
  await say(it, words)
  return it
}

async function say(it: Held, words: string): Promise<Held> {
  await it.say(words)
  await it.drain()
  return it
}

async function decided(it: Held, decision: Parameters<Held['decide']>[0]): Promise<Held> {
  await it.decide(decision)
  await it.drain()
  return it
}

async function partsOf(it: Held): Promise<Part[]> {
  return (await it.messages()).flatMap(({ author, parts }) => (author === 'customer' ? [] : parts))
}
const saidBy = async (it: Held) => (await partsOf(it)).flatMap((part) => ('text' in part ? [part.text] : []))
const titlesIn = async (it: Held) => [
  ...new Set((await partsOf(it)).flatMap((part) => ('title' in part ? [part.title] : []))),
]

const es = wording.es
const needsApproval = () => true

describe('Whatever code says is in the language of the customer', () => {
  test.each<[string, string, () => Promise<Held>]>([
    ['asks for a confirmation', es.confirm, () => asked()],
    ['asks again', es.confirmAgain, async () => say(await asked(), 'vale')],
    ['leaves it', es.declined, async () => say(await asked(), 'no, gracias')],
    [
      'is too late',
      es.expired,
      async () => {
        const it = await asked()
        it.advance(confirmationTime)
        return await say(it, 'sí')
      },
    ],
    [
      'asks again, since the store has changed',
      es.changedMeanwhile,
      async () => {
        const it = await asked()
        it.changeStore()
        return await say(it, 'sí')
      },
    ],
    [
      'waits for an approval',
      es.approval,
      async () => say(await asked(wish, moving(), { needsApproval }), 'sí'),
    ],
    [
      'tells that it was not approved',
      es.rejected,
      async () => decided(await say(await asked(wish, moving(), { needsApproval }), 'sí'), 'rejected'),
    ],
    [
      'hands off',
      es.handoff,
      async () => {
        const it = await asked()
        await it.handOff()
        return it
      },
    ],
    [
      'stops what was asked about',
      es.notDone(title),
      async () => {
        const it = await asked()
        await it.handOff()
        return it
      },
    ],
    [
      'gives back',
      es.handback,
      async () => {
        const it = await asked()
        await it.handOff()
        await it.giveBack()
        return it
      },
    ],
    [
      'tells that a person goes on, since the store has changed',
      es.heldChanged,
      async () => {
        const it = await say(await asked(wish, moving(), { needsApproval }), 'sí')
        await it.handOff('operator')
        it.changeStore()
        return await decided(it, 'approved')
      },
    ],
    ['names a gap', es.gap(es.onePart), () => asked(wish, moving('product'))],
    ['refuses', es.refused, () => asked(wish, routing(reply([], { stop: 'refused' })))],
    ['cannot be paid', es.unavailable, () => asked(wish, routing(isSpent))],
    ['has no time', es.apology, () => asked(wish, routing(isBusy(600_000)))],
    [
      'was never routed',
      es.apology,
      async () => {
        const it = await held(moving())
        await it.say(wish)
        it.waiting.splice(0, it.waiting.length, ...it.waiting.filter(({ type }) => type === 'deadline.v1'))
        it.advance(60_000)
        await it.drain()
        return it
      },
    ],
    [
      'answers late',
      es.late,
      async () => {
        const it = await held(moving())
        await it.say(wish)
        const [message] = it.waiting
        if (message) await it.deliver(message)
        it.advance(60_000)
        const due = it.waiting.find(({ type }) => type === 'deadline.v1')
        if (due) await it.deliver(due)
        await it.drain()
        return it
      },
    ],
  ])('when it %s', async (_, words, play) => {
    expect(await saidBy(await play())).toContain(words)
  })
})

describe('The language of a conversation', () => {
  test('is that of the newest words that tell', async () => {
    const it = await asked('Where is my order?')
    expect((await it.conversation()).language).toBe('en')
    for (const [words, language] of [
      ['#W0482117', 'en'],
      ['我的订单在哪里？', 'zh'],
      ['ok', 'zh'],
      ['wo ist meine bestellung', 'de'],
      ['yes', 'de'],
    ] as const) {
      await say(it, words)
      expect((await it.conversation()).language).toBe(language)
    }
  })

  test("is not changed by an operator's words", async () => {
    const it = await asked()
    await it.handOff('operator')
    await it.say('What is the matter with your order?', 'operator')
    expect((await it.conversation()).language).toBe('es')
  })

  test.each(['sí', 'yes', 'yes please'])(
    'given "%s", what was asked about is what is done, in its own words',
    async (words) => {
      const it = await say(await asked(), words)
      expect(it.moves()).toBe(1)
      expect(await titlesIn(it)).toEqual([title])
      expect((await it.memory.actions(it.id))[0]).toMatchObject({ language: 'es', details: { title } })
    },
  )
})
