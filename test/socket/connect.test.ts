import { describe, expect, test } from 'vitest'
import { type SessionTokens, sessionTokens } from '../../functions/api/session-tokens.ts'
import type { Session } from '../../functions/core/intake.ts'
import { connect } from '../../functions/socket/connect.ts'
import { memoryConnections } from '../doubles/connections.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, someMinting } from '../doubles/samples.ts'

async function someSocket(owner: { sessionId?: string; customerId?: string } = {}) {
  const minting = someMinting()
  const { now } = minting
  const memory = inMemoryMemory({ now })
  const { id } = await begin(memory, minting, owner)
  const tokens = sessionTokens({ secrets: async () => ['secret'], storeId: 'shop', now })
  const connections = memoryConnections(now)
  const closed: string[] = []
  const ports = { tokens, memory, connections, now, close: async (it: string) => void closed.push(it) }
  const tokenOf = async (session: Partial<Session>) =>
    (
      await tokens.issue({
        sessionId: minting.newId('ses'),
        customerId: undefined,
        operator: false,
        ...session,
      })
    ).token
  const ask = async (session: Partial<Session>, conversationId = id, connectionId = 'a=') =>
    await connect({ connectionId, token: await tokenOf(session), conversationId }, ports)
  return { id, minting, ports, connections, closed, ask, tokenOf }
}

describe('Who wants to connect', () => {
  test('is connected to a conversation of the same customer, until the token runs out', async () => {
    const { id, minting, connections, ask } = await someSocket({ customerId: 'mina' })
    expect(await ask({ customerId: 'mina' })).toBe('connected')
    expect(await connections.find('a=')).toEqual({
      id: 'a=',
      conversationId: id,
      session: { sessionId: expect.any(String), customerId: 'mina', operator: false },
      connectedAt: minting.now(),
      until: minting.now() + 3_600_000,
    })
  })

  test('may be an operator', async () => {
    const { ask } = await someSocket({ customerId: 'mina' })
    expect(await ask({ operator: true })).toBe('connected')
  })

  test('may be the anonymous session that began it, and no other', async () => {
    const sessionId = `ses_${'1'.repeat(32)}`
    const { ask, connections } = await someSocket({ sessionId })
    expect(await ask({})).toBe('refused')
    expect(await connections.find('a=')).toBeUndefined()
    expect(await ask({ sessionId })).toBe('connected')
  })

  test('is refused without saying why: another customer, no such conversation, none named', async () => {
    const { id, ask, connections } = await someSocket({ customerId: 'mina' })
    expect(await ask({ customerId: 'noah' })).toBe('refused')
    expect(await ask({})).toBe('refused')
    expect(await ask({ customerId: 'mina' }, `cnv_${'0'.repeat(32)}`)).toBe('refused')
    expect(await ask({ customerId: 'mina' }, '')).toBe('refused')
    expect(await connections.of(id, true)).toEqual([])
  })

  test('is refused with a token that has run out, is forged or is missing', async () => {
    const { id, minting, ports, tokenOf } = await someSocket({ customerId: 'mina' })
    const token = await tokenOf({ customerId: 'mina' })
    const asked = { connectionId: 'a=', conversationId: id }
    expect(await connect({ ...asked, token: `${token}x` }, ports)).toBe('refused')
    expect(await connect({ ...asked, token: undefined }, ports)).toBe('refused')
    expect(await connect({ ...asked, token }, ports)).toBe('connected')
    minting.advance(3_600_000)
    expect(await connect({ ...asked, token }, ports)).toBe('refused')
  })

  test('is no refusal but a failure where the token could not be looked at', async () => {
    const { id, ports } = await someSocket()
    const tokens: SessionTokens = {
      ...ports.tokens,
      readWithEnd: () => Promise.reject(new Error('no secret')),
    }
    const asked = { connectionId: 'a=', conversationId: id, token: 'token' }
    await expect(connect(asked, { ...ports, tokens })).rejects.toThrow('no secret')
  })

  test('takes the place of the oldest of five, which is closed', async () => {
    const { id, minting, ask, closed, connections } = await someSocket({ customerId: 'mina' })
    for (const connectionId of ['a', 'b', 'c', 'd', 'e', 'f']) {
      minting.advance(1)
      expect(await ask({ customerId: 'mina' }, id, connectionId)).toBe('connected')
    }
    expect(closed).toEqual(['a'])
    expect((await connections.of(id, true)).map((each) => each.id)).toEqual(['b', 'c', 'd', 'e', 'f'])
  })
})
