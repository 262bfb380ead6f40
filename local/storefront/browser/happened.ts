import type { Trace } from '../trace.ts'
import { chat } from './chat.ts'
import { found } from './element.ts'
import { openConversation } from './open-conversation.ts'
import { keepSetting, readSetting, wide } from './settings.ts'
import { createTurnList, isAtWork } from './turn-list.ts'

/** Milliseconds between two looks: while agents work, while the chat is open, and else. */
const pace = { busy: 500, open: 1_000, quiet: 4_000 } as const

/** Where what happened would lie over the open chat. */
const coversChat = '(max-width: 879.98px)'

/** What the server answers: the trace, and its own clock. */
type Answer = Trace & { now: number }

/**
 * Shows what happened, live, as long as it is open and the page is seen. The result makes room for the chat: what lies
 * over the page gives way.
 */
export function startHappened(): () => void {
  const root = document.documentElement
  const panel = found('[data-happened-panel]')
  const button = found('[data-happened-switch]')
  const list = createTurnList(found('[data-happened-turns]'))
  const isWide = matchMedia(wide)
  let isChatOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let looking = false

  function setOpen(open: boolean): void {
    root.dataset.happened = open ? 'open' : 'closed'
    panel.hidden = !open
    button.setAttribute('aria-expanded', String(open))
    if (isWide.matches) keepSetting('happened', root.dataset.happened)
    soon(0)
  }

  function soon(ms: number): void {
    clearTimeout(timer)
    if (!panel.hidden && !document.hidden) timer = setTimeout(() => void look(), ms)
  }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    const busy = await show().catch(told)
    looking = false
    soon(busy ? pace.busy : isChatOpen ? pace.open : pace.quiet)
  }

  /** Whether somebody is at work. */
  async function show(): Promise<boolean> {
    const conversation = openConversation()
    const answer = conversation === undefined ? undefined : await traceOf(conversation)
    tellTrouble('')
    list.show(answer?.turns ?? [], answer?.actions ?? [], answer?.now ?? 0)
    found('[data-happened-invitation]').dataset.small = String((answer?.turns.length ?? 0) > 0)
    return answer?.turns.some(isAtWork) ?? false
  }

  function told(error: unknown): boolean {
    tellTrouble(error instanceof Error ? error.message : String(error))
    return false
  }

  function tellTrouble(words: string): void {
    const trouble = found('[data-happened-trouble]')
    trouble.hidden = words === ''
    if (trouble.textContent !== words) trouble.textContent = words
  }

  button.hidden = false
  button.addEventListener('click', () => {
    setOpen(panel.hasAttribute('hidden'))
    if (!panel.hidden && !isWide.matches) found('[data-happened-close]').focus()
  })
  found('[data-happened-close]').addEventListener('click', () => {
    setOpen(false)
    button.focus()
  })
  panel.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    setOpen(false)
    button.focus()
  })
  isWide.addEventListener('change', () => setOpen(isWide.matches && readSetting('happened') !== 'closed'))
  document.addEventListener('visibilitychange', () => soon(0))
  chat('on', 'open', () => {
    isChatOpen = true
    soon(0)
  })
  chat('on', 'close', () => {
    isChatOpen = false
  })
  chat('on', 'message', () => soon(0))
  setOpen(root.dataset.happened === 'open')

  return () => {
    if (matchMedia(coversChat).matches) setOpen(false)
  }
}

/** Nothing while the conversation has not been begun, or is of a system that has been started anew. */
async function traceOf(conversation: string): Promise<Answer | undefined> {
  const response = await fetch(`/demo/trace?conversation=${encodeURIComponent(conversation)}`).catch(() => {
    throw new Error('The demo does not answer. Is it still running?')
  })
  if (response.status === 404) return undefined
  if (!response.ok) {
    const { detail }: { detail: string } = await response.json()
    throw new Error(detail)
  }
  // Checked by the demo's server, which shares the type.
  return await response.json()
}
