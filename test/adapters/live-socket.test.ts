import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Posted } from '../../functions/adapters/connection-posts.ts'
import { liveSocket } from '../../functions/adapters/live-socket.ts'
import { logger } from '../../functions/adapters/telemetry.ts'
import type { Connections } from '../../functions/core/connections.ts'
import type { LiveFrame, Owned } from '../../functions/core/live.ts'
import { fixedClock } from '../doubles/clock.ts'
import { memoryConnections, someConnection } from '../doubles/connections.ts'
import { someMessage } from '../doubles/samples.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.spyOn(logger, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const about: Owned = { id: 'cnv_1', sessionId: 'ses_1' }
const message = (seq: number): Extract<LiveFrame, { type: 'message' }> => ({
  type: 'message',
  message: someMessage({ seq }),
})
const draft = (text: string): Extract<LiveFrame, { type: 'draft' }> => ({
  type: 'draft',
  turn: 1,
  specialist: 'order',
  text,
})

/** `answers`: what the gateway says of a connection; `undefined` is nothing, until it is stopped. */
async function someLive(answers: Record<string, Posted | undefined> = { a: 'sent' }) {
  const clock = fixedClock()
  const kept = memoryConnections(clock.now)
  const looks: boolean[] = []
  const posted: string[] = []
  const connections: Connections = {
    ...kept,
    of: async (id, newest) => {
      looks.push(newest)
      return await kept.of(id, newest)
    },
  }
  const connect = async (id: string, changes: Partial<Parameters<typeof someConnection>[1]> = {}) =>
    void (await kept.add(someConnection(id, { now: clock.now(), ...changes })))
  for (const id of Object.keys(answers)) await connect(id)
  const posts = {
    async post(id: string, data: string, stop?: AbortSignal) {
      const frame: LiveFrame = JSON.parse(data)
      posted.push(
        `${id}: ${frame.type === 'message' ? frame.message.seq : frame.type === 'draft' && frame.text}`,
      )
      if (answers[id] !== undefined || !(id in answers)) return answers[id] ?? 'sent'
      return await new Promise<Posted>((resolve) => stop?.addEventListener('abort', () => resolve('busy')))
    },
    async close(id: string) {
      posted.push(`close ${id}`)
      return 'sent' as const
    },
  }
  const live = liveSocket({ posts, connections, now: clock.now })
  const idsLeft = async () => (await kept.of('cnv_1', true)).map(({ id }) => id)
  return { live, posts, posted, connect, kept, idsLeft, takeLooks: () => looks.splice(0) }
}

describe('Frames to connected clients', () => {
  test('go to each of them, in order', async () => {
    const { live, posted } = await someLive({ a: 'sent', b: 'sent' })
    live.publish(about, [message(1), message(2)])
    await live.flush()
    expect(posted.filter((each) => each.startsWith('a'))).toEqual(['a: 1', 'a: 2'])
    expect(posted.filter((each) => each.startsWith('b'))).toEqual(['b: 1', 'b: 2'])
  })

  test('cost one look where nobody is connected', async () => {
    const { live, posted, takeLooks } = await someLive({})
    live.publish(about, [message(1), message(2)])
    await live.flush()
    await live.flush()
    expect([posted, takeLooks()]).toEqual([[], [true]])
  })

  test('of a reply in the making take one look in five seconds; of a change, one each, at what is newest', async () => {
    const { live, posted, takeLooks } = await someLive()
    for (let ms = 0; ms <= 6_000; ms += 500) {
      live.publish(about, [draft(`${ms}.`)])
      await setImmediate()
      vi.advanceTimersByTime(500)
    }
    expect(takeLooks()).toEqual([false, false])
    live.publish(about, [message(1)])
    vi.advanceTimersByTime(4_500)
    live.publish(about, [draft('More.')])
    await live.flush()
    expect([takeLooks(), posted.slice(13)]).toEqual([[true], ['a: 1', 'a: More.']])
  })

  test('reach whoever has connected between two changes', async () => {
    const { live, posted, connect } = await someLive()
    live.publish(about, [message(1)])
    await setImmediate()
    await connect('b')
    live.publish(about, [message(2)])
    await live.flush()
    expect(posted).toEqual(['a: 1', 'a: 2', 'b: 2'])
  })

  test('do not reach another conversation', async () => {
    const { live, posted, connect } = await someLive()
    await connect('b', { conversationId: 'cnv_2' })
    live.publish(about, [message(1)])
    await live.flush()
    expect(posted).toEqual(['a: 1'])
  })

  test('are not waited for, and hold nothing up: a client that takes nothing is let go of', async () => {
    const { live, posted } = await someLive({ a: undefined, b: 'sent' })
    live.publish(about, [message(1)])
    live.publish(about, [draft('A.'), message(2)])
    await setImmediate()
    expect(posted).toEqual(['a: 1', 'b: 1', 'b: A.', 'b: 2'])
    let isOver = false
    const flushing = live.flush().then(() => {
      isOver = true
    })
    await setImmediate()
    vi.advanceTimersByTime(299)
    await setImmediate()
    expect(isOver).toBe(false)
    vi.advanceTimersByTime(1)
    await flushing
    vi.advanceTimersByTime(10_000)
    await setImmediate()
    expect(posted).toHaveLength(4)
  })

  test('are waited for as long as there are answers, but no longer than a second', async () => {
    const { posts, kept } = await someLive()
    const waiting: (() => void)[] = []
    const slow = {
      ...posts,
      post: () => new Promise<Posted>((resolve) => waiting.push(() => resolve('sent'))),
    }
    const live = liveSocket({ posts: slow, connections: kept, now: fixedClock().now })
    live.publish(
      about,
      Array.from({ length: 10 }, (_, index) => message(index + 1)),
    )
    await setImmediate()
    let isOver = false
    const flushing = live.flush().then(() => {
      isOver = true
    })
    for (let ms = 0; ms < 1_000; ms += 250) {
      expect(isOver).toBe(false)
      vi.advanceTimersByTime(250)
      waiting.shift()?.()
      await setImmediate()
    }
    await flushing
  })

  test('of the next event begin anew, after a client was let go of', async () => {
    const answers: Record<string, Posted | undefined> = { a: undefined }
    const { live, posted } = await someLive(answers)
    live.publish(about, [message(1)])
    await setImmediate()
    const flushing = live.flush()
    vi.advanceTimersByTime(300)
    await flushing
    answers.a = 'sent'
    live.publish(about, [message(2)])
    await live.flush()
    expect(posted).toEqual(['a: 1', 'a: 2'])
  })

  test('of an event that is over are not sent, if the table answers too late', async () => {
    const { posts, posted, kept } = await someLive()
    const answered = Promise.withResolvers<void>()
    const live = liveSocket({
      posts,
      connections: { ...kept, of: (id, newest) => answered.promise.then(() => kept.of(id, newest)) },
      now: fixedClock().now,
    })
    live.publish(about, [message(1)])
    const flushing = live.flush()
    vi.advanceTimersByTime(300)
    await flushing
    answered.resolve()
    await setImmediate()
    expect(posted).toEqual([])
  })
})

describe('A connection', () => {
  test('that is gone is forgotten, and hears nothing more', async () => {
    const { live, posted, idsLeft, kept } = await someLive({ a: 'gone', b: 'sent' })
    live.publish(about, [message(1), message(2)])
    await live.flush()
    expect(posted.toSorted()).toEqual(['a: 1', 'b: 1', 'b: 2'])
    expect([await idsLeft(), await kept.find('a')]).toEqual([['b'], undefined])
  })

  test.each([
    ['whose session has run out', { until: 0 }, {}],
    ['of another session', { session: { sessionId: 'ses_2', customerId: undefined, operator: false } }, {}],
    [
      'of another customer',
      { session: { sessionId: 'ses_1', customerId: 'noah', operator: false } },
      { customerId: 'mina' },
    ],
  ])('%s hears nothing, and is closed', async (_, changes, owner) => {
    const { live, posted, connect, idsLeft } = await someLive({})
    await connect('a', changes)
    live.publish({ ...about, ...owner }, [message(1)])
    await live.flush()
    expect([posted, await idsLeft()]).toEqual([['close a'], []])
  })

  test('of an anonymous session hears no more of a conversation that has become a customer’s', async () => {
    const { live, posted } = await someLive()
    live.publish(about, [message(1)])
    await setImmediate()
    live.publish({ ...about, customerId: 'mina' }, [message(2)])
    await live.flush()
    expect(posted).toEqual(['a: 1', 'close a'])
  })
})

test('What waits for a client that may hear no more is not sent', async () => {
  const { posts, posted, kept } = await someLive()
  const answered = Promise.withResolvers<void>()
  const slow = {
    ...posts,
    async post(id: string, data: string) {
      const sent = await posts.post(id, data)
      await answered.promise
      return sent
    },
  }
  const live = liveSocket({ posts: slow, connections: kept, now: fixedClock().now })
  live.publish(about, [message(1), message(2)])
  await setImmediate()
  live.publish({ ...about, customerId: 'mina' }, [message(3)])
  await setImmediate()
  answered.resolve()
  await live.flush()
  expect(posted).toEqual(['a: 1', 'close a'])
})

test('Nothing is thrown where the table cannot be read, or nothing be removed from it', async () => {
  const fails = async () => {
    throw new Error('no table')
  }
  for (const broken of [{ of: fails }, { remove: fails }]) {
    const { posts, kept } = await someLive({ a: 'gone' })
    const live = liveSocket({ posts, connections: { ...kept, ...broken }, now: fixedClock().now })
    live.publish(about, [message(1)])
    await live.flush()
  }
  expect(logger.warn).toHaveBeenCalledTimes(2)
})
