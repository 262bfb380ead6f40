import type { Context, Identity, Panel, Stage } from '../contract.ts'
import { createApi } from './api.ts'
import type { Decision } from './decisions.ts'
import { type ApiFailure, failureOf } from './exchange.ts'
import { speak } from './language.ts'
import { createMemory } from './memory.ts'
import { createSession, type Session } from './session.ts'
import { createTalk } from './talk.ts'
import type { Talk } from './talk-state.ts'
import { createUnread } from './unread.ts'
import { createView, type View } from './view/view.ts'
import { aboutThat, whatAbout } from './what-about.ts'
import type { Message } from './wire.ts'

/** The panel of one page: fetched once, asking the API for nothing until it is opened. */
export async function mount(stage: Stage, tag: string): Promise<Panel> {
  const { settings } = stage
  const life = new AbortController()
  const listening = { signal: life.signal }
  const memory = createMemory(settings.storeId, {
    change: () => talk?.keptChanged(),
    news: (seq) => talk?.newsUpTo(seq),
    left: () => change(identity),
  })
  const unread = createUnread(stage.setUnread)
  let identity: Identity | undefined
  let session: Session | undefined
  let talk: Talk | undefined
  let ending = new AbortController()
  let open = false
  let restored = false
  let about: Context = {}

  await speakOrReport(tag)
  let view = newView()
  addEventListener('online', wake, listening)
  addEventListener('offline', wake, listening)
  document.addEventListener('visibilitychange', wake, listening)

  function newView(): View {
    const made = createView(stage.root, settings.storeName, {
      send,
      draft: (draft) => memory.change({ draft }),
      tryAgain: (key) => talk?.tryAgain(key),
      decide: (decision) => talk?.decide(decision),
      rate: async (feedback) => talk?.rate(feedback),
      askForCode: async (orderId, email) => session?.askForCode(orderId, email),
      async redeemCode(code) {
        await session?.redeemCode(code)
        draw()
      },
      handoff,
      startOver: () => talk?.startOver(),
      retryNow: wake,
      forgetContext: () => setContext({}),
      close: stage.close,
    })
    made.setAbout(whatAbout(about))
    return made
  }

  function begin(): void {
    ending = new AbortController()
    restored = false
    const { signal } = ending
    session = createSession(settings, { memory, identity, signal })
    const api = createApi(settings.api, session, signal)
    talk = createTalk(
      { api, memory, session, signal },
      { change: draw, message: arrived, decision: decided, failure: report },
    )
    draw()
    talk.wake()
  }

  function draw(): void {
    if (!talk) return
    const state = talk.state()
    view.draw(state)
    if (open && !document.hidden) talk.seen()
    if (restored || state.phase !== 'ready') return
    // Not before it is settled whose draft it is.
    restored = true
    view.restoreDraft(memory.kept().draft)
  }

  function wake(): void {
    talk?.wake()
    draw()
  }

  function send(text: string): void {
    talk?.send(aboutThat(about, text))
    setContext({})
  }

  function setContext(context: Context): void {
    about = context
    view.setAbout(whatAbout(about))
  }

  function arrived({ author, parts }: Message): void {
    if (author === 'customer') return
    if (!open) unread.add()
    const text = parts.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n')
    stage.emit('message', { author, text })
    if (parts.some((part) => part.type === 'system' && part.event === 'handoff')) {
      view.follow()
      stage.emit('handoff', { conversationId: memory.kept().conversation ?? '' })
    }
  }

  function decided(decision: Decision): void {
    view.follow()
    stage.emit('action', decision)
  }

  /** For the storefront's engineers; the shopper sees the notice. */
  function report({ code, message }: Pick<ApiFailure, 'code' | 'message'>): void {
    stage.emit('error', { code, detail: message })
  }

  async function handoff(): Promise<void> {
    try {
      await talk?.handoff()
    } catch (error) {
      report(failureOf(error))
      throw error
    }
  }

  /** What cannot be fetched in the shopper's language is said in English. */
  async function speakOrReport(next: string): Promise<void> {
    await speak(next, settings.files).catch((error: unknown) =>
      report({ code: 'locale_not_loaded', message: String(error) }),
    )
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
    destroy() {
      life.abort()
      ending.abort()
      talk = undefined
      memory.close()
      view.destroy()
    },
    compose(text) {
      view.compose(text)
      memory.change({ draft: text })
    },
    identify: change,
    logout() {
      memory.leave()
      unread.clear()
      view.clearDraft()
      change(undefined)
    },
    setContext,
    setLocale(next) {
      void speakOrReport(next).then(() => {
        view.destroy()
        view = newView()
        restored = false
        draw()
        if (open) view.open()
      })
    },
  }
}
