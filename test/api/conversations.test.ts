import { expect, test } from 'vitest'
import { createConversation } from '../../functions/api/conversations.ts'
import { sessionTokens } from '../../functions/api/session-tokens.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { someCards, someMinting } from '../doubles/samples.ts'

test.each([
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['fr', undefined],
  [undefined, undefined],
])('A conversation begins in the language that the client prefers: %s', async (header, language) => {
  const minting = someMinting()
  const memory = inMemoryMemory({ now: minting.now })
  const tokens = sessionTokens({ secrets: async () => ['secret'], storeId: 'shop', now: Date.now })
  const sessionId = minting.newId('ses')
  const { token } = await tokens.issue({ sessionId, customerId: undefined, operator: false })
  const create = createConversation({ ...minting, memory, tokens, cards: someCards })
  await create({
    path: '/v1/conversations',
    params: {},
    query: {},
    body: {},
    sourceIp: '203.0.113.7',
    header: (name) => ({ authorization: `Bearer ${token}`, 'accept-language': header })[name],
  })
  const [created] = await memory.conversationsOf(sessionId, 1)
  expect(created?.language).toBe(language)
})
