import { describe, expect, test } from 'vitest'
import { handOff } from '../../functions/core/control.ts'
import { mayAccess, type Session, takeMessage } from '../../functions/core/intake.ts'
import { newConversation } from '../../functions/core/turn.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { recordingQueues } from '../doubles/queues.ts'
import { begin, deadlineMs, someMinting, text } from '../doubles/samples.ts'

const sessions = {
  'the session that began it': { sessionId: 'ses_1', customerId: undefined, operator: false },
  'another anonymous session': { sessionId: 'ses_2', customerId: undefined, operator: false },
  'the same session, now verified': { sessionId: 'ses_1', customerId: 'noah_1', operator: false },
  'the same customer in another session': { sessionId: 'ses_3', customerId: 'noah_1', operator: false },
  'another customer': { sessionId: 'ses_4', customerId: 'mia_2', operator: false },
  'another customer in the same browser': { sessionId: 'ses_1', customerId: 'mia_2', operator: false },
  'an operator': { sessionId: 'ses_5', customerId: undefined, operator: true },
} satisfies Record<string, Session>
type Who = keyof typeof sessions

const anonymous = { sessionId: 'ses_1' }
const noahs = { sessionId: 'ses_1', customerId: 'noah_1' }

const matrix: readonly [who: Who, conversation: string, owner: typeof anonymous, may: boolean][] = [
  ['the session that began it', 'an anonymous conversation', anonymous, true],
  ['another anonymous session', 'an anonymous conversation', anonymous, false],
  ['the same session, now verified', 'an anonymous conversation', anonymous, true],
  ['the same customer in another session', 'an anonymous conversation', anonymous, false],
  ['another customer', 'an anonymous conversation', anonymous, false],
  ['an operator', 'an anonymous conversation', anonymous, true],
  ['the session that began it', "a customer's conversation", noahs, false],
  ['another anonymous session', "a customer's conversation", noahs, false],
  ['the same session, now verified', "a customer's conversation", noahs, true],
  ['the same customer in another session', "a customer's conversation", noahs, true],
  ['another customer', "a customer's conversation", noahs, false],
  ['another customer in the same browser', "a customer's conversation", noahs, false],
  ['an operator', "a customer's conversation", noahs, true],
]

describe('who may use a conversation', () => {
  test.each(matrix)('%s and %s', async (who, _, owner, may) => {
    const minting = someMinting()
    const memory = inMemoryMemory({ now: minting.now })
    const conversation = await begin(memory, minting, owner)
    const queues = recordingQueues()
    const session = sessions[who]
    expect(mayAccess(session, conversation)).toBe(may)
    const taken = await takeMessage(
      { conversationId: conversation.id, session, parts: [text('hi')], deadlineMs, respond: () => 'taken' },
      { ...minting, memory, inbound: queues.inbound, onSendFailed: () => {} },
    )
    // Operators write only once they have taken it over.
    const writes = may && !session.operator
    const refused = { kind: may ? 'bot_in_control' : 'not_found' }
    expect(taken).toEqual(writes ? { kind: 'accepted', response: 'taken' } : refused)
    expect(await memory.messages(conversation.id, 0, 9)).toHaveLength(writes ? 1 : 0)
    expect(queues.sent.inbound).toHaveLength(writes ? 1 : 0)
    const handed = await handOff({ conversationId: conversation.id, session }, { ...minting, memory })
    expect(handed).toBe(may ? 'done' : 'not_found')
  })

  test('given a verified customer writes in their anonymous conversation, it is theirs alone from then on', async () => {
    const minting = someMinting()
    const memory = inMemoryMemory({ now: minting.now })
    const { id } = await begin(memory, minting, anonymous)
    const write = async (who: Who) =>
      await takeMessage(
        { conversationId: id, session: sessions[who], parts: [text('hi')], deadlineMs, respond: () => '' },
        { ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} },
      )
    await write('the same session, now verified')
    expect(await memory.conversation(id)).toMatchObject(noahs)
    expect(await write('the session that began it')).toEqual({ kind: 'not_found' })
    expect(await write('another customer in the same browser')).toEqual({ kind: 'not_found' })
    expect(await write('the same customer in another session')).toMatchObject({ kind: 'accepted' })
    expect(await memory.conversation(id)).toMatchObject(noahs)
  })

  test("given an operator who writes in a customer's conversation, it stays the customer's", async () => {
    const minting = someMinting()
    const memory = inMemoryMemory({ now: minting.now })
    const { id } = await begin(memory, minting, noahs)
    const session = { ...sessions['an operator'], customerId: 'otto_7' }
    await handOff({ conversationId: id, session }, { ...minting, memory })
    const taken = await takeMessage(
      { conversationId: id, session, parts: [text('hi')], deadlineMs, respond: () => '' },
      { ...minting, memory, inbound: recordingQueues().inbound, onSendFailed: () => {} },
    )
    expect(taken.kind).toBe('accepted')
    expect((await memory.messages(id, 1, 9)).map(({ author }) => author)).toEqual(['operator'])
    expect(await memory.conversation(id)).toMatchObject(noahs)
  })

  test('given somebody else takes a conversation over between the read and the write, the write is refused', async () => {
    const minting = someMinting()
    const memory = inMemoryMemory({ now: minting.now })
    const before = newConversation(anonymous, minting)
    await memory.create({ ...before, version: 2, customerId: 'noah_1' })
    const stale = { ...memory, conversation: async () => before }
    const taken = await takeMessage(
      {
        conversationId: before.id,
        session: sessions['the session that began it'],
        parts: [text('hi')],
        deadlineMs,
        respond: () => '',
      },
      { ...minting, memory: stale, inbound: recordingQueues().inbound, onSendFailed: () => {} },
    )
    expect(taken).toEqual({ kind: 'not_found' })
    expect(await memory.messages(before.id, 0, 9)).toEqual([])
  })
})
