import { describe, expect, test } from 'vitest'
import { askForGuestCode, networkOf, verifyGuestCode } from '../../functions/api/guest.ts'
import type { HttpRequest, HttpResponse } from '../../functions/api/http.ts'
import { Problem } from '../../functions/api/problem.ts'
import { guestResponse, sessionResponse } from '../../functions/api/schemas.ts'
import { sessionTokens } from '../../functions/api/session-tokens.ts'
import { type GuestDoubles, guestDoubles } from '../doubles/guests.ts'
import { countingIds } from '../doubles/ids.ts'

const storeId = 'shop'
const known = { storeId, orderId: '#W0482117', email: 'mina.okafor4821@example.com' }
const unknown = { storeId, orderId: '#W9999999', email: 'mina.okafor4821@example.com' }
const newId = countingIds()

function api(doubles: GuestDoubles | undefined = guestDoubles()) {
  const tokens = sessionTokens({ secrets: async () => ['secret'], storeId, now: () => Date.now() })
  const options = { storeId, tokens, guests: doubles?.ports, socketUrl: 'wss://live.example/test' }
  const session = async (customerId?: string, operator = false) =>
    `Bearer ${(await tokens.issue({ sessionId: newId('ses'), customerId, operator })).token}`
  return {
    session,
    tokens,
    ask: (bearer: string | undefined, body: unknown, language?: string) =>
      answered(askForGuestCode(options), bearer, body, language),
    verify: (bearer: string | undefined, code: unknown) =>
      answered(verifyGuestCode(options), bearer, { storeId, code }),
  }
}

async function answered(
  route: (request: HttpRequest) => Promise<HttpResponse>,
  bearer: string | undefined,
  body: unknown,
  language?: string,
): Promise<HttpResponse & { code?: string; detail?: string }> {
  try {
    return await route({
      path: '/v1/sessions/guest',
      params: {},
      query: {},
      body,
      sourceIp: '203.0.113.7',
      header: (name) => ({ authorization: bearer, 'accept-language': language })[name],
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { status, code, message, headers } = error
    return { status, code, detail: message, headers }
  }
}

describe('POST /v1/sessions/guest', () => {
  test('answers a known and an unknown order alike', async () => {
    const { ask, session } = api()
    const first = await ask(await session(), known)
    const second = await ask(await session(), unknown)
    expect(first).toEqual({ status: 202, body: { expiresInSeconds: 600 } })
    expect(second).toEqual(first)
    expect(guestResponse.safeParse(first.body).error).toBeUndefined()
  })

  test.each([
    [undefined, 'Your code for the chat', 'Your code is 000001'],
    ['fr, es;q=0.9, en;q=0.8', 'Tu código para el chat', 'Tu código es 000001'],
    ['de-AT', 'Ihr Code für den Chat', 'Ihr Code lautet 000001'],
    ['zh-CN', '您的聊天验证码', '您的验证码是 000001'],
    ['ar', 'رمزك للمحادثة', 'رمزك هو 000001'],
  ])('mails in the language that the client prefers: %s', async (language, subject, begins) => {
    const doubles = guestDoubles()
    const { ask, session } = api(doubles)
    await ask(await session(), known, language)
    expect(doubles.mails).toMatchObject([{ subject }])
    expect(doubles.mails[0]?.text).toMatch(new RegExp(`^${begins}\\n\\n.*\\b10\\b`))
  })

  test('answers alike when the mail fails', async () => {
    const doubles = guestDoubles()
    doubles.breakMail()
    const { ask, session } = api(doubles)
    expect(await ask(await session(), known)).toEqual({ status: 202, body: { expiresInSeconds: 600 } })
  })

  test('says when to come back after too many', async () => {
    const { ask, session } = api()
    const bearer = await session()
    for (let count = 0; count < 5; count++) expect((await ask(bearer, unknown)).status).toBe(202)
    const refused = await ask(bearer, known)
    expect(refused).toMatchObject({
      status: 429,
      code: 'too_many_codes',
      headers: { 'Retry-After': '3600' },
      detail: expect.stringContaining('60 minutes'),
    })
  })

  test.each([
    ['without an order', { storeId, email: known.email }],
    ['without an address', { storeId, orderId: known.orderId }],
    ['with an address that is none', { ...known, email: 'mina' }],
    ['with more than is known', { ...known, customerId: 'mina_okafor_4821' }],
    ['with an endless order', { ...known, orderId: 'W'.repeat(65) }],
  ])('%s is refused, and counts nothing', async (_, body) => {
    const doubles = guestDoubles()
    const { ask, session } = api(doubles)
    expect(await ask(await session(), body)).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(doubles.ports.codes.counted).toEqual([])
  })

  test('for another store is refused', async () => {
    const { ask, session } = api()
    expect(await ask(await session(), { ...known, storeId: 'other' })).toMatchObject({
      code: 'unknown_store',
    })
  })

  test('is for anonymous sessions alone', async () => {
    const { ask, verify, session } = api()
    const verified = await session('mina_okafor_4821')
    const operator = await session(undefined, true)
    for (const answer of [await ask(undefined, known), await verify(undefined, '000001')])
      expect(answer).toMatchObject({ status: 401, code: 'session_missing' })
    for (const answer of [await ask(verified, known), await verify(verified, '000001')])
      expect(answer).toMatchObject({ status: 409, code: 'already_verified' })
    for (const answer of [await ask(operator, known), await verify(operator, '000001')])
      expect(answer).toMatchObject({ status: 403, code: 'customers_only' })
  })

  test('does not exist where no mail is sent', async () => {
    const tokens = sessionTokens({ secrets: async () => ['secret'], storeId, now: () => Date.now() })
    const options = { storeId, tokens, guests: undefined, socketUrl: 'wss://live.example/test' }
    for (const route of [askForGuestCode(options), verifyGuestCode(options)])
      expect(await answered(route, undefined, known)).toMatchObject({ status: 404, code: 'guest_off' })
  })
})

describe('POST /v1/sessions/guest/verify', () => {
  test('answers as POST /v1/sessions does, with the same session, now the customer’s', async () => {
    const { ask, verify, session, tokens } = api()
    const bearer = await session()
    await ask(bearer, known)
    const { status, body } = await verify(bearer, '000001')
    expect(status).toBe(201)
    const { sessionToken, customer } = sessionResponse.parse(body)
    expect(customer).toEqual({ verified: true })
    expect(await tokens.read(`Bearer ${sessionToken}`)).toEqual({
      sessionId: (await tokens.read(bearer)).sessionId,
      customerId: 'mina_okafor_4821',
      operator: false,
    })
  })

  test('gives one answer for a wrong, a used, an expired, a foreign, a worn out and a never sent code', async () => {
    const doubles = guestDoubles()
    const { ask, verify, session } = api(doubles)
    const [asker, other, stranger, tired] = await Promise.all([session(), session(), session(), session()])
    await ask(asker, known)
    const wrong = await verify(asker, '999999')
    const foreign = await verify(other, '000001')
    expect((await verify(asker, '000001')).status).toBe(201)
    const used = await verify(asker, '000001')
    await ask(stranger, unknown)
    const neverSent = await verify(stranger, '000002')
    await ask(tired, known)
    for (let attempt = 1; attempt <= 5; attempt++) expect(await verify(tired, '999999')).toEqual(wrong)
    const wornOut = await verify(tired, '000003')
    await ask(tired, known)
    doubles.clock.advance(600_000)
    const expired = await verify(tired, '000004')
    expect(wrong).toMatchObject({ status: 401, code: 'code_invalid' })
    expect([foreign, used, neverSent, wornOut, expired]).toEqual(Array(5).fill(wrong))
  })

  test('has one winner of two at once', async () => {
    const { ask, verify, session } = api()
    const bearer = await session()
    await ask(bearer, known)
    const both = await Promise.all([verify(bearer, '000001'), verify(bearer, '000001')])
    expect(both.map(({ status }) => `${status}`).toSorted()).toEqual(['201', '401'])
  })

  test('does not count what cannot be a code', async () => {
    const { ask, verify, session } = api()
    const bearer = await session()
    await ask(bearer, known)
    for (const code of ['12345', '1234567', 'abcdef', 123456, ' 00001', '٠٠٠٠٠١'])
      expect(await verify(bearer, code)).toMatchObject({ status: 400, code: 'invalid_request' })
    expect((await verify(bearer, '000001')).status).toBe(201)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
