import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { problem } from '../../functions/api/schemas.ts'
import { demoStore } from '../../local/store/demo-store.ts'
import { type System, startSystem } from '../../local/system.ts'

const mina = { orderId: '#W0482125', email: 'mina.okafor4821@example.com' }
const jonas = { orderId: '#W0276427', email: 'jonas.lindqvist2764@example.com' }
const lines: string[] = []
let system: System
beforeAll(async () => {
  system = await startSystem({
    store: demoStore(1),
    onEvent: (event) => {
      if (event.type === 'line') lines.push(event.line)
    },
  })
})
afterAll(async () => await system?.close())

const answerBody = z.looseObject({
  id: z.string().default(''),
  code: z.string().default(''),
  sessionToken: z.string().default(''),
  customer: z.object({ verified: z.boolean() }).optional(),
  data: z
    .array(z.looseObject({ author: z.string(), parts: z.array(z.looseObject({ type: z.string() })) }))
    .default([]),
})

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: z.infer<typeof answerBody>
}

async function send(method: string, path: string, bearer?: string, body?: unknown): Promise<Answer> {
  const response = await fetch(system.host.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const { status, headers } = response
  return { status, headers, text, body: answerBody.parse(JSON.parse(text)) }
}

async function session(): Promise<string> {
  return (await send('POST', '/v1/sessions', undefined, { storeId: system.storeId })).body.sessionToken
}

async function ask(bearer: string, of: { orderId: string; email: string }): Promise<Answer> {
  return await send('POST', '/v1/sessions/guest', bearer, { storeId: system.storeId, ...of })
}

async function verify(bearer: string, code: string): Promise<Answer> {
  return await send('POST', '/v1/sessions/guest/verify', bearer, { storeId: system.storeId, code })
}

/** The code in the newest mail, as whoever has the mailbox finds it. */
function mailedCode(): string {
  return /\b\d{6}\b/.exec(system.host.mail.outbox.at(-1)?.text ?? '')?.[0] ?? 'no code'
}

/** Some code that is not this one. */
function not(code: string): string {
  return code === '000000' ? '111111' : '000000'
}

async function lastReply(path: string, bearer: string): Promise<Answer['body']['data'][number] | undefined> {
  await system.host.idle()
  return (await send('GET', `${path}/messages?limit=100`, bearer)).body.data.at(-1)
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status)
  expect(problem.parse(JSON.parse(answer.text))).toMatchObject({ status, code })
}

describe('A guest', () => {
  test('sees the own order in the same conversation after the code, and nothing of it before', async () => {
    const anonymous = await session()
    const path = `/v1/conversations/${(await send('POST', '/v1/conversations', anonymous, {})).body.id}`
    const text = `Where is my order ${mina.orderId}?`
    await send('POST', `${path}/messages`, anonymous, { text })
    const before = await lastReply(path, anonymous)
    expect(before?.author).toBe('assistant')
    expect(before?.parts.filter(({ type }) => type === 'order_card')).toEqual([])

    const asked = await ask(anonymous, { orderId: 'w0482125', email: mina.email.toUpperCase() })
    expect([asked.status, asked.text]).toEqual([202, '{"expiresInSeconds":600}'])
    expect(system.host.mail.outbox.at(-1)).toMatchObject({ from: 'help@shop.example', to: mina.email })
    const verified = await verify(anonymous, mailedCode())
    expect([verified.status, verified.body.customer]).toEqual([201, { verified: true }])

    const guest = verified.body.sessionToken
    expect((await send('POST', `${path}/messages`, guest, { text })).status).toBe(202)
    const after = await lastReply(path, guest)
    expect(after?.parts).toContainEqual(
      expect.objectContaining({ type: 'order_card', orderId: mina.orderId, status: 'processed' }),
    )
    // The conversation is the customer's now: the anonymous token is no way into it.
    expectProblem(await send('GET', path, anonymous), 404, 'not_found')
  })

  test('gets one answer for a wrong code, a used one and one of another session', async () => {
    const [asker, other] = await Promise.all([session(), session()])
    await ask(asker, mina)
    const code = mailedCode()
    const wrong = await verify(asker, not(code))
    const foreign = await verify(other, code)
    expect((await verify(asker, code)).status).toBe(201)
    const used = await verify(asker, code)
    for (const answer of [wrong, foreign, used]) expectProblem(answer, 401, 'code_invalid')
    const comparable = ({ text }: Answer) => ({ ...JSON.parse(text), requestId: '' })
    expect([comparable(foreign), comparable(used)]).toEqual([comparable(wrong), comparable(wrong)])
  })

  test('has five attempts: at the sixth the right code is of no use', async () => {
    const bearer = await session()
    await ask(bearer, jonas)
    const code = mailedCode()
    for (let attempt = 1; attempt <= 5; attempt++)
      expectProblem(await verify(bearer, not(code)), 401, 'code_invalid')
    expectProblem(await verify(bearer, code), 401, 'code_invalid')
  })

  test('who enters the code many times at once is let in once', async () => {
    const bearer = await session()
    await ask(bearer, jonas)
    const code = mailedCode()
    const all = await Promise.all(Array.from({ length: 5 }, () => verify(bearer, code)))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(all.filter(({ body }) => body.code === 'code_invalid')).toHaveLength(4)
  })

  test('without a session, or with a body that is none, gets a clear problem', async () => {
    const body = { storeId: system.storeId, ...mina }
    expectProblem(await send('POST', '/v1/sessions/guest', undefined, body), 401, 'session_missing')
    const bearer = await session()
    expectProblem(await ask(bearer, { ...mina, email: 'mina' }), 400, 'invalid_request')
    expectProblem(await verify(bearer, '12345'), 400, 'invalid_request')
  })
})

describe('Whether an order exists', () => {
  test('is told neither by the answer nor by the mails that can be seen', async () => {
    const known = await ask(await session(), mina)
    const sent = system.host.mail.outbox.length
    const others = [
      { ...mina, orderId: '#W9999999' },
      { ...mina, email: jonas.email },
      { orderId: '#W9999999', email: 'nobody@example.com' },
    ]
    for (const other of others) {
      const unknown = await ask(await session(), other)
      expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
      const names = (answer: Answer) => [...answer.headers.keys()].toSorted()
      expect(names(unknown)).toEqual(names(known))
    }
    expect(system.host.mail.outbox).toHaveLength(sent)
  })

  test('is not told by a mail that cannot be sent; our log and a metric tell us', async () => {
    const sent = system.host.mail.outbox.length
    system.host.mail.refuseNext(1)
    const { status, text } = await ask(await session(), mina)
    expect([status, text]).toEqual([202, '{"expiresInSeconds":600}'])
    expect(system.host.mail.outbox).toHaveLength(sent)
    const told = lines.filter((line) => /MailFailed|A mail to a guest was not sent/.test(line))
    expect(told).toHaveLength(2)
    expect(told.join('\n')).toMatch(/answered 400, MessageRejected/)
    expect(told.join('\n')).not.toContain(mina.email)
  })
})

describe('Too many codes', () => {
  test('for one session are refused with the time to wait', async () => {
    const bearer = await session()
    const stranger = (index: number) => ({ orderId: '#W9999999', email: `stranger-${index}@example.com` })
    for (let count = 0; count < 5; count++) expect((await ask(bearer, stranger(count))).status).toBe(202)
    const refused = await ask(bearer, stranger(5))
    expectProblem(refused, 429, 'too_many_codes')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3600)
  })
})

test('The outbox is on a page of the local host, the newest mail first', async () => {
  const response = await fetch(`${system.host.url}/outbox`)
  const { data } = z.object({ data: z.array(z.unknown()) }).parse(await response.json())
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(data).toEqual(system.host.mail.outbox.toReversed())
  expect(data.length).toBeGreaterThan(0)
})
