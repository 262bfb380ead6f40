import { describe, expect, test } from 'vitest'
import { keyedHashes } from '../../functions/api/keyed-hashes.ts'
import { type CodeRequest, redeemGuestCode, requestGuestCode } from '../../functions/core/guest.ts'
import { guestDoubles, nobody } from '../doubles/guests.ts'

const mina = { orderId: '#W0482117', email: 'mina.okafor4821@example.com' }
const jonas = { email: 'jonas.lindqvist2764@example.com' }
const request = (changes: Partial<CodeRequest> = {}): CodeRequest => ({
  sessionId: 'ses_1',
  network: '203.0.113.7',
  ...mina,
  ...changes,
})
const redeem = (doubles: ReturnType<typeof guestDoubles>, code: string, sessionId = 'ses_1') =>
  redeemGuestCode({ sessionId, code }, doubles.ports)

describe('A guest who knows an order and its address', () => {
  test('gets a code by mail, and with it is the customer', async () => {
    const doubles = guestDoubles()
    expect(await requestGuestCode(request(), doubles.ports)).toEqual({ kind: 'taken', expiresInSeconds: 600 })
    expect(doubles.mails).toMatchObject([{ to: mina.email, text: expect.stringContaining('000001') }])
    expect(doubles.mails[0]?.text).toContain('10 minutes')
    expect(await redeem(doubles, '000001')).toBe('mina_okafor_4821')
  })

  test.each(['W0482117', 'w0482117', '#w0482117', ' #W0482117 '])(
    'may write the order as "%s"',
    async (orderId) => {
      const doubles = guestDoubles()
      await requestGuestCode(request({ orderId }), doubles.ports)
      expect(doubles.mails.map(({ to }) => to)).toEqual([mina.email])
    },
  )

  test('may write the address in any case; the mail goes to the one on record', async () => {
    const doubles = guestDoubles()
    await requestGuestCode(request({ email: ' Mina.OKAFOR4821@Example.com' }), doubles.ports)
    expect(doubles.mails.map(({ to }) => to)).toEqual([mina.email])
  })

  test('gets no further with a code that looks alike but was made for another session', async () => {
    const doubles = guestDoubles({ newCode: () => '123456' })
    await requestGuestCode(request(), doubles.ports)
    await requestGuestCode(request({ sessionId: 'ses_2', orderId: '#W9999999' }), doubles.ports)
    const hashes = doubles.ports.codes.opened.map(({ codeHash }) => codeHash)
    expect(new Set(hashes).size).toBe(2)
    expect(await redeem(doubles, '123456', 'ses_2')).toBeUndefined()
    expect(await redeem(doubles, '123456', 'ses_3')).toBeUndefined()
    expect(await redeem(doubles, '123456')).toBe('mina_okafor_4821')
  })

  test('has ten minutes', async () => {
    const doubles = guestDoubles()
    await requestGuestCode(request(), doubles.ports)
    doubles.clock.advance(600_000)
    expect(await redeem(doubles, '000001')).toBeUndefined()
  })

  test('has the code accepted while the secret that hashed it is still in use, and not after', async () => {
    let secrets: readonly [string, ...string[]] = ['old']
    const doubles = guestDoubles({ hashes: keyedHashes(async () => secrets) })
    await requestGuestCode(request(), doubles.ports)
    secrets = ['new']
    expect(await redeem(doubles, '000001')).toBeUndefined()
    secrets = ['new', 'old']
    expect(await redeem(doubles, '000001')).toBe('mina_okafor_4821')
  })
})

describe('Whether an order exists', () => {
  const others = {
    'an unknown order': { orderId: '#W9999999' },
    'somebody else’s address': { email: jonas.email },
    'an address that nobody has': { email: 'nobody-at-all@example.com' },
    'an order of no form at all': { orderId: '💥 \u0000 drop table' },
  }

  test.each(Object.entries(others))('%s gets the same answer for the same work', async (_, other) => {
    const known = guestDoubles()
    const unknown = guestDoubles()
    const answers = [
      await requestGuestCode(request(), known.ports),
      await requestGuestCode(request(other), unknown.ports),
    ]
    expect(answers[1]).toEqual(answers[0])
    expect(unknown.reads).toEqual(known.reads)
    expect(unknown.reads).toHaveLength(2)
    expect(unknown.ports.codes.counted).toHaveLength(known.ports.codes.counted.length)
    const { customerId: _customer, ...written } = known.ports.codes.opened[0] ?? {}
    expect(unknown.ports.codes.opened).toEqual([written])
    expect(unknown.mails).toEqual(known.mails.map((mail) => ({ ...mail, to: nobody })))
    expect(await redeem(unknown, '000001')).toBeUndefined()
  })

  test('matters also for a customer who has the id that stands for nobody', async () => {
    const { ports } = guestDoubles()
    const found = await ports.store.customer('mina_okafor_4821')
    const customer = async (id: string) => found && { ...found, customerId: id }
    const doubles = guestDoubles({ store: { ...ports.store, customer } })
    await requestGuestCode(request({ orderId: '#W9999999' }), doubles.ports)
    expect(doubles.mails.map(({ to }) => to)).toEqual([nobody])
    expect(await redeem(doubles, '000001')).toBeUndefined()
  })

  test('is not told by a mail that fails: the answer is the same, and somebody here hears of it', async () => {
    const doubles = guestDoubles()
    doubles.breakMail()
    expect(await requestGuestCode(request(), doubles.ports)).toEqual({ kind: 'taken', expiresInSeconds: 600 })
    expect(await requestGuestCode(request(others['an unknown order']), doubles.ports)).toEqual({
      kind: 'taken',
      expiresInSeconds: 600,
    })
    expect(doubles.mailFailures).toHaveLength(2)
  })
})

describe('Too many requests for codes', () => {
  const limits = guestDoubles().ports.rules.limits
  const times = (count: number, change: (index: number) => Partial<CodeRequest>) =>
    Array.from({ length: count }, (_, index) => request(change(index)))

  test.each<[string, number, (index: number) => Partial<CodeRequest>]>([
    ['one session', 5, (i) => ({ email: `${i}@b.example` })],
    ['one network', 60, (i) => ({ sessionId: `ses_${i}`, email: `${i}@b.example` })],
    [
      'one address, in whatever case',
      5,
      (i) => ({ sessionId: `ses_${i}`, email: i % 2 ? mina.email : mina.email.toUpperCase() }),
    ],
  ])('of %s are refused, with the time to wait', async (_, most, change) => {
    const { ports, clock, mails } = guestDoubles()
    clock.advance(10 * 60_000)
    for (const each of times(most, change)) expect((await requestGuestCode(each, ports)).kind).toBe('taken')
    const last = request(change(most))
    expect(await requestGuestCode(last, ports)).toEqual({ kind: 'limited', retryAfterSeconds: 50 * 60 })
    expect(mails).toHaveLength(most)
    clock.advance(50 * 60_000)
    expect((await requestGuestCode(last, ports)).kind).toBe('taken')
  })

  test('about an address are as many for one that nobody has', async () => {
    const { ports } = guestDoubles()
    const stranger = (index: number) => ({ sessionId: `ses_${index}`, email: 'nobody-at-all@example.com' })
    for (const each of times(5, stranger)) expect((await requestGuestCode(each, ports)).kind).toBe('taken')
    expect((await requestGuestCode(request(stranger(6)), ports)).kind).toBe('limited')
  })

  test('of a session that is stopped leave the address its own', async () => {
    const { ports } = guestDoubles()
    for (const each of times(9, () => ({}))) await requestGuestCode(each, ports)
    const byAddress = ports.codes.counted.filter((key) => key.startsWith('address'))
    expect(byAddress).toHaveLength(5 * limits.address.length)
  })

  test('about one address stop for the day, so that codes cannot be guessed through the night', async () => {
    const { ports, clock } = guestDoubles()
    const taken: string[] = []
    for (let hour = 0; hour < 10; hour++) {
      for (const each of times(5, (index) => ({ sessionId: `ses_${hour}_${index}`, network: `${hour}` }))) {
        taken.push((await requestGuestCode(each, ports)).kind)
      }
      clock.advance(3_600_000)
    }
    expect(taken.filter((kind) => kind === 'taken')).toHaveLength(15)
  })

  test('are counted by hashes: no address, network or session is kept in clear', async () => {
    const { ports } = guestDoubles()
    await requestGuestCode(request(), ports)
    const kept = JSON.stringify([ports.codes.counted, ports.codes.opened.map(({ codeHash }) => codeHash)])
    expect(kept).not.toMatch(/mina|example|203\.0\.113|ses_1|W0482117|000001/)
    expect(ports.codes.counted.map((key) => key.replace(/#[\w-]{43}$/, ''))).toEqual([
      'session',
      'network',
      'address',
      'address',
    ])
  })
})
