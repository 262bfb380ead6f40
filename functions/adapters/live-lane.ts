import type { LiveFrame } from '../core/live.ts'
import type { Posted } from './connection-posts.ts'

type Draft = Extract<LiveFrame, { type: 'draft' }>

/** The way to one client. */
export interface Lane {
  add(frame: LiveFrame): void
  /** Resolves when all is sent or given up; from now on drafts are not spread any more. */
  drained(): Promise<void>
  stop(): void
}

/** Milliseconds between two drafts: nobody reads faster. */
const draftEvery = 100
/** Milliseconds until a frame is sent once more. */
const retryAfter = 100

/**
 * One frame at a time. Messages and turns keep their order; of a specialist's drafts the newest alone is kept while the
 * client is busy, and none once a message has taken their place. What a client has no room for is given up at the second
 * attempt, a draft at the first.
 */
export function liveLane(
  post: (data: string, stop: AbortSignal) => Promise<Posted>,
  onGone: () => void,
): Lane {
  const frames: LiveFrame[] = []
  const drafts = new Map<string, Draft>()
  const stopped = new AbortController()
  let isPosting = false
  let isHurried = false
  let nextDraftAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let onDrained: (() => void) | undefined

  function next(): LiveFrame | undefined {
    const frame = frames.shift()
    if (frame) return frame
    const [draft] = drafts.values()
    if (!draft) return undefined
    const wait = nextDraftAt - performance.now()
    if (wait > 0 && !isHurried) {
      timer ??= setTimeout(() => {
        timer = undefined
        go()
      }, wait)
      return undefined
    }
    drafts.delete(draft.specialist)
    nextDraftAt = performance.now() + draftEvery
    return draft
  }

  function go(): void {
    if (isPosting || stopped.signal.aborted) return
    const frame = next()
    if (!frame) {
      if (drafts.size === 0) onDrained?.()
      return
    }
    isPosting = true
    void send(frame).then(() => {
      isPosting = false
      go()
    })
  }

  async function send(frame: LiveFrame): Promise<void> {
    const data = JSON.stringify(frame)
    const posted = await post(data, stopped.signal)
    if (posted === 'gone') return leave()
    if (posted !== 'busy' || frame.type === 'draft' || stopped.signal.aborted) return
    await new Promise((resolve) => setTimeout(resolve, retryAfter))
    if (stopped.signal.aborted) return
    if ((await post(data, stopped.signal)) === 'gone') leave()
  }

  function leave(): void {
    stop()
    onGone()
  }

  function stop(): void {
    stopped.abort()
    clearTimeout(timer)
    frames.length = 0
    drafts.clear()
    onDrained?.()
  }

  return {
    add(frame) {
      if (stopped.signal.aborted) return
      if (frame.type === 'draft') drafts.set(frame.specialist, frame)
      else frames.push(frame)
      if (frame.type === 'message' && frame.message.author !== 'customer') drafts.clear()
      go()
    },
    async drained() {
      if (stopped.signal.aborted) return
      isHurried = true
      const { promise, resolve } = Promise.withResolvers<void>()
      onDrained = resolve
      go()
      await promise
    },
    stop,
  }
}
