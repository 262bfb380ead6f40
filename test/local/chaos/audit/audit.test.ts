import { describe, expect, test } from 'vitest'
import { keys } from '../../../../functions/adapters/dynamodb-memory-keys.ts'
import type { Part } from '../../../../functions/core/parts.ts'
import { wording } from '../../../../functions/core/wording.ts'
import { text } from '../../../doubles/samples.ts'
import {
  type Books,
  broken,
  conversationId,
  goodBooks,
  type Item,
  itemAt,
  message,
  messageId,
  result,
  turn,
} from './good-books.ts'

/** The promises that are broken once these books have been spoiled. */
async function brokenAfter(spoil: (books: Books) => void): Promise<string[]> {
  const books = structuredClone(await goodBooks())
  spoil(books)
  return await broken(books)
}

const oneOutcome = 'every turn has one visible outcome'
const receipts = 'a receipt is an effect, and an effect a receipt'
const store = 'the store is what its receipts say'

describe('An audit', () => {
  test('finds nothing in books that are in order', async () => {
    expect(await broken(await goodBooks())).toEqual([])
  })

  const spoilt: readonly (readonly [string, (books: Books) => void, readonly string[]])[] = [
    [
      'an accepted message that is gone',
      ({ estate }) => add(estate.accepted, { conversationId, id: messageId(9), seq: 9, text: 'Hello?' }),
      ['accepted messages are kept'],
    ],
    [
      'an accepted message in another place',
      ({ estate }) => Object.assign(estate.accepted[0] ?? {}, { seq: 3 }),
      ['accepted messages are kept'],
    ],
    [
      'a message of a conversation that is gone',
      ({ estate }) =>
        add(estate.accepted, {
          conversationId: `cnv_${'9'.repeat(32)}`,
          id: messageId(1),
          seq: 1,
          text: 'Hi',
        }),
      ['accepted messages are kept'],
    ],
    [
      'a message that was kept twice',
      ({ memory }) => {
        memory.push(message(5, 'customer', 2, [text('Please cancel it.')]))
        Object.assign(itemAt(memory, 'meta'), { lastSeq: 5, answeredSeq: 5 })
      },
      ['nothing is kept twice'],
    ],
    [
      'a gap',
      ({ memory }) => take(memory, 'message#0000000002'),
      ['nothing is made without a yes', 'order holds', oneOutcome],
    ],
    [
      'a turn that goes back',
      ({ memory }) => spoilRecord(memory, 'message#0000000004', 'message', { turn: 1 }),
      ['order holds', oneOutcome],
    ],
    [
      'a turn that is not over',
      ({ memory }) => spoilRecord(memory, 'meta', 'turn', { phase: 'working' }),
      [oneOutcome],
    ],
    [
      'two replies',
      ({ memory }) => {
        memory.push(message(5, 'assistant', 2, [text('And again.')]))
        Object.assign(itemAt(memory, 'meta'), { lastSeq: 5 })
      },
      [oneOutcome],
    ],
    [
      'a message without an answer',
      ({ memory, estate }) => {
        memory.push(message(5, 'customer', 2, [text('Hello?')]))
        Object.assign(itemAt(memory, 'meta'), { lastSeq: 5 })
        add(estate.accepted, { conversationId, id: messageId(5), seq: 5, text: 'Hello?' })
      },
      [oneOutcome],
    ],
    [
      'a record that names another outcome',
      ({ memory }) => Object.assign(itemAt(memory, 'turn#00000001'), { replySeq: 4 }),
      [oneOutcome],
    ],
    [
      'a superseded turn with a reply',
      ({ memory }) => Object.assign(itemAt(memory, 'turn#00000001'), { outcome: 'superseded' }),
      [oneOutcome],
    ],
    [
      'a turn that leaves out what a superseded one was asked',
      ({ memory, estate }) => {
        spoilRecord(memory, 'message#0000000002', 'message', { turn: 2, author: 'customer' })
        add(estate.accepted, { conversationId, id: messageId(2), seq: 2, text: 'Please confirm:' })
        Object.assign(itemAt(memory, 'turn#00000001'), turn(1, { outcome: 'superseded' }))
      },
      [oneOutcome],
    ],
    [
      'a follow-up although nothing was owed',
      ({ memory }) => {
        const late = message(5, 'assistant', 2, [text('Late.')])
        memory.push({ ...late, message: { ...recordIn(late, 'message'), followUp: true } })
        Object.assign(itemAt(memory, 'meta'), { lastSeq: 5 })
      },
      [oneOutcome],
    ],
    [
      'a step that is missing',
      ({ memory }) => take(memory, 'turn#00000001#run#order#0001'),
      ['a run is one run'],
    ],
    [
      'a tool that was used twice',
      ({ memory }) => {
        const step = recordIn(itemAt(memory, 'turn#00000001#run#order#0001'), 'step')
        Object.assign(step, { results: [result('toolu_1', 'a'), result('toolu_1', 'a')] })
      },
      ['a run is one run'],
    ],
    [
      'results of another worker',
      ({ memory }) => {
        const step = recordIn(itemAt(memory, 'turn#00000001#run#order#0001'), 'step')
        Object.assign(step, { results: [result('toolu_9', 'a')] })
      },
      ['a run is one run'],
    ],
    [
      'a reply after a reply that had ended the run',
      ({ memory }) => {
        const step = recordIn(itemAt(memory, 'turn#00000001#run#order#0004'), 'step')
        Object.assign(step, { kind: 'paused', waitsFor: waiting, prompt: '' })
      },
      ['a run is one run'],
    ],
    [
      'an effect without a receipt',
      ({ memory }) => spoilRecord(memory, 'message#0000000004', 'message', { parts: [text('Done.')] }),
      [receipts],
    ],
    [
      'two receipts',
      ({ memory }) => {
        const parts = partsOf(memory, 'message#0000000004')
        parts.push(structuredClone(parts[0] ?? {}))
      },
      [receipts],
    ],
    [
      'a receipt without an effect',
      ({ memory }) => spoilRecord(memory, 'action#', 'action', { status: 'failed' }),
      ['changes are counted', 'money is conserved', receipts, store],
    ],
    [
      'a receipt of another sum',
      ({ memory }) =>
        Object.assign(partsOf(memory, 'message#0000000004')[0] ?? {}, {
          movements: [{ label: 'gift card', amountCents: -1, arrives: 'at_once' }],
        }),
      [receipts],
    ],
    [
      'a change that nobody was asked about',
      ({ memory }) => spoilRecord(memory, 'message#0000000002', 'message', { parts: [text('Hm.')] }),
      ['nothing is made without a yes'],
    ],
    [
      'a change that was declined',
      ({ memory }) => Object.assign(partsOf(memory, 'message#0000000003')[0] ?? {}, { decision: 'declined' }),
      ['nothing is made without a yes'],
    ],
    [
      'a change that needed an approval and had none',
      ({ memory }) => spoilRecord(memory, 'action#', 'action', { reasons: ['too much'] }),
      ['nothing is made without a yes'],
    ],
    [
      'a permission that is left over',
      ({ memory }) => {
        const left = structuredClone(itemAt(memory, 'action#'))
        const id = `act_${'7'.repeat(32)}`
        memory.push({
          ...left,
          sk: `action#${id}`,
          action: { ...recordIn(left, 'action'), id, status: 'confirmed' },
        })
      },
      ['no permission is left over'],
    ],
    [
      'an apology for what was done',
      ({ memory }) => Object.assign(itemAt(memory, 'turn#00000002'), { outcome: 'failed' }),
      ['an apology is true'],
    ],
    [
      'a change of the store without an action',
      ({ memory }) => {
        take(memory, 'action#')
        take(memory, 'changes#')
        spoilRecord(memory, 'message#0000000004', 'message', { parts: [text('Done.')] })
      },
      ['money is conserved', store],
    ],
    [
      'a change that was made twice',
      (books) => {
        const payments = recordIn(itemAt(books.store, 'order'), 'record').payments
        if (Array.isArray(payments)) payments.push(payments[1])
      },
      ['money is conserved', store],
    ],
    [
      'a write too many, of the same',
      (books) => Object.assign(itemAt(books.store, 'order'), { version: 3 }),
      [store],
    ],
    [
      'a gift card with a cent too much',
      (books) => {
        const methods = recordIn(itemAt(books.store, 'customer'), 'record').paymentMethods
        if (Array.isArray(methods)) methods[0].balanceCents += 1
      },
      ['money is conserved', store],
    ],
    [
      'an order that was changed otherwise',
      (books) => Object.assign(recordIn(itemAt(books.store, 'order'), 'record'), { status: 'pending' }),
      [store],
    ],
    [
      'a change that was counted twice',
      ({ memory }) => Object.assign(itemAt(memory, 'changes#'), { changes: 2 }),
      ['changes are counted'],
    ],
    [
      'a message in a queue',
      ({ estate }) => Object.assign(estate.queues[0] ?? {}, { delayed: 1 }),
      ['no message is left in a queue'],
    ],
    [
      'a dead letter',
      ({ estate }) => Object.assign(estate.queues[0] ?? {}, { isDeadLetters: true, visible: 1 }),
      ['no message is put aside'],
    ],
    [
      'a message in quarantine',
      ({ memory }) => memory.push({ pk: 'quarantine#Inbound', sk: 'one', body: '{', reason: 'not JSON' }),
      ['no message is put aside'],
    ],
  ]

  test.each(spoilt)('finds %s', async (_, spoil, checks) => {
    expect(await brokenAfter((books) => void spoil(books))).toEqual(checks.toSorted())
  })

  test('takes a message that the customer gave up sending as it is: there or not there', async () => {
    const given = { conversationId, text: 'Are you there?' }
    expect(await brokenAfter(({ estate }) => add(estate.givenUp, given))).toEqual([])
    const arrived = ({ memory, estate }: Books) => {
      add(estate.givenUp, given)
      memory.push(message(5, 'customer', 2, [text(given.text)]))
      Object.assign(itemAt(memory, 'meta'), { lastSeq: 5, answeredSeq: 5 })
    }
    expect(await brokenAfter(arrived)).toEqual([])
  })

  test.each([
    [{ type: 'system', event: 'apology', text: 'Sorry.' }],
    [{ type: 'system', event: 'gap', text: 'One part is missing.' }],
    [text(wording.en.doneWithoutWords)],
  ] satisfies Part[][])('takes a late answer after an outcome that left something out', async (part) => {
    const late = ({ memory }: Books) => {
      partsOf(memory, 'message#0000000004').push(part)
      const item = message(5, 'assistant', 2, [text('Late.')])
      memory.push({ ...item, message: { ...recordIn(item, 'message'), followUp: true } }, lateAnswer)
      Object.assign(itemAt(memory, 'meta'), { lastSeq: 5 })
    }
    expect(await brokenAfter(late)).toEqual([])
  })

  /** A person has taken the conversation over, and has not answered yet. */
  const held = ({ memory, estate }: Books) => {
    memory.push(
      message(5, 'system', 3, [{ type: 'system', event: 'handoff', text: 'A person comes.' }]),
      message(6, 'customer', 4, [text('Hello?')]),
      { pk: 'waiting', sk: conversationId, conversationId },
    )
    const meta = itemAt(memory, 'meta')
    Object.assign(meta, { lastSeq: 6, answeredSeq: 5, control: 'human' })
    Object.assign(recordIn(meta, 'turn'), { number: 4, outcome: 'with_human' })
    add(estate.accepted, { conversationId, id: messageId(6), seq: 6, text: 'Hello?' })
    add(estate.told, { conversationId, id: eventId, type: 'conversation.handed_off' })
  }

  test('lets a person who holds the conversation answer instead of the bot', async () => {
    expect(await brokenAfter(held)).toEqual([])
  })

  const list = 'the list of what waits for a person is true'
  const handed = (change: (books: Books) => void) => (books: Books) => {
    held(books)
    change(books)
  }
  const waitingSpoilt: readonly (readonly [string, (books: Books) => void, string])[] = [
    ['somebody who waits and is not on the list', handed(({ memory }) => take(memory, conversationId)), list],
    ['somebody on the list who does not wait', ({ memory }) => memory.push({ pk: 'waiting', sk: 'x' }), list],
    ['a handoff that nobody was told', handed(({ estate }) => empty(estate.told)), 'other systems are told'],
    [
      'an event of what never was',
      ({ estate }) => add(estate.told, { conversationId, id: 'evt_1', type: 'conversation.given_back' }),
      'other systems are told',
    ],
  ]

  test.each(waitingSpoilt)('finds %s', async (_, spoil, check) => {
    expect(await brokenAfter((books) => void spoil(books))).toEqual([check])
  })
})

const eventId = messageId(5).replace('msg_', 'evt_')
const lateAnswer = {
  ...keys.answer(conversationId, 2, 'order'),
  answer: { kind: 'answer', specialist: 'order', parts: [text('Late.')], at: 1 },
}
const waiting = { actionId: `act_${'8'.repeat(32)}`, toolUseId: 'toolu_9', name: 'x' }

function recordIn(item: Item, name: string): Record<string, unknown> {
  const found = item[name]
  if (typeof found !== 'object' || found === null) throw new Error(`There is no ${name}`)
  return Object.assign(found)
}

function spoilRecord(items: readonly Item[], sk: string, name: string, changes: Item): void {
  Object.assign(recordIn(itemAt(items, sk), name), changes)
}

function partsOf(items: readonly Item[], sk: string): Item[] {
  const { parts } = recordIn(itemAt(items, sk), 'message')
  if (!Array.isArray(parts)) throw new Error('The message has no parts')
  return parts
}

function take(items: Item[], sk: string): void {
  items.splice(items.indexOf(itemAt(items, sk)), 1)
}

function empty(list: readonly unknown[]): void {
  Object.assign(list, { length: 0 })
}

function add<Of>(list: readonly Of[], one: Of): void {
  Object.assign(list, [...list, one])
}
