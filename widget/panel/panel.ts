import type { Identity, Panel, Stage } from '../contract.ts'
import { createApi } from './api.ts'
import type { Decision } from './decisions.ts'
import { type ApiFailure, failureOf } from './exchange.ts'
import { anonymous, createMemory } from './memory.ts'
import { createSession } from './session.ts'
import { createTalk, type Talk } from './talk.ts'
import { createUnread } from './unread.ts'
import { createView } from './view/view.ts'
import type { Message } from './wire.ts'

/** The panel of one page: fetched once, fetching nothing until it is opened. */
export function mount(stage: Stage, firstIdentity: Identity | undefined): Panel {
  const memory = createMemory(stage.settings.storeId)
  const unread = createUnread(stage.setUnread)
  let identity = firstIdentity
  let talk: Talk | undefined
  let ending = new AbortController()
  let open = false
  let restored = false

  const view = createView(stage.root, stage.settings.storeName, {
    send: (text) => talk?.send(text),
    draft: (draft) => memory.change({ draft }),
    tryAgain: (key) => talk?.tryAgain(key),
    decide: (decision) => talk?.decide(decision),
    handoff: () => void handoff(),
    startOver: () => talk?.startOver(),
    retryNow: wake,
    close: stage.close,
  })
  addEventListener('online', wake)
  addEventListener('offline', draw)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake()
  })

  function begin(): Talk {
    ending = new AbortController()
    restored = false
    const { signal } = ending
    const session = createSession(stage.settings, { memory, identity, signal })
    const api = createApi(stage.settings.api, session, signal)
    const begun = createTalk(
      { api, memory, signal, verified: identity !== undefined },
      {
        change: draw,
        message: arrived,
        decision: decided,
        failure: report,
      },
    )
    talk = begun
    draw()
    begun.wake()
    return begun
  }

  function draw(): void {
    if (!talk) return
    const state = talk.state()
    view.draw(state)
    if (restored || state.phase !== 'ready') return
    // Not before it is settled whose draft it is.
    restored = true
    view.restoreDraft(memory.kept().draft)
  }

  function wake(): void {
    talk?.wake()
    draw()
  }

  function arrived({ author, parts }: Message): void {
    if (author === 'customer') return
    if (!open) unread.add()
    const text = parts.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n')
    stage.emit('message', { author, text })
  }

  function decided(decision: Decision): void {
    view.follow()
    stage.emit('action', decision)
  }

  /** For the storefront's engineers; the shopper sees the notice. */
  function report({ code, message }: ApiFailure): void {
    stage.emit('error', { code, detail: message })
  }

  async function handoff(): Promise<void> {
    try {
      await talk?.handoff()
      stage.emit('handoff', { conversationId: memory.kept().conversation ?? '' })
    } catch (error) {
      report(failureOf(error))
      view.sayHandoffFailed()
    }
  }

  function change(to: Identity | undefined): void {
    identity = to
    ending.abort()
    const was = talk
    talk = undefined
    if (was && (open || to)) begin()
  }

  return {
    open() {
      open = true
      unread.clear()
      if (talk) wake()
      else begin()
      view.open()
    },
    close() {
      open = false
      view.close()
    },
    compose(text) {
      view.compose(text)
      memory.change({ draft: text })
    },
    identify: change,
    logout() {
      memory.forget(anonymous)
      view.clearDraft()
      change(undefined)
    },
  }
}
