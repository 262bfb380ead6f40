import { describe, expect, test } from 'vitest'
import { eventOf } from '../../functions/core/events.ts'
import type { ModelResult } from '../../functions/core/model.ts'
import type { Part } from '../../functions/core/parts.ts'
import { turnStatus } from '../../functions/core/turn-status.ts'
import { wording } from '../../functions/core/wording.ts'
import { type Held, held } from '../doubles/held.ts'
import { asksFor, decides, delegates, modelThat, says } from '../doubles/model.ts'
import { deadlineMs, text } from '../doubles/samples.ts'

const handoff = { type: 'system', event: 'handoff', text: wording.en.handoff }
const handback = { type: 'system', event: 'handback', text: wording.en.handback }
const notDone = text(wording.en.notDone('Move order #W1'))
const move = asksFor({ id: 't1', name: 'move_order' })

/** The router delegates to the order specialist, who moves the order or just answers. */
const moving = () => modelThat(({ format, messages }) => given(format !== undefined, messages.length, move))
const chatting = () => modelThat(({ format }) => given(format !== undefined, 3, move))
function given(isRouter: boolean, messages: number, first: ModelResult): ModelResult {
  if (isRouter) return delegates('order')
  return messages === 1 ? first : says('Anything else?')
}

const partsOf = async (it: Held) =>
  (await it.messages()).map(({ author, parts }) => [author, ...parts] as const)
const last = async (it: Held) => (await partsOf(it)).at(-1)
const types = async (it: Held) =>
  (await it.messages()).map(({ author, parts }) => `${author}: ${parts.map(nameOf).join(' ')}`)
const nameOf = (part: Part) => (part.type === 'system' ? part.event : part.type)
const statuses = async (it: Held) => (await it.memory.actions(it.id)).map(({ status }) => status)
const eventsOf = (it: Held) => it.commits.flatMap((commit) => eventOf(commit) ?? [])

/** Delivers until the first task waits, or a message of this type. */
async function until(it: Held, type: 'task.v1' | 'customer-message.v1') {
  for (;;) {
    const next = it.waiting.find((each) => each.type !== 'deadline.v1')
    if (!next) throw new Error(`No ${type} is sent`)
    if (next.type === type) return next
    await it.deliver(next)
  }
}

/** The customer has asked for the move and is asked to confirm it. */
async function proposed(options: Parameters<typeof held>[1] = {}, model = moving()): Promise<Held> {
  const it = await held(model, options)
  await it.say('move my order')
  await it.drain()
  expect(await statuses(it)).toEqual(['pending'])
  return it
}

describe('A handoff', () => {
  test('gives control to a human, says so, and tells why to operators alone', async () => {
    const it = await held(chatting())
    expect(await it.handOff('customer', 'the kettle burnt')).toBe('done')
    expect(await it.conversation()).toMatchObject({
      control: 'human',
      handoff: { by: 'customer', reason: 'the kettle burnt' },
      turn: { number: 1, outcome: 'with_human', phase: 'closed' },
    })
    expect(await partsOf(it)).toEqual([['system', handoff]])
    expect(JSON.stringify([await it.messages(), eventsOf(it)])).not.toContain('burnt')
  })

  test('given it is asked for twice, or by both at once, is said once', async () => {
    const it = await held(chatting())
    expect(await Promise.all([it.handOff(), it.handOff('operator')])).toEqual(['done', 'done'])
    expect(await it.handOff('operator')).toBe('done')
    expect(await partsOf(it)).toEqual([['system', handoff]])
    expect(eventsOf(it)).toHaveLength(1)
  })

  test('given a turn that is not routed yet, is its outcome, and the router has nothing to do', async () => {
    const model = chatting()
    const it = await held(model)
    await it.say('hello')
    await it.handOff('operator')
    await it.drain()
    expect(await types(it)).toEqual(['customer: text', 'system: handoff'])
    expect([model.requests.length, (await it.conversation()).turn.number]).toEqual([0, 1])
  })

  test('given a specialist at work, is the outcome of the turn, and the answer is never said', async () => {
    const it = await held(chatting())
    await it.say('hello')
    const task = await until(it, 'task.v1')
    await it.handOff()
    await it.deliver(task)
    await it.drain()
    expect(await types(it)).toEqual(['customer: text', 'system: handoff'])
    expect(await it.memory.turn(it.id, 1)).toMatchObject({ outcome: 'with_human', replySeq: 2 })
  })

  test('given the model is thinking meanwhile, drops what it then says', async () => {
    const model = modelThat(async ({ format }) => {
      if (format) return delegates('order')
      await it.handOff('operator')
      return says('Here it is.')
    })
    const it: Held = await held(model)
    await it.say('hello')
    await it.drain()
    expect(await types(it)).toEqual(['customer: text', 'system: handoff'])
  })

  test('by the router tells operators why, and the event says who', async () => {
    const it = await held(modelThat(() => decides({ kind: 'handoff', reason: 'it is a complaint' })))
    await it.say('a person, please')
    await it.drain()
    expect((await it.conversation()).handoff).toMatchObject({ by: 'router', reason: 'it is a complaint' })
    expect(eventsOf(it)).toMatchObject([
      { type: 'conversation.handed_off', detail: { by: 'router', seq: 2 } },
    ])
  })

  test('is given back by no customer', async () => {
    const it = await held(chatting())
    await it.handOff('operator')
    expect(await it.giveBack('customer')).toBe('not_found')
    expect((await it.conversation()).control).toBe('human')
  })
})

describe('A change of an order at a handoff', () => {
  test('that waits for the customer is over, and the customer is told', async () => {
    const it = await proposed()
    await it.handOff()
    expect(await last(it)).toEqual(['system', handoff, notDone])
    expect([await statuses(it), (await it.conversation()).pendingActionId]).toEqual([
      ['superseded'],
      undefined,
    ])
    expect(await it.decide('confirmed')).toBeUndefined()
  })

  test('that waits no longer, since its time is over, is not spoken of', async () => {
    const it = await proposed()
    it.advance(16 * 60_000)
    await it.handOff()
    expect([await last(it), await statuses(it)]).toEqual([['system', handoff], ['expired']])
  })

  test.each(['customer-message.v1', 'task.v1'] as const)(
    'that is confirmed and not made yet (%s on its way) is not made',
    async (type) => {
      const it = await proposed()
      await it.decide('confirmed')
      await until(it, type)
      await it.handOff('operator')
      await it.drain()
      expect(await last(it)).toEqual(['system', handoff, notDone])
      expect([it.moves(), await statuses(it)]).toEqual([0, ['superseded']])
    },
  )

  test('that is about to be made, and is not', async () => {
    const it: Held = await proposed({ beforeEffect: () => it.handOff() })
    await it.decide('confirmed')
    await it.drain()
    expect(await last(it)).toEqual(['system', handoff, notDone])
    expect([it.moves(), await statuses(it)]).toEqual([0, ['superseded']])
  })

  test('that was made a moment ago shows its receipt, once', async () => {
    const model = modelThat(async ({ format, messages }) => {
      if (messages.length > 1) await it.handOff('operator')
      return given(format !== undefined, messages.length, move)
    })
    const it: Held = await proposed({}, model)
    await it.decide('confirmed')
    await it.drain()
    expect((await types(it)).at(-1)).toBe('system: receipt handoff')
    expect([it.moves(), await statuses(it)]).toEqual([1, ['executed']])
  })

  test('that is made between the look at it and the handoff shows its receipt, once', async () => {
    let made = false
    const it: Held = await proposed({
      around: (memory) => ({
        ...memory,
        async commit(commit) {
          const isHandoff = commit.after.control === 'human'
          // The specialist's task goes all its way, before the handoff that has read the action as confirmed.
          if (isHandoff && !made) {
            made = true
            const task = it.waiting.find(({ type }) => type === 'task.v1')
            if (task) await it.deliver(task)
          }
          return await memory.commit(commit)
        },
      }),
    })
    await it.decide('confirmed')
    await until(it, 'task.v1')
    await it.handOff()
    await it.drain()
    expect(it.moves()).toBe(1)
    expect((await types(it)).filter((each) => each.includes('receipt'))).toHaveLength(1)
    expect((await it.conversation()).control).toBe('human')
  })
})

describe('A change that waits for approval', () => {
  const waiting = async (more: Parameters<typeof held>[1] = {}, model = moving()) => {
    const it = await proposed({ ...more, needsApproval: () => true }, model)
    await it.decide('confirmed')
    await it.drain()
    expect(await statuses(it)).toEqual(['awaiting_approval'])
    return it
  }

  test('is made when it is approved while a human holds the conversation', async () => {
    const it = await waiting()
    await it.handOff('operator')
    expect(await statuses(it)).toEqual(['awaiting_approval'])
    await it.decide('approved')
    await it.drain()
    expect((await types(it)).slice(-2)).toEqual(['operator: decision', 'assistant: receipt text'])
    expect([it.moves(), turnStatus(await it.conversation())]).toEqual([1, 'with_human'])
  })

  test.each(['customer-message.v1', 'task.v1'] as const)(
    'and is approved, is made although somebody takes over meanwhile (%s on its way)',
    async (type) => {
      const it = await waiting()
      await it.decide('approved')
      await until(it, type)
      await it.handOff('operator')
      await it.drain()
      expect((await types(it)).slice(-3)).toEqual([
        'operator: decision',
        'system: handoff',
        'assistant: receipt text',
      ])
      expect([it.moves(), (await it.conversation()).control]).toEqual([1, 'human'])
    },
  )

  test('is not stopped by what the customer said to the operator before the approval', async () => {
    const it = await waiting()
    await it.handOff('operator')
    await it.say('no')
    await it.decide('approved')
    await it.drain()
    expect([it.moves(), await statuses(it)]).toEqual([1, ['executed']])
  })

  test.each<[string, (it: Held) => Promise<unknown>]>([
    ['the customer writes', (it) => it.say('thank you')],
    ['the operator writes', (it) => it.say('It is on its way.', 'operator')],
    ['somebody takes over', (it) => it.handOff('operator')],
    ['somebody gives it back', (it) => it.giveBack()],
  ])('is made at once although %s while it is routed', async (what, happens) => {
    let meanwhile: (() => Promise<unknown>) | undefined
    const it = await waiting({
      around: (memory) => ({
        ...memory,
        async commit(commit) {
          const now = commit.turn?.decision.kind === 'resume' ? meanwhile : undefined
          if (now) meanwhile = undefined
          await now?.()
          return await memory.commit(commit)
        },
      }),
    })
    meanwhile = () => happens(it)
    if (what !== 'somebody takes over') await it.handOff('operator')
    await it.decide('approved')
    while (it.moves() === 0) {
      const next = it.waiting.find(({ type }) => type !== 'deadline.v1')
      if (!next) throw new Error('Only the deadline is left')
      await it.deliver(next)
    }
    expect([meanwhile, await statuses(it)]).toEqual([undefined, ['executed']])
  })

  test('leaves open what the customer has written meanwhile: given back, the bot answers it', async () => {
    const it = await waiting()
    await it.handOff('operator')
    await it.decide('approved')
    const task = await until(it, 'task.v1')
    await it.say('And my kettle?')
    await it.deliver(task)
    await it.drain()
    expect((await types(it)).at(-1)).toBe('assistant: receipt text')
    await it.giveBack()
    const { turn, answeredSeq } = await it.conversation()
    const open = (await it.messages()).filter(({ author, seq }) => author === 'customer' && seq > answeredSeq)
    expect([turn.phase, open.map(({ parts }) => parts)]).toEqual(['open', [[text('And my kettle?')]]])
  })

  test.each(['Stop! Which town is it?', 'no'])(
    'is still stopped by the customer (%s), and no model answers it',
    async (words) => {
      const model = moving()
      const it = await waiting({}, model)
      await it.handOff('operator')
      await it.decide('approved')
      await it.say(words)
      const asked = model.requests.length
      await it.drain()
      expect([it.moves(), await statuses(it), model.requests.length]).toEqual([0, ['superseded'], asked])
      const [action] = await it.memory.actions(it.id)
      const part = { type: 'decision', actionId: action?.id, decision: 'declined', title: 'Move order #W1' }
      expect(await last(it)).toEqual(['assistant', part, text(wording.en.declined)])
    },
  )

  test('and is rejected while the customer writes, says so, and no model is asked', async () => {
    const model = moving()
    const it = await waiting({}, model)
    await it.handOff('operator')
    await it.decide('rejected')
    await it.say('Which town is it?')
    const asked = model.requests.length
    await it.drain()
    expect([await last(it), model.requests.length]).toEqual([['assistant', text(wording.en.rejected)], asked])
  })

  test('and would be another change by now, is not made, and nothing is asked of the customer', async () => {
    const it = await waiting()
    await it.handOff('operator')
    it.changeStore()
    await it.decide('approved')
    await it.drain()
    expect([await last(it), it.moves(), await statuses(it)]).toEqual([
      ['assistant', text(wording.en.heldChanged)],
      0,
      ['failed'],
    ])
  })

  test('is followed by no other proposal while a human holds the conversation', async () => {
    const model = modelThat(({ format }) => (format ? delegates('order') : move))
    const it = await waiting({}, model)
    await it.handOff('operator')
    await it.decide('approved')
    await it.drain()
    const receipt = expect.objectContaining({ type: 'receipt' })
    expect(await last(it)).toEqual(['assistant', receipt, text(wording.en.held)])
    expect(await statuses(it)).toEqual(['executed'])
  })

  test('is announced as an event, with the reason', async () => {
    const it = await waiting()
    const [action] = await it.memory.actions(it.id)
    expect(eventsOf(it)).toMatchObject([
      { type: 'approval.requested', detail: { by: 'policy', reason: 'it is far', actionId: action?.id } },
    ])
  })

  test('waits while another one is being made, so that the other’s receipt is shown', async () => {
    const it = await waiting()
    await it.say('move it further')
    await it.drain()
    await it.decide('confirmed')
    await it.drain()
    expect(await statuses(it)).toEqual(['awaiting_approval', 'awaiting_approval'])
    expect(await it.decide('approved')).toBe('accepted')
    expect(await it.decide('approved')).toBe('in_progress')
    await it.drain()
    expect(await it.decide('approved')).toBe('accepted')
    await it.drain()
    expect([it.moves(), await statuses(it)]).toEqual([2, ['executed', 'executed']])
    expect((await types(it)).filter((each) => each.includes('receipt'))).toHaveLength(2)
  })
})

describe('While a human holds the conversation', () => {
  test('operators write, and the bot says nothing to what customers write', async () => {
    const model = chatting()
    const it = await held(model)
    expect(await it.say('I come in', 'operator')).toEqual({ kind: 'bot_in_control' })
    await it.handOff()
    await it.say('are you there?')
    expect(await it.say('I am.', 'operator')).toMatchObject({ kind: 'accepted' })
    await it.drain()
    expect(await types(it)).toEqual(['system: handoff', 'customer: text', 'operator: text'])
    expect([model.requests, turnStatus(await it.conversation())]).toEqual([[], 'with_human'])
    expect((await it.conversation()).answeredSeq).toBe(3)
  })
})

describe('Giving it back', () => {
  test('says so; with nothing left to answer, no turn begins', async () => {
    const it = await held(chatting())
    await it.say('hello')
    await it.handOff()
    await it.say('still there?')
    await it.say('Yes. Done?', 'operator')
    await it.drain()
    expect(await it.giveBack()).toBe('done')
    expect(it.waiting).toEqual([])
    expect(await last(it)).toEqual(['system', handback])
    const now = await it.conversation()
    expect(now).toMatchObject({ control: 'bot', turn: { phase: 'closed' } })
    expect([now.handoff, turnStatus(now)]).toEqual([undefined, 'idle'])
    expect(eventsOf(it).map(({ type, detail }) => [type, detail.by])).toEqual([
      ['conversation.handed_off', 'customer'],
      ['conversation.given_back', 'operator'],
    ])
  })

  test('given nobody has answered since the handoff, the bot answers all of it', async () => {
    const prompts: string[] = []
    const model = modelThat(({ format, messages: [first] }) => {
      if (format && first && 'text' in first) prompts.push(first.text)
      return given(format !== undefined, 3, move)
    })
    const it = await held(model)
    await it.say('before')
    await it.handOff()
    await it.say('one')
    await it.say('two')
    expect(await it.giveBack()).toBe('done')
    expect(it.waiting.map(({ type }) => type)).toContain('deadline.v1')
    await it.drain()
    expect((await types(it)).slice(-2)).toEqual(['system: handback', 'assistant: text'])
    const fresh = prompts[0]?.slice(prompts[0].indexOf('<new_messages>'))
    expect(fresh).toMatch(/from="customer">one<.*\n.*from="customer">two</)
    expect(fresh).not.toContain('before')
  })

  test('given some was answered by the operator, the bot answers what came after it', async () => {
    const it = await held(chatting())
    await it.handOff()
    await it.say('one')
    await it.say('Done.', 'operator')
    await it.say('two')
    await it.giveBack()
    await it.drain()
    const record = await it.memory.turn(it.id, (await it.conversation()).turn.number)
    expect(record).toMatchObject({ fromSeq: 4, untilSeq: 5, outcome: 'replied' })
  })

  test('twice, or twice at once, is said once and answered once', async () => {
    const it = await held(chatting())
    await it.handOff()
    await it.say('one')
    expect(await Promise.all([it.giveBack(), it.giveBack()])).toEqual(['done', 'done'])
    expect(await it.giveBack()).toBe('done')
    await it.drain()
    expect(await types(it)).toEqual([
      'system: handoff',
      'customer: text',
      'system: handback',
      'assistant: text',
    ])
  })

  test('and a message of the customer at the same moment: it is answered', async () => {
    const it = await held(chatting())
    await it.handOff()
    await Promise.all([it.giveBack(), it.say('one')])
    await it.drain()
    const messages = await it.messages()
    expect(messages.at(-1)?.author).toBe('assistant')
    expect((await it.conversation()).answeredSeq).toBe(messages.length)
  })

  test('while an approved change is made: the change is made, and what is open is answered', async () => {
    const it = await proposed({ needsApproval: () => true })
    await it.decide('confirmed')
    await it.drain()
    await it.handOff()
    await it.decide('approved')
    const task = await until(it, 'task.v1')
    await it.say('and my kettle?')
    await it.giveBack()
    await it.deliver(task)
    await it.drain()
    expect([it.moves(), await statuses(it)]).toEqual([1, ['executed']])
    expect((await types(it)).filter((each) => each.includes('receipt'))).toHaveLength(1)
    expect(await it.conversation()).toMatchObject({ control: 'bot', turn: { phase: 'closed' } })
  })

  test('sends what is open at once, and by the outbox', async () => {
    const it = await held(chatting(), { isRelayLate: true })
    await it.handOff()
    await it.say('one')
    await it.giveBack()
    const sent = it.waiting.filter(({ type }) => type === 'customer-message.v1')
    expect(sent).toMatchObject([
      { turn: 3, seq: 3 },
      { turn: 3, seq: 3 },
    ])
  })

  test('before an approved change is routed: what is open joins its turn', async () => {
    const it = await proposed({ needsApproval: () => true })
    await it.decide('confirmed')
    await it.drain()
    await it.handOff()
    await it.decide('approved')
    await it.say('and my kettle?')
    const { turn } = await it.conversation()
    await it.giveBack()
    expect((await it.conversation()).turn).toEqual(turn)
    await it.drain()
    expect([it.moves(), (await types(it)).at(-1)]).toEqual([1, 'assistant: receipt text'])
  })

  test('and taking it over again, and again, tells each time', async () => {
    const it = await held(chatting())
    for (let times = 0; times < 3; times++) {
      await it.handOff()
      await it.giveBack()
    }
    expect(await types(it)).toEqual(Array(3).fill(['system: handoff', 'system: handback']).flat())
    const ids = eventsOf(it).map(({ detail }) => detail.id)
    expect(new Set(ids).size).toBe(6)
  })
})

describe('A permission', () => {
  test('is over with the apology of a newer turn that nobody routed before its deadline', async () => {
    const it = await proposed()
    expect(await it.decide('confirmed')).toBe('accepted')
    const resumed = await until(it, 'task.v1')
    await it.say('and something else')
    const late = it.waiting.splice(0).filter(({ type }) => type === 'deadline.v1')
    it.advance(deadlineMs)
    for (const message of late) await it.deliver(message)
    expect(await last(it)).toEqual(['system', { type: 'system', event: 'apology', text: wording.en.apology }])
    expect([it.moves(), await statuses(it)]).toEqual([0, ['failed']])
    await it.deliver(resumed)
    expect([it.moves(), await statuses(it)]).toEqual([0, ['failed']])
  })

  test('is over when something else would happen, and the customer is asked anew', async () => {
    const it = await proposed()
    it.changeStore()
    expect(await it.decide('confirmed')).toBe('accepted')
    await it.drain()
    expect([it.moves(), await statuses(it)]).toEqual([0, ['superseded', 'pending']])
    expect(await it.decide('confirmed')).toBe('accepted')
    await it.drain()
    expect([it.moves(), await statuses(it)]).toEqual([1, ['superseded', 'executed']])
  })
})
