import type { Api } from './api.ts'
import { createDecisions, type Decision } from './decisions.ts'
import { createDelivery } from './delivery.ts'
import { ApiFailure, failureOf } from './exchange.ts'
import type { Memory } from './memory.ts'
import type { Listen } from './news.ts'
import { createNextLook } from './next-look.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { createOutbox, newKey } from './outbox.ts'
import { createPageReader } from './page-reader.ts'
import { createReadMark } from './read-mark.ts'
import type { Session } from './session.ts'
import type { Talk, TalkState } from './talk-state.ts'
import { createTranscript } from './transcript.ts'
import type { Message, Page, Turn } from './wire.ts'

type Needs = { api: Api; memory: Memory; session: Session; listen: Listen; signal: AbortSignal }

const idle: Turn = { status: 'idle', working: [] }

/** A shopper's conversation: restores it, sends, listens for what is new, and tells `on.change` of everything. */
export function createTalk(
  { api, memory, session, listen, signal }: Needs,
  on: {
    change: () => void
    message: (message: Message) => void
    decision: (decision: Decision) => void
    failure: (failure: ApiFailure) => void
  },
): Talk {
  // So that a page never overtakes the acceptance of a message that is in it.
  const inTurn = oneAtATime()
  const transcript = createTranscript()
  const reader = createPageReader(api, transcript)
  const outbox = createOutbox(memory)
  const nextLook = createNextLook()
  const news = listen(look, setTrouble)
  signal.addEventListener('abort', news.stop)
  const decisions = createDecisions(signal, {
    send: (decision) => inTurn(() => api.decide(id(), decision)),
    accepted: on.decision,
    async look() {
      await inTurn(readNew).catch(() => undefined)
      news.wake()
    },
    change: on.change,
  })
  const delivery = createDelivery(
    { api, memory, outbox, signal },
    {
      accepted({ key, text }, { message: { id, seq }, turn: begun, pollAfterMs: pause }) {
        follow()
        transcript.addOwn({ id, seq, text, key })
        outbox.drop(key)
        turn = begun
        memory.tellNews(seq)
        on.change()
        news.after(pause)
      },
      over,
      change: on.change,
    },
  )
  const readMark = createReadMark((seq) => api.read(id(), seq), signal)
  let phase: TalkState['phase'] = 'restoring'
  let shown = memory.kept().conversation
  let turn = idle
  let trouble: ApiFailure | undefined
  let ended = false
  let pollAfterMs = 1000

  const id = () => memory.kept().conversation ?? ''

  function look(): Promise<number | undefined> {
    return inTurn(async () => {
      if (phase === 'restoring') await restore()
      else await readNew()
      return nextLook(turn, pollAfterMs, transcript.entries(), document.hidden)
    })
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
      await reader.read(conversation, () => conversation === id(), take)
    } catch (error) {
      if (error instanceof ApiFailure && error.kind === 'gone') return over()
      throw error
    }
  }

  function take(page: Page): void {
    const { fresh, delivered } = transcript.add(page, outbox.all())
    if (delivered.length > 0) outbox.drop(...delivered)
    turn = page.turn
    pollAfterMs = page.pollAfterMs
    on.change()
    if (phase !== 'ready' || page.data.length === 0) return
    memory.tellNews(page.page.after)
    for (const message of fresh) on.message(message)
  }

  function over(): void {
    ended = transcript.entries().length > 0
    memory.change({ conversation: undefined, ratings: {} })
    follow()
    on.change()
  }

  /** The conversation that is kept is the one that is shown, whichever tab has begun or ended it. */
  function follow(): void {
    const { conversation } = memory.kept()
    if (conversation === shown) return
    if (shown) {
      transcript.clear()
      readMark.reset()
      turn = idle
      reader.reset()
    }
    shown = conversation
  }

  function setTrouble(error: unknown): void {
    trouble = error === undefined ? undefined : failureOf(error)
    if (trouble) on.failure(trouble)
    on.change()
  }

  return {
    state: () => ({
      phase,
      conversation: memory.kept().conversation,
      verified: session.verified(),
      entries: transcript.entries(),
      outbox: outbox.all(),
      turn,
      answering: decisions.of,
      ratingOf: (seq) => memory.kept().ratings[seq],
      trouble,
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
      const newest = transcript.entries().findLast(({ author }) => author !== 'customer')
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
      if (memory.kept().conversation !== shown) news.wake()
      follow()
      on.change()
    },
    newsUpTo(seq) {
      if (seq > transcript.cursor()) news.wake()
    },
  }
}
