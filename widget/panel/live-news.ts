import { type Connection, connect } from './connection.ts'
import type { Listener, News } from './news.ts'
import { pauseAfter, pollForNews } from './poll-for-news.ts'
import type { Session } from './session.ts'
import type { Frame } from './wire.ts'

/** Heard nothing for so long, it asks: for a message that there is, for one that may come, or for a sign of life. */
const behindMs = 500
const expectingMs = 15_000
const idleMs = 240_000
/** By then it has connected, or must try again. */
const connectingMs = 10_000
const longestPauseMs = 300_000
/** A tab that nobody sees lets go of its connection. */
const hiddenMs = 60_000

/**
 * News as they happen while there is a connection, and by looking while there is none. It connects only once a look or
 * a request of the shopper has succeeded: then the session is good, and the network too.
 */
export function liveNews(listener: Listener, session: Session, signal: AbortSignal): News {
  const polling = pollForNews(look, listener.trouble, signal)
  let connection: Connection | undefined
  let isLive = false
  let failures = 0
  let retryAt = 0
  let hiding: ReturnType<typeof setTimeout> | undefined

  signal.addEventListener('abort', () => {
    clearTimeout(hiding)
    leave()
  })

  async function look(): Promise<number | undefined> {
    if (isLive) return undefined
    const pause = await listener.look()
    open()
    const wait = connection ? connectingMs : retryAt - Date.now()
    return wait > 0 ? Math.min(pause ?? wait, wait) : pause
  }

  function open(): void {
    const conversation = listener.conversation()
    const url = conversation && session.socketUrl(conversation)
    if (!url || connection || document.hidden || signal.aborted || Date.now() < retryAt) return
    try {
      connection = connect(url, { cursor: listener.cursor, frame: hear, over: lose })
    } catch {
      lose()
    }
  }

  function hear(frame: Frame): void {
    // One that says something once it is there is a good one.
    if (isLive) failures = 0
    else if (frame.type === 'messages') {
      isLive = true
      // It has nothing to do any more, and no trouble.
      polling.wake()
    }
    void listener.hear(frame).then(watch)
  }

  function watch(): void {
    const ms = listener.due() === undefined ? idleMs : expectingMs
    connection?.askIn(listener.isBehind() ? behindMs : ms)
  }

  function lose(): void {
    retryAt = Date.now() + pauseAfter(failures, longestPauseMs)
    failures += 1
    if (isLive) rest()
    else leave()
  }

  function leave(): void {
    connection?.close()
    connection = undefined
    isLive = false
  }

  function rest(): void {
    leave()
    polling.wake()
  }

  return {
    wake() {
      clearTimeout(hiding)
      failures = 0
      retryAt = 0
      if (!navigator.onLine) leave()
      if (!isLive) polling.wake()
      else if (document.hidden) hiding = setTimeout(rest, hiddenMs)
      else connection?.ask()
    },
    after(ms) {
      if (isLive) return watch()
      open()
      polling.after(ms)
    },
    leave,
  }
}
