import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { dynamoDbGuestCodes } from '../../functions/adapters/dynamodb-guest-codes.ts'
import { newGuestCode } from '../../functions/adapters/guest-code.ts'
import type { GuestCodes } from '../../functions/core/guest-codes.ts'
import { fixedClock } from '../doubles/clock.ts'
import { faultyDynamoDb } from '../doubles/faulty-dynamodb.ts'
import { guestCodeKeepers, type StartedGuestCodes } from '../doubles/guest-codes.ts'
import { startDynamoDb } from './dynamodb-fixture.ts'

const hour = 3_600

describe.each(guestCodeKeepers)('$name of guest codes', (keeper) => {
  const clock = fixedClock('2026-11-02T10:20:00.000Z')
  let started: StartedGuestCodes
  let codes: GuestCodes
  let sessions = 0
  let sessionId = ''
  beforeAll(async () => {
    started = await keeper.start(clock.now)
    codes = started.codes
  })
  beforeEach(() => {
    sessions += 1
    sessionId = `ses_${sessions}`
  })
  afterAll(async () => await started?.stop())

  const open = (codeHash: string, customerId?: string) =>
    codes.open({
      sessionId,
      codeHash,
      expiresAt: clock.now() + 600_000,
      ...(customerId === undefined ? {} : { customerId }),
    })
  const redeem = (...hashes: string[]) => codes.redeem({ sessionId, hashes, most: 5 })

  describe('redeem', () => {
    test('gives the customer once', async () => {
      await open('right', 'mina')
      expect(await redeem('right')).toBe('mina')
      expect(await redeem('right')).toBeUndefined()
    })

    test('takes the code by the hash of any secret', async () => {
      await open('by-the-old-secret', 'mina')
      expect(await redeem('by-the-new-secret', 'by-the-old-secret')).toBe('mina')
    })

    test('gives nobody for a wrong code, and still the customer for the right one after four of them', async () => {
      await open('right', 'mina')
      for (let wrong = 1; wrong <= 4; wrong++) expect(await redeem('wrong')).toBeUndefined()
      expect(await redeem('right')).toBe('mina')
    })

    test('gives nobody at the sixth attempt, though the code is right', async () => {
      await open('right', 'mina')
      for (let wrong = 1; wrong <= 5; wrong++) await redeem('wrong')
      expect(await redeem('right')).toBeUndefined()
    })

    test('allows no more attempts when they come all at once', async () => {
      await open('right', 'mina')
      await Promise.all(Array.from({ length: 20 }, () => redeem('wrong')))
      expect(await redeem('right')).toBeUndefined()
    })

    test('gives the customer to one of twenty that have the right code at once', async () => {
      await open('right', 'mina')
      const all = await Promise.all(
        Array.from({ length: 20 }, () => codes.redeem({ sessionId, hashes: ['right'], most: 50 })),
      )
      expect(all.filter((customer) => customer === 'mina')).toHaveLength(1)
      expect(all.filter((customer) => customer === undefined)).toHaveLength(19)
    })

    test('gives nobody for a code that nobody was sent, and for no code at all', async () => {
      expect(await redeem('right')).toBeUndefined()
      await open('right')
      expect(await redeem('right')).toBeUndefined()
    })

    test('gives nobody in another session', async () => {
      await open('right', 'mina')
      expect(await codes.redeem({ sessionId: 'ses_other', hashes: ['right'], most: 5 })).toBeUndefined()
      expect(await redeem('right')).toBe('mina')
    })

    test('gives nobody once the time is over', async () => {
      await open('right', 'mina')
      clock.advance(599_999)
      expect(await redeem('wrong')).toBeUndefined()
      clock.advance(1)
      expect(await redeem('right')).toBeUndefined()
    })

    test('knows the newest code of a session alone, with all its attempts', async () => {
      await open('first', 'mina')
      for (let wrong = 1; wrong <= 5; wrong++) await redeem('wrong')
      await open('second', 'jonas')
      expect(await redeem('first')).toBeUndefined()
      expect(await redeem('second')).toBe('jonas')
    })
  })

  describe('count', () => {
    test('allows so many in an hour, and then says how long to wait', async () => {
      const request = { key: `session#${sessionId}`, limit: { most: 2, seconds: hour } }
      expect(await codes.count(request)).toBeUndefined()
      expect(await codes.count(request)).toBeUndefined()
      const wait = await codes.count(request)
      expect(wait).toBe(hour - (Math.floor(clock.now() / 1000) % hour))
      clock.advance((wait ?? 0) * 1000 - 1)
      expect(await codes.count(request)).toBe(1)
      clock.advance(1)
      expect(await codes.count(request)).toBeUndefined()
    })

    test('counts everybody alone, and the hour apart from the day', async () => {
      const most = { most: 1, seconds: hour }
      expect(await codes.count({ key: `address#a${sessionId}`, limit: most })).toBeUndefined()
      expect(await codes.count({ key: `address#b${sessionId}`, limit: most })).toBeUndefined()
      expect(
        await codes.count({ key: `address#a${sessionId}`, limit: { most: 1, seconds: 24 * hour } }),
      ).toBeUndefined()
    })

    test('lets no more through when they come all at once', async () => {
      const request = { key: `network#${sessionId}`, limit: { most: 3, seconds: hour } }
      const waits = await Promise.all(Array.from({ length: 20 }, () => codes.count(request)))
      expect(waits.filter((wait) => wait === undefined)).toHaveLength(3)
    })
  })
})

describe('The table of guest codes', () => {
  test('keeps nothing that does not expire', async () => {
    const clock = fixedClock()
    const engine = await startDynamoDb()
    onTestFinished(() => engine.close())
    const table = await engine.createTable('memory')
    const codes = dynamoDbGuestCodes({ client: engine.client, table, now: clock.now })
    await codes.count({ key: 'session#a', limit: { most: 5, seconds: hour } })
    await codes.open({
      sessionId: 'ses_1',
      codeHash: 'right',
      customerId: 'mina',
      expiresAt: clock.now() + 600_000,
    })
    await codes.redeem({ sessionId: 'ses_1', hashes: ['right'], most: 5 })
    await codes.redeem({ sessionId: 'ses_2', hashes: ['right'], most: 5 })
    const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: table }))
    const seconds = clock.now() / 1000
    expect(Object.fromEntries(Items.map(({ pk, ttl }) => [pk, ttl]))).toEqual({
      'guest#ses_1': seconds + 600,
      'guest-limit#session#a': seconds + hour,
    })
  })

  test('gives the customer even if the first answer was lost on the way', async () => {
    const clock = fixedClock()
    const engine = await startDynamoDb()
    onTestFinished(() => engine.close())
    const table = await engine.createTable('memory')
    const faulty = faultyDynamoDb(engine.endpoint)
    const codes = dynamoDbGuestCodes({ client: faulty.client, table, now: clock.now })
    const expiresAt = clock.now() + 600_000
    await codes.open({ sessionId: 'ses_1', codeHash: 'right', customerId: 'mina', expiresAt })
    faulty.next('none', 'lost_answer')
    expect(await codes.redeem({ sessionId: 'ses_1', hashes: ['right'], most: 5 })).toBe('mina')
    expect(faulty.requests).toEqual([
      'PutItemCommand',
      'UpdateItemCommand',
      'UpdateItemCommand',
      'UpdateItemCommand',
    ])
  })
})

test('A code has six digits, zeros in front included, and is another one each time', () => {
  const codes = Array.from({ length: 2_000 }, newGuestCode)
  expect(codes.filter((code) => !/^[0-9]{6}$/.test(code))).toEqual([])
  expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  expect(new Set(codes).size).toBeGreaterThan(1_900)
})
