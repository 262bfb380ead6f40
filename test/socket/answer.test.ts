import { describe, expect, test } from 'vitest'
import { liveFrame } from '../../functions/core/live.ts'
import { viewTurn } from '../../functions/core/turn-view.ts'
import { answer } from '../../functions/socket/answer.ts'
import { memoryConnections, someConnection } from '../doubles/connections.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, say, someCards, someMinting } from '../doubles/samples.ts'

/** A client that is connected to a conversation with so many messages. */
async function someClient(messages: readonly string[] = []) {
  const minting = someMinting()
  const { now } = minting
  const memory = inMemoryMemory({ now })
  let conversation = await begin(memory, minting, { sessionId: 'ses_1' })
  for (const words of messages) conversation = await say(memory, conversation, words, minting)
  const connections = memoryConnections(now)
  const connection = someConnection('a=', { now: now(), conversationId: conversation.id })
  await connections.add(connection)
  const ports = { memory, connections, cards: someCards, now }
  const resume = async (after: number) => {
    const frame = liveFrame.optional().parse(await answer('a=', { action: 'resume', after }, ports))
    if (frame?.type !== 'messages') throw new Error('That is no answer to resume')
    return frame
  }
  return { minting, memory, conversation, connections, connection, ports, resume }
}

describe('A client that resumes', () => {
  test('gets exactly what came after, as it is, and how the turn stands', async () => {
    const { memory, conversation, resume } = await someClient(['one', 'two', 'three'])
    const { id, version } = conversation
    const standing = { turn: viewTurn(conversation, someCards), version }
    expect(await resume(1)).toEqual({
      type: 'messages',
      data: await memory.messages(id, 1, 10),
      page: { after: 3, hasMore: false },
      ...standing,
    })
    expect(await resume(3)).toEqual({
      type: 'messages',
      data: [],
      page: { after: 3, hasMore: false },
      ...standing,
    })
  })

  test('is told when there is more, and where to go on', async () => {
    const { resume } = await someClient(Array.from({ length: 60 }, (_, index) => `${index}`))
    const first = await resume(0)
    expect([first.data.length, first.page]).toEqual([50, { after: 50, hasMore: true }])
    const second = await resume(50)
    expect([second.data.length, second.page]).toEqual([10, { after: 60, hasMore: false }])
  })

  test('gets no more at once than the gateway takes, in bytes', async () => {
    const { resume } = await someClient(Array.from({ length: 12 }, () => '語'.repeat(4_000)))
    const seen: number[] = []
    for (let after = 0, more = true; more; ) {
      const frame = await resume(after)
      expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(128 * 1024)
      seen.push(...frame.data.map(({ seq }) => seq))
      more = frame.page.hasMore
      after = frame.page.after
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
  })

  test('gets nothing of a message that is too large to come this way, and knows that it is there', async () => {
    const { resume } = await someClient(['x'.repeat(150_000), 'next'])
    expect(await resume(0)).toMatchObject({ data: [], page: { after: 0, hasMore: true } })
  })
})

describe('A client that pings', () => {
  test('hears how the turn stands, and so whether it has missed something', async () => {
    const { conversation, ports } = await someClient(['one'])
    expect(await answer('a=', { action: 'ping' }, ports)).toEqual({
      type: 'turn',
      turn: viewTurn(conversation, someCards),
      lastSeq: 1,
      version: conversation.version,
    })
  })
})

describe('Nobody hears anything', () => {
  test('who is not connected', async () => {
    const { ports } = await someClient()
    expect(await answer('b=', { action: 'ping' }, ports)).toBeUndefined()
  })

  test('whose session has run out: the connection is forgotten', async () => {
    const { minting, ports, connections } = await someClient()
    minting.advance(3_600_000)
    expect(await answer('a=', { action: 'ping' }, ports)).toBeUndefined()
    expect(await connections.find('a=')).toBeUndefined()
  })

  test('who was anonymous, of a conversation that has become a customer’s', async () => {
    const { memory, conversation, connections, ports } = await someClient()
    const { version } = conversation
    const after = { ...conversation, version: version + 1, customerId: 'mina' }
    expect(await memory.commit({ before: conversation, after })).toEqual({ kind: 'committed' })
    expect(await answer('a=', { action: 'resume', after: 0 }, ports)).toBeUndefined()
    expect(await connections.find('a=')).toBeUndefined()
  })
})
