import type { Api } from './api.ts'
import { createDecisions, type Decision } from './decisions.ts'
import { ApiFailure, failureOf } from './exchange.ts'
import type { Memory, Outgoing } from './memory.ts'
import { nextLook } from './next-look.ts'
import { createOutbox, newKey } from './outbox.ts'
import { createPace } from './pace.ts'
import type { TalkState } from './talk-state.ts'
import { createTranscript } from './transcript.ts'
import type { Accepted, Message, Page, Turn } from './wire.ts'

export type Talk = {
  state: () => TalkState
  send: (text: string) => void
  tryAgain: (key: string) => void
  /** Answers a confirmation. */
  decide: (decision: Decision) => void
  /** Throws `ApiFailure`. */
  handoff: () => Promise<void>
  startOver: () => void
  /** Something may have happened meanwhile: look now. */
  wake: () => void
}

const idle: Turn = { status: 'idle', working: [] }

/** A shopper's conversation: restores it, sends, listens for what is new, and tells `onChange` of everything. */
export function createTalk(
  { api, memory, signal, verified }: { api: Api; memory: Memory; signal: AbortSignal; verified: boolean },
  on: {
    change: () => void
    message: (message: Message) => void
    decision: (decision: Decision) => void
    failure: (failure: ApiFailure) => void
  },
): Talk {
  const transcript = createTranscript()
  const outbox = createOutbox(memory)
  const pace = createPace(listen, setTrouble)
  signal.addEventListener('abort', pace.stop)
  const decisions = createDecisions(signal, {
    send: (decision) => inTurn(() => api.decide(memory.kept().conversation ?? '', decision)),
    accepted: on.decision,
    async look() {
      await inTurn(readNew).catch(() => undefined)
      pace.wake()
    },
    change: on.change,
  })
  let phase: TalkState['phase'] = 'restoring'
  let turn = idle
  let trouble: ApiFailure | undefined
  let ended = false
  let etag: string | null = null
  let pollAfterMs = 1000
  let line: Promise<unknown> = Promise.resolve()

  /** One request at a time, so that a page never overtakes the acceptance of a message that is in it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = line.then(work)
    line = result.catch(() => undefined)
    return result
  }

  function listen(): Promise<number | undefined> {
    return inTurn(async () => {
      if (phase === 'restoring') await restore()
      else await readNew()
      return nextLook(turn, pollAfterMs, transcript.entries())
    })
  }

  async function restore(): Promise<void> {
    if (verified) await api.settle()
    if (verified && memory.kept().conversation === undefined) {
      memory.change({ conversation: await api.newestOpen() })
    }
    await readNew()
    phase = 'ready'
    outbox.settle()
    on.change()
    for (const { key } of outbox.all()) void deliver(key)
  }

  async function readNew(): Promise<void> {
    const { conversation } = memory.kept()
    if (conversation === undefined) return
    try {
      for (let more = true; more; ) {
        const page = await api.messages(conversation, transcript.cursor(), etag)
        if (!page) return
        etag = page.after === transcript.cursor() ? page.etag : null
        take(page)
        more = page.hasMore
      }
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
    if (phase === 'ready') for (const message of fresh) on.message(message)
  }

  function over(): void {
    ended = transcript.entries().length > 0
    forgetConversation()
  }

  function forgetConversation(): void {
    transcript.clear()
    memory.change({ conversation: undefined })
    turn = idle
    etag = null
    on.change()
  }

  function deliver(key: string): Promise<void> {
    return inTurn(async () => {
      const outgoing = outbox.find(key)
      if (outgoing?.state !== 'sending') return
      try {
        await post(outgoing)
      } catch (error) {
        if (signal.aborted) return
        outbox.mark(key, { state: 'failed', reason: failureOf(error).kind })
        on.change()
      }
    })
  }

  async function post({ key, text }: Outgoing): Promise<void> {
    const accepted = await api
      .send(memory.kept().conversation ?? (await begin(key)), text, key)
      .catch(startAnew)
    transcript.addOwn({ id: accepted.id, seq: accepted.seq, text, key })
    outbox.drop(key)
    turn = accepted.turn
    on.change()
    pace.after(accepted.pollAfterMs)

    async function startAnew(error: unknown): Promise<Accepted> {
      if (!(error instanceof ApiFailure) || error.kind !== 'gone') throw error
      over()
      return api.send(await begin(`${key}-anew`), text, key)
    }
  }

  async function begin(key: string): Promise<string> {
    const conversation = await api.begin(`${key}-conversation`)
    memory.change({ conversation })
    return conversation
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
      entries: transcript.entries(),
      outbox: outbox.all(),
      turn,
      answering: decisions.of,
      trouble,
      ended,
    }),
    send(text) {
      const key = outbox.add(text)
      on.change()
      if (phase === 'ready') void deliver(key)
    },
    tryAgain(key) {
      outbox.mark(key, { state: 'sending' })
      on.change()
      void deliver(key)
    },
    decide: (decision) => void decisions.decide(decision),
    async handoff() {
      await inTurn(async () => api.handoff(memory.kept().conversation ?? (await begin(newKey()))))
      pace.wake()
    },
    startOver() {
      ended = false
      outbox.clear()
      forgetConversation()
    },
    wake: pace.wake,
  }
}
