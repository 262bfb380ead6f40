import type { Message } from './message.ts'

type Wish = { most: number; visibilitySeconds: number }

/** Receivers in long polls, first come, first served. */
export type WaitingLine = {
  /** Resolves with what the receiver is served, or with nothing after `waitMs` or when it goes away. */
  join: (wish: Wish, waitMs: number, gone?: AbortSignal) => Promise<Message[]>
  /** Serves each in turn what there is for them; those for whom there is nothing stay. */
  serve(find: (wish: Wish) => Message[]): void
  /** Sends everybody away empty-handed. */
  dismiss: () => void
}

export function createWaitingLine(): WaitingLine {
  const line = new Set<{ wish: Wish; leave: (messages: Message[]) => void }>()
  return {
    join: (wish, waitMs, gone) =>
      new Promise((resolve) => {
        const leave = (messages: Message[]): void => {
          clearTimeout(timer)
          gone?.removeEventListener('abort', giveUp)
          line.delete(receiver)
          resolve(messages)
        }
        const giveUp = (): void => leave([])
        const receiver = { wish, leave }
        const timer = setTimeout(giveUp, waitMs)
        line.add(receiver)
        if (gone?.aborted) giveUp()
        else gone?.addEventListener('abort', giveUp)
      }),
    serve: (find) => {
      for (const receiver of line) {
        const messages = find(receiver.wish)
        if (messages.length > 0) receiver.leave(messages)
      }
    },
    dismiss: () => {
      for (const receiver of line) receiver.leave([])
    },
  }
}
