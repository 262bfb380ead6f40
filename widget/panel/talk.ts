import type { Api } from './api.ts'
import { createDecisions, type Decision } from './decisions.ts'
import { createDelivery } from './delivery.ts'
import { ApiFailure, failureOf } from './exchange.ts'
import { liveNews } from './live-news.ts'
import type { Memory } from './memory.ts'
import { createNextLook } from './next-look.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { createOutbox, newKey } from './outbox.ts'
import { createReadMark } from './read-mark.ts'
import { createReading } from './reading.ts'
import type { Session } from './session.ts'
import type { Talk, TalkState } from './talk-state.ts'
import type { Frame, Message } from './wire.ts'

type Needs = { api: Api; memory: Memory; session: Session; signal: AbortSignal }

/** A shopper's conversation: restores it, sends, listens for what is new, and tells `on.change` of everything. */
export function createTalk(
  { api, memory, session, signal }: Needs,
  on: {
    change: () => void
    message: (message: Message) => void
    decision: (decision: Decision) => void
    failure: (failure: ApiFailure) => void
  },
): Talk {
  // So that neither a page nor a frame overtakes the acceptance of a message that is in it.
  const inTurn = oneAtATime()
  const outbox = createOutbox(memory)
  const id = () => memory.kept().conversation ?? ''
  const reading = createReading(api, outbox, { isWanted: (it) => it === id(), learnt })
  const { entries, turn, cursor, isBehind } = reading
  const nextLook = createNextLook()
  const listener = { look, hear, due, trouble, conversation: id, cursor, isBehind }
  const news = liveNews(listener, session, signal)
  const decisions = createDecisions(signal, {
    send: (decision) => inTurn(() => api.decide(id(), decision)),
    accepted: on.decision,
    async look() {
      await inTurn(readNew).catch(() => undefined)
      news.after(reading.pollAfterMs())
    },
    change: on.change,
  })
  const delivery = createDelivery(
    { api, memory, outbox, signal },
    {
      accepted(own, accepted) {
        follow()
        reading.accept(own, accepted)
        memory.tellNews(accepted.message.seq)
        on.change()
        news.after(accepted.pollAfterMs)
      },
      over,
      change: on.change,
    },
  )
  const readMark = createReadMark((seq) => api.read(id(), seq), signal)
  let phase: TalkState['phase'] = 'restoring'
  let shown = memory.kept().conversation
  let failure: ApiFailure | undefined
  let ended = false

  function look(): Promise<number | undefined> {
    return inTurn(async () => {
      if (phase === 'restoring') await restore()
      else await readNew()
      return due()
    })
  }

  function due(): number | undefined {
    return nextLook(turn(), reading.pollAfterMs(), entries(), document.hidden)
  }

  function hear(frame: Frame): Promise<void> {
    const conversation = id()
    // What this brought no more than now is asked for again.
    return inTurn(() => reading.hear(frame, conversation)).catch(() => undefined)
  }

  async function restore(): Promise<void> {
    if (session.verified()) {
      await session.token()
      if (memory.kept().conversation === undefined) {
        memory.change({ conversation: await api.newestOpen() })
      }
    }
    await readNew()
    phase = 'ready'
    outbox.settle()
    on.change()
    for (const { key } of outbox.all()) void inTurn(() => delivery.deliver(key))
  }

  async function readNew(): Promise<void> {
    follow()
    const conversation = id()
    if (!conversation) return
    try {
      await reading.readNew(conversation)
    } catch (error) {
      if (error instanceof ApiFailure && error.kind === 'gone') return over()
      throw error
    }
  }

  function learnt(hasMore: boolean, fresh: readonly Message[]): void {
    on.change()
    if (phase !== 'ready' || !hasMore) return
    memory.tellNews(cursor())
    for (const message of fresh) on.message(message)
  }

  function over(): void {
    ended = entries().length > 0
    memory.change({ conversation: undefined, ratings: {} })
    follow()
    on.change()
  }

  /** The conversation that is kept is the one that is shown, whichever tab has begun or ended it. */
  function follow(): void {
    const { conversation } = memory.kept()
    if (conversation === shown) return
    if (shown) {
      reading.forget()
      readMark.reset()
      news.leave()
    }
    shown = conversation
  }

  function trouble(error: unknown): void {
    failure = error === undefined ? undefined : failureOf(error)
    if (failure) on.failure(failure)
    on.change()
  }

  return {
    state: () => ({
      phase,
      conversation: memory.kept().conversation,
      verified: session.verified(),
      entries: entries(),
      draft: reading.draft(),
      outbox: outbox.all(),
      turn: turn(),
      answering: decisions.of,
      ratingOf: (seq) => memory.kept().ratings[seq],
      trouble: failure,
      ended,
    }),
    send(text) {
      const key = outbox.add(text)
      on.change()
      if (phase === 'ready') void inTurn(() => delivery.deliver(key))
    },
    tryAgain(key) {
      outbox.mark(key, { state: 'sending' })
      on.change()
      void inTurn(() => delivery.deliver(key))
    },
    decide: (decision) => void decisions.decide(decision),
    async handoff() {
      await inTurn(async () => api.handoff(await delivery.conversation(newKey())))
      news.wake()
    },
    async rate(feedback) {
      await api.rate(id(), feedback)
      memory.change({ ratings: { ...memory.kept().ratings, [feedback.seq]: feedback.rating } })
      on.change()
    },
    seen() {
      const newest = entries().findLast(({ author }) => author !== 'customer')
      if (newest && phase === 'ready') readMark.seen(newest.seq)
    },
    startOver() {
      ended = false
      outbox.clear()
      memory.change({ conversation: '', ratings: {} })
      follow()
      on.change()
    },
    wake: news.wake,
    keptChanged() {
      const isOther = memory.kept().conversation !== shown
      follow()
      if (isOther) news.wake()
      on.change()
    },
    newsUpTo(seq) {
      reading.tell(seq)
      if (isBehind()) news.after(0)
    },
  }
}
