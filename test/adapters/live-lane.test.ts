import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Posted } from '../../functions/adapters/connection-posts.ts'
import { liveLane } from '../../functions/adapters/live-lane.ts'
import type { LiveFrame } from '../../functions/core/live.ts'
import { turnFrame } from '../../functions/core/turn-view.ts'
import { inMemoryMemory } from '../doubles/memory.ts'
import { begin, someCards, someMessage, someMinting } from '../doubles/samples.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

const minting = someMinting()
const conversation = await begin(inMemoryMemory({ now: minting.now }), minting)
const turn: LiveFrame = turnFrame(conversation, someCards)
const message = (seq: number, author: 'customer' | 'assistant' = 'assistant'): LiveFrame => ({
  type: 'message',
  message: someMessage({ seq, author }),
})
const draft = (text: string, specialist = 'order'): LiveFrame => ({
  type: 'draft',
  turn: 1,
  specialist,
  text,
})

/** In short: `m4`, `turn`, `order: text`. */
function nameOf(frame: LiveFrame): string {
  if (frame.type === 'message') return `m${frame.message.seq}`
  return frame.type === 'draft' ? `${frame.specialist}: ${frame.text}` : frame.type
}

/** A lane to a client that answers when told. */
function someLane() {
  const posted: string[] = []
  const waiting: ((answer: Posted) => void)[] = []
  const stops: AbortSignal[] = []
  let gone = 0
  const lane = liveLane(
    async (data, stop) => {
      posted.push(nameOf(JSON.parse(data)))
      stops.push(stop)
      return await new Promise<Posted>((resolve) => waiting.push(resolve))
    },
    () => {
      gone += 1
    },
  )
  const add = (...frames: LiveFrame[]) => {
    for (const frame of frames) lane.add(frame)
  }
  const answer = async (posted: Posted = 'sent') => {
    waiting.shift()?.(posted)
    await setImmediate()
  }
  return { lane, add, answer, posted, stops, gone: () => gone }
}

describe('The lane to a client', () => {
  test('sends one frame at a time, messages and turns in order', async () => {
    const { add, answer, posted } = someLane()
    add(message(1), turn, message(2))
    expect(posted).toEqual(['m1'])
    await answer()
    expect(posted).toEqual(['m1', 'turn'])
    await answer()
    await answer()
    expect(posted).toEqual(['m1', 'turn', 'm2'])
  })

  test('keeps of each specialist’s drafts the newest alone, while the client is busy', async () => {
    const { add, answer, posted } = someLane()
    add(turn, draft('A.'), draft('A. B.'), draft('X.', 'product'), draft('A. B. C.'))
    await answer()
    await answer()
    vi.advanceTimersByTime(100)
    expect(posted).toEqual(['turn', 'order: A. B. C.', 'product: X.'])
  })

  test('lets messages and turns pass drafts, and a message takes the place of drafts', async () => {
    const { add, answer, posted } = someLane()
    add(message(1, 'customer'), draft('A.'), turn)
    await answer()
    expect(posted).toEqual(['m1', 'turn'])
    add(message(2))
    await answer()
    await answer()
    vi.advanceTimersByTime(1_000)
    expect(posted).toEqual(['m1', 'turn', 'm2'])
    add(turn, draft('B.'), message(3, 'customer'))
    await answer()
    await answer()
    expect(posted.slice(3)).toEqual(['turn', 'm3', 'order: B.'])
  })

  test('sends at most ten drafts a second', async () => {
    const { add, answer, posted } = someLane()
    for (let ms = 0; ms < 960; ms += 20) {
      add(draft(`${ms}.`))
      await answer()
      vi.advanceTimersByTime(20)
    }
    expect(posted).toHaveLength(10)
    expect(posted.slice(0, 3)).toEqual(['order: 0.', 'order: 80.', 'order: 180.'])
  })

  test('gives up a draft for which there is no room, and sends anything else once more', async () => {
    const { add, answer, posted } = someLane()
    add(draft('A.'))
    await answer('busy')
    vi.advanceTimersByTime(1_000)
    expect(posted).toEqual(['order: A.'])
    add(message(1), turn)
    await answer('busy')
    expect(posted).toEqual(['order: A.', 'm1'])
    vi.advanceTimersByTime(100)
    await setImmediate()
    expect(posted).toEqual(['order: A.', 'm1', 'm1'])
    await answer('busy')
    expect(posted).toEqual(['order: A.', 'm1', 'm1', 'turn'])
  })

  test('gives up what is refused, and goes on', async () => {
    const { add, answer, posted } = someLane()
    add(message(1), message(2))
    await answer('refused')
    expect(posted).toEqual(['m1', 'm2'])
  })

  test('tells once that nobody is there any more, and sends nothing more', async () => {
    const { lane, add, answer, posted, gone } = someLane()
    add(message(1), turn, draft('A.'))
    await answer('gone')
    add(message(2))
    await lane.drained()
    expect([posted, gone()]).toEqual([['m1'], 1])
  })

  test('is drained when all is sent; then drafts wait no longer', async () => {
    const { lane, add, answer, posted } = someLane()
    add(draft('A.'))
    await answer()
    add(draft('A. B.'))
    expect(posted).toHaveLength(1)
    let isDrained = false
    const draining = lane.drained().then(() => {
      isDrained = true
    })
    expect(posted).toEqual(['order: A.', 'order: A. B.'])
    await setImmediate()
    expect(isDrained).toBe(false)
    await answer()
    await draining
    await lane.drained()
  })

  test('lets go of everything when it is stopped', async () => {
    const { lane, add, posted, stops } = someLane()
    add(message(1), message(2), draft('A.'))
    const draining = lane.drained()
    lane.stop()
    await draining
    expect([posted, stops.map(({ aborted }) => aborted)]).toEqual([['m1'], [true]])
  })
})
