import { SignJWT } from 'jose'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { secrets } from '../../functions/adapters/secrets.ts'
import { readCustomerToken } from '../../functions/api/customer-tokens.ts'
import { sessionTokens } from '../../functions/api/session-tokens.ts'
import { startParameters } from '../../local/host/parameters.ts'
import { fixedClock } from '../doubles/clock.ts'

const storeId = 'shop'
const clock = fixedClock()
const session = { sessionId: `ses_${'0'.repeat(32)}`, customerId: 'mina', operator: false }
type Several = readonly [string, ...string[]]

async function customerToken(secret: string, claims: { lifetimeMs?: number; aud?: string } = {}) {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('mina')
    .setAudience(claims.aud ?? storeId)
    .setExpirationTime(new Date(clock.now() + (claims.lifetimeMs ?? 600_000)))
    .sign(new TextEncoder().encode(secret))
}

describe('The store’s secrets', () => {
  const read = (token: string, all: Several) =>
    readCustomerToken(token, { secrets: async () => all, storeId, now: clock.now })

  test('each open a session, whichever signed', async () => {
    for (const secret of ['newest', 'older', 'oldest'])
      expect(await read(await customerToken(secret), ['newest', 'older', 'oldest'])).toEqual({
        customerId: 'mina',
        operator: false,
      })
  })

  test('open none any more once they are removed', async () => {
    const token = await customerToken('older')
    expect((await read(token, ['newest', 'older'])).customerId).toBe('mina')
    await expect(read(token, ['newest'])).rejects.toMatchObject({
      status: 401,
      code: 'customer_token_invalid',
    })
  })

  test('do not make an old key’s token live longer, nor one for another store', async () => {
    const expired = await customerToken('older', { lifetimeMs: -1_000 })
    await expect(read(expired, ['newest', 'older'])).rejects.toThrow(/has expired/)
    const foreign = await customerToken('older', { aud: 'another' })
    await expect(read(foreign, ['newest', 'older'])).rejects.toThrow(/not valid/)
  })
})

describe('The session secrets', () => {
  const tokens = (...all: Several) => sessionTokens({ secrets: async () => all, storeId, now: clock.now })

  test('read what any of them signed, and sign with the first', async () => {
    const before = `Bearer ${(await tokens('old').issue(session)).token}`
    const after = `Bearer ${(await tokens('new', 'old').issue(session)).token}`
    expect(await tokens('new', 'old').read(before)).toEqual(session)
    expect(await tokens('new').read(after)).toEqual(session)
    await expect(tokens('old').read(after)).rejects.toMatchObject({ code: 'session_invalid' })
  })

  test('that are removed read nothing any more, neither a session nor the id of an earlier one', async () => {
    const before = `Bearer ${(await tokens('old').issue(session)).token}`
    expect(await tokens('new', 'old').earlierSessionId(before)).toBe(session.sessionId)
    expect(await tokens('new').earlierSessionId(before)).toBeUndefined()
    await expect(tokens('new').read(before)).rejects.toMatchObject({ status: 401, code: 'session_invalid' })
  })
})

describe('A parameter', () => {
  afterEach(() => vi.unstubAllEnvs())

  async function parameterWith(value: string) {
    const name = `/secrets/${value}`
    const store = await startParameters({ [name]: value })
    onTestFinished(() => store.close())
    for (const [variable, setting] of Object.entries({
      AWS_ENDPOINT_URL_SSM: store.endpoint,
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
    }))
      vi.stubEnv(variable, setting)
    return name
  }

  test.each([
    ['one', ['one']],
    ['new,old', ['new', 'old']],
    [' new, old \n older\n', ['new', 'old', 'older']],
  ])('that holds "%s" gives its secrets in order', async (value, expected) => {
    expect(await secrets(await parameterWith(value))).toEqual(expected)
  })

  test('that holds separators alone is a mistake that is told', async () => {
    await expect(secrets(await parameterWith(' , '))).rejects.toThrow(/holds no secret/)
  })
})
