import type * as z from 'zod'
import { type clientFrame, type LiveFrame, liveFrame } from '../../functions/core/live.ts'

type Kind = LiveFrame['type']
type Frame<Type extends Kind> = Extract<LiveFrame, { type: Type }>

/** A client of the live path: it takes everything that comes and understands all of it, or fails. */
export interface LiveClient {
  /** Oldest first, with the time of each (`performance.now()`). */
  readonly frames: readonly LiveFrame[]
  readonly times: readonly number[]
  of<Type extends Kind>(type: Type): Frame<Type>[]
  say(said: z.input<typeof clientFrame> | string): void
  /** The answer. */
  ping(): Promise<Frame<'turn'>>
  /** Asks for what came after `seq`; all of it, however many answers that takes. */
  resume(after: number): Promise<Frame<'messages'>[]>
  /** The first frame, of those that have come or will, for which this holds. */
  until<Type extends Kind>(type: Type, holds?: (frame: Frame<Type>) => boolean): Promise<Frame<Type>>
  /** Resolves with the close code when the connection is over. */
  readonly closed: Promise<number>
  close(): Promise<void>
}

/** Rejects when the connection is refused. */
export async function connectLive(
  url: string,
  who: { readonly token: string; readonly conversationId: string },
): Promise<LiveClient> {
  const query = new URLSearchParams({ token: who.token, conversation: who.conversationId })
  const socket = new WebSocket(`${url}?${query}`)
  const frames: LiveFrame[] = []
  const times: number[] = []
  const waiting = new Set<() => void>()
  const closed = Promise.withResolvers<number>()
  const opened = Promise.withResolvers<void>()
  socket.addEventListener('open', () => opened.resolve())
  socket.addEventListener('error', () => opened.reject(new Error('The connection was refused')))
  socket.addEventListener('close', ({ code }) => closed.resolve(code))
  socket.addEventListener('message', ({ data }) => {
    times.push(performance.now())
    frames.push(liveFrame.parse(JSON.parse(String(data))))
    for (const look of waiting) look()
  })
  await opened.promise

  const isOf =
    <Type extends Kind>(type: Type) =>
    (frame: LiveFrame): frame is Frame<Type> =>
      frame.type === type
  const of = <Type extends Kind>(type: Type) => frames.filter(isOf(type))

  function until<Type extends Kind>(
    type: Type,
    holds: (frame: Frame<Type>) => boolean = () => true,
    from = 0,
  ): Promise<Frame<Type>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = frames.slice(from).filter(isOf(type)).find(holds)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }

  const say = (said: z.input<typeof clientFrame> | string) =>
    socket.send(typeof said === 'string' ? said : JSON.stringify(said))

  return {
    frames,
    times,
    of,
    say,
    async ping() {
      const from = frames.length
      say({ action: 'ping' })
      return await until('turn', () => true, from)
    },
    async resume(after) {
      const answers: Frame<'messages'>[] = []
      let next = after
      for (;;) {
        const from = frames.length
        say({ action: 'resume', after: next })
        const answer = await until('messages', () => true, from)
        answers.push(answer)
        if (!answer.page.hasMore) return answers
        next = answer.page.after
      }
    },
    until: (type, holds) => until(type, holds),
    closed: closed.promise,
    async close() {
      socket.close()
      await closed.promise
    },
  }
}
