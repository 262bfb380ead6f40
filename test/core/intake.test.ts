import { beforeEach, describe, expect, test, vi } from 'vitest'
import { handOff } from '../../functions/core/control.ts'
import type { Conversation } from '../../functions/core/conversation.ts'
import { type Intake, type Session, takeMessage } from '../../functions/core/intake.ts'
import type { Commit, Memory } from '../../functions/core/memory.ts'
import { textOfParts } from '../../functions/core/parts.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { type RecordingQueues, recordingQueues } from '../doubles/queues.ts'
import { begin, deadlineMs, give, someMinting, text } from '../doubles/samples.ts'

const session: Session = { sessionId: 'ses_1', customerId: undefined, operator: false }
const onSendFailed = vi.fn<(error: unknown) => void>()

let minting = someMinting()
let memory: Memory
let queues: RecordingQueues
let conversation: Conversation
let id: string
beforeEach(async () => {
  onSendFailed.mockClear()
  minting = someMinting()
  memory = inMemoryMemory({ now: minting.now })
  queues = recordingQueues()
  conversation = await begin(memory, minting)
  id = conversation.id
})

const take = (
  words: string,
  changes: {
    readonly by?: Session
    readonly to?: string
    readonly key?: string
    readonly requestHash?: string
    readonly memory?: Memory
    readonly inbound?: RecordingQueues['inbound']
  } = {},
): Promise<Intake> =>
  takeMessage(
    {
      conversationId: changes.to ?? id,
      session: changes.by ?? session,
      parts: [text(words)],
      deadlineMs,
      ...(changes.key
        ? { idempotency: { key: changes.key, requestHash: changes.requestHash ?? words } }
        : {}),
      respond: (accepted) => JSON.stringify(accepted),
    },
    {
      ...minting,
      memory: changes.memory ?? memory,
      inbound: changes.inbound ?? queues.inbound,
      onSendFailed,
    },
  )
const now = async () => {
  const found = await memory.conversation(id)
  if (!found) throw new Error('The conversation is gone')
  return found
}
const kept = async () => await memory.messages(id, 0, 1000)

/** A memory whose commits are noted. */
function noting(commits: Commit[]): Memory {
  return {
    ...memory,
    commit: (commit) => {
      commits.push(commit)
      return memory.commit(commit)
    },
  }
}

describe('a message of the customer', () => {
  test('is kept, answered with its place and its turn, and sent to the router', async () => {
    const taken = await take('where is my order?')
    const [message] = await kept()
    expect(message).toMatchObject({
      seq: 1,
      turn: 1,
      author: 'customer',
      parts: [text('where is my order?')],
    })
    const { turn } = await now()
    const response = {
      message: { id: message?.id, seq: 1 },
      turn: { id: turn.id, number: 1 },
      withHuman: false,
    }
    expect(taken).toEqual({ kind: 'accepted', response: JSON.stringify(response) })
    expect(queues.sent.inbound).toEqual([
      {
        message: { type: 'customer-message.v1', conversationId: id, turn: 1, seq: 1 },
        deduplicationId: message?.id,
      },
    ])
  })

  test('given it opens a turn, its outbox has it and the deadline; given it joins one, only it', async () => {
    const commits: Commit[] = []
    await take('first', { memory: noting(commits) })
    await take('second', { memory: noting(commits) })
    expect(commits.map(({ outbox }) => outbox)).toEqual([
      ['customer-message', 'deadline'],
      ['customer-message'],
    ])
    expect(queues.sent.inbound.map(({ message }) => message.turn)).toEqual([1, 1])
  })

  test('given specialists at work, ends their turn as superseded and opens the next', async () => {
    await take('first')
    await give(memory, await now(), ['order'], minting)
    await take('wait, the other one')
    expect(await memory.turn(id, 1)).toMatchObject({ outcome: 'superseded', closedAt: minting.now() })
    expect((await now()).turn).toMatchObject({ number: 2, phase: 'open' })
  })

  test('given it cannot be sent at once, is accepted all the same: the relay sends it from the outbox', async () => {
    const broken = new Error('SQS is away')
    const taken = await take('hi', {
      inbound: { ...queues.inbound, customerMessage: () => Promise.reject(broken) },
    })
    expect(taken.kind).toBe('accepted')
    expect(await kept()).toHaveLength(1)
    expect(onSendFailed).toHaveBeenCalledExactlyOnceWith(broken)
  })

  test('given it could not be kept, is not sent', async () => {
    const full: Memory = { ...memory, commit: () => Promise.reject(new Error('throttled')) }
    await expect(take('hi', { memory: full })).rejects.toThrow('throttled')
    expect(queues.sent.inbound).toEqual([])
  })

  test('given an unknown or a closed conversation, is refused and not kept', async () => {
    expect(await take('hi', { to: minting.newId('cnv') })).toEqual({ kind: 'not_found' })
    await memory.commit({ before: conversation, after: { ...conversation, version: 2, status: 'closed' } })
    expect(await take('hi')).toEqual({ kind: 'closed' })
    expect(await kept()).toEqual([])
  })
})

describe('many messages at once', () => {
  /** A client that is told to try again does so, with the same key. */
  const insist = async (words: string): Promise<Intake> => {
    for (;;) {
      const taken = await take(words, { key: words })
      if (taken.kind !== 'too_busy') return taken
    }
  }

  test('given two hundred, each is kept once, in the order in which they were taken', async () => {
    const words = Array.from({ length: 200 }, (_, index) => `message ${index}`)
    const taken = await Promise.all(words.map(insist))
    expect(taken.every(({ kind }) => kind === 'accepted')).toBe(true)
    const messages = await kept()
    expect(messages.map(({ seq }) => seq)).toEqual(words.map((_, index) => index + 1))
    expect(new Set(messages.map(({ parts }) => textOfParts(parts)))).toEqual(new Set(words))
    expect(await now()).toMatchObject({ lastSeq: 200, version: 201, turn: { number: 1 } })
    expect(queues.sent.inbound).toHaveLength(200)
  })

  test('given twenty people who each wait for their answer, nobody is overtaken by their own next message', async () => {
    const people = Array.from({ length: 20 }, (_, index) => `person ${index}`)
    await Promise.all(
      people.map(async (person) => {
        for (let count = 0; count < 10; count++) await insist(`${person}: ${count}`)
      }),
    )
    const words = (await kept()).map(({ parts }) => textOfParts(parts))
    for (const person of people) {
      const own = words.filter((each) => each.startsWith(`${person}:`))
      expect(own).toEqual(Array.from({ length: 10 }, (_, count) => `${person}: ${count}`))
    }
  })

  test('given a conversation that never stands still, gives up after a bounded number of attempts', async () => {
    let commits = 0
    const restless: Memory = {
      ...memory,
      async commit({ before }) {
        commits += 1
        return { kind: 'conflict', conversation: { ...before, version: before.version + 1 } }
      },
    }
    expect(await take('hi', { memory: restless })).toEqual({ kind: 'too_busy' })
    expect(commits).toBe(100)
    expect(queues.sent.inbound).toEqual([])
  })
})

describe('a request with an idempotency key', () => {
  test('given it comes again, answers the same and keeps and sends nothing more', async () => {
    const first = await take('hi', { key: 'k' })
    await take('something else')
    const again = await take('hi', { key: 'k' })
    expect(first.kind).toBe('accepted')
    expect(again).toEqual({ ...first, kind: 'replayed' })
    expect(await kept()).toHaveLength(2)
    expect(queues.sent.inbound).toHaveLength(2)
  })

  test('given another body under the same key, is refused', async () => {
    await take('hi', { key: 'k' })
    expect(await take('hello', { key: 'k' })).toEqual({ kind: 'key_reused' })
    expect(await kept()).toHaveLength(1)
  })

  test('given twenty copies at once, one is kept and all get the same answer', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => take('hi', { key: 'k' })))
    expect(taken.filter(({ kind }) => kind === 'accepted')).toHaveLength(1)
    expect(new Set(taken.map((each) => ('response' in each ? each.response : each.kind))).size).toBe(1)
    expect(await kept()).toHaveLength(1)
  })

  test('given two messages without a key, both are kept', async () => {
    await take('hi')
    await take('hi')
    expect(await kept()).toHaveLength(2)
  })
})

describe('a handoff, and messages around it', () => {
  const ask = () => handOff({ conversationId: id, session }, { ...minting, memory })

  test('given a message afterwards, it is kept for the human and neither routed nor given a deadline', async () => {
    await ask()
    const commits: Commit[] = []
    const taken = await take('are you there?', { memory: noting(commits) })
    expect(taken).toMatchObject({ kind: 'accepted', response: expect.stringContaining('"withHuman":true') })
    expect(commits.map(({ outbox }) => outbox)).toEqual([[]])
    expect(queues.sent.inbound).toEqual([])
    expect(await kept()).toHaveLength(2)
    expect((await now()).control).toBe('human')
  })

  test('given a message at the same moment, both are kept and the human has control', async () => {
    await Promise.all([take('hi'), ask(), take('hello')])
    expect((await kept()).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(await now()).toMatchObject({ control: 'human', turn: { phase: 'closed' } })
  })

  test('given an unknown conversation, changes nothing', async () => {
    const other = { conversationId: minting.newId('cnv'), session }
    expect(await handOff(other, { ...minting, memory })).toBe('not_found')
  })
})
