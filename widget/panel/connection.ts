import { type Frame, readFrame } from './wire.ts'

export type Connection = {
  /** Asks for what is not here yet. When no answer comes, the connection is over. */
  ask: () => void
  /** Asks in so many milliseconds, unless it is told otherwise meanwhile. */
  askIn: (ms: number) => void
  close: () => void
}

/** Longer than the first start of a function takes. */
const answerMs = 10_000

/**
 * One connection of the live path, until it is over: closed by the other side, or dead without a word. Throws where the
 * page may open no socket.
 */
export function connect(
  url: string,
  on: { cursor: () => number; frame: (frame: Frame) => void; over: () => void },
): Connection {
  const socket = new WebSocket(url)
  let isAsking = true
  let timer = setTimeout(end, answerMs)

  socket.onopen = () => {
    isAsking = false
    ask()
  }
  socket.onclose = end
  socket.onmessage = ({ data }) => {
    const frame = readFrame(JSON.parse(data))
    if (!frame) return
    if (frame.type === 'messages') isAsking = false
    on.frame(frame)
  }

  function ask(): void {
    if (isAsking) return
    isAsking = true
    clearTimeout(timer)
    timer = setTimeout(end, answerMs)
    socket.send(JSON.stringify({ action: 'resume', after: on.cursor() }))
  }

  function end(): void {
    close()
    on.over()
  }

  /** The other side may be gone, and never answer: nothing of this connection is heard any more. */
  function close(): void {
    clearTimeout(timer)
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  return {
    ask,
    askIn(ms) {
      if (isAsking) return
      clearTimeout(timer)
      timer = setTimeout(ask, ms)
    },
    close,
  }
}
