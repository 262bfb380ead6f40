import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiFailure } from '../../widget/panel/exchange.ts'
import { pollForNews } from '../../widget/panel/poll-for-news.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const living = new AbortController().signal
const unreachable = new ApiFailure('unreachable', 'unreachable', 'No answer')

describe('The pace of asking for news', () => {
  test('is what the work says, and none when it says nothing', async () => {
    const work = vi
      .fn<() => Promise<number | undefined>>()
      .mockResolvedValueOnce(500)
      .mockResolvedValue(undefined)
    const pace = pollForNews(work, () => {}, living)
    pace.wake()
    await vi.advanceTimersByTimeAsync(499)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('grows while there is trouble, to half a minute, and is told of its end', async () => {
    const work = vi.fn<() => Promise<number | undefined>>().mockRejectedValue(unreachable)
    const onTrouble = vi.fn<(error: unknown) => void>()
    const pace = pollForNews(work, onTrouble, living)
    pace.wake()
    const counts: number[] = []
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000)
      counts.push(work.mock.calls.length)
    }
    expect(counts).toEqual([2, 3, 4, 5, 6, 7, 8])
    work.mockResolvedValue(undefined)
    pace.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(onTrouble).toHaveBeenLastCalledWith(undefined)
  })

  test('is what a busy server asks for', async () => {
    const busy = new ApiFailure('busy', 'too_many', 'Wait', 7000)
    const work = vi
      .fn<() => Promise<number | undefined>>()
      .mockRejectedValueOnce(busy)
      .mockResolvedValue(undefined)
    pollForNews(work, () => {}, living).wake()
    await vi.advanceTimersByTimeAsync(6999)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('never does two things at once, and forgets no call to wake', async () => {
    let finish = () => {}
    const work = vi.fn(
      () =>
        new Promise<undefined>((done) => {
          finish = () => done(undefined)
        }),
    )
    const pace = pollForNews(work, () => {}, living)
    pace.wake()
    pace.wake()
    await vi.advanceTimersByTimeAsync(0)
    pace.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(1)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('ends with its signal, in the middle of work too', async () => {
    const ending = new AbortController()
    const work = vi.fn<() => Promise<number | undefined>>().mockResolvedValue(100)
    const pace = pollForNews(work, () => {}, ending.signal)
    pace.wake()
    await vi.advanceTimersByTimeAsync(0)
    ending.abort()
    await vi.advanceTimersByTimeAsync(1000)
    pace.wake()
    expect(work).toHaveBeenCalledTimes(1)
  })
})
