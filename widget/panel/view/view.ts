import type { Feedback } from '../api.ts'
import type { Decision } from '../decisions.ts'
import { fill, words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { createComposer } from './composer.ts'
import { button, element } from './element.ts'
import { createGuestForm } from './guest-form.ts'
import { createHeader } from './header.ts'
import { icon, icons } from './icon.ts'
import { createLog } from './log.ts'
import type { MenuItem } from './menu.ts'
import { createNotice } from './notice.ts'
import { claimPage, keepVisible, releasePage } from './page.ts'
import { createPersonButton } from './person-button.ts'
import { saveConversation } from './save.ts'
import { createScroll } from './scroll.ts'
import { addStyles } from './style.ts'
import { createSkeleton, createWorking } from './working.ts'

export type View = {
  open: () => void
  close: () => void
  destroy: () => void
  draw: (state: TalkState) => void
  /** Brings the newest into view, now and as more comes. */
  follow: () => void
  compose: (text: string) => void
  restoreDraft: (draft: string) => void
  clearDraft: () => void
  /** What the next message is about. */
  setAbout: (about: string | undefined) => void
}

type On = {
  send: (text: string) => void
  draft: (text: string) => void
  tryAgain: (key: string) => void
  decide: (decision: Decision) => void
  rate: (feedback: Feedback) => Promise<void>
  askForCode: (orderId: string, email: string) => Promise<void>
  redeemCode: (code: string) => Promise<void>
  handoff: () => Promise<void>
  startOver: () => void
  retryNow: () => void
  forgetContext: () => void
  close: () => void
}

/** The panel on the page: it draws a `TalkState` and reports what the shopper does. */
export function createView(root: ShadowRoot, storeName: string, on: On): View {
  let state: TalkState | undefined
  let heard = 0
  const life = new AbortController()
  const header = createHeader(storeName, { menu, close: on.close })
  const notice = createNotice(on.retryNow)
  const log = createLog({ ...on, choose: send, timePassed: () => state && draw(state) })
  const working = createWorking()
  const skeleton = createSkeleton()
  const ended = element('p.ended.quiet-small', { hidden: true }, words.ended)
  const guest = createGuestForm({ ...on, done: send, closed: () => composer.focus() })
  const scroll = createScroll(log.it, [ended, skeleton.it, log.it, guest.it, working.it])
  const person = createPersonButton(on.handoff, () => notice.say(words.handoffFailed))
  const find = button('.person.near', {}, findOrder, icon(icons.find), words.findOrder)
  const composer = createComposer([person.it, find], { ...on, send })
  const panel = element(
    'section.panel',
    { role: 'dialog', 'aria-label': fill(words.dialog, { store: storeName }), hidden: true },
    header.it,
    notice.it,
    scroll.it,
    composer.it,
  )
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.stopPropagation()
    if (!header.closeMenu()) on.close()
  })
  const measure = keepVisible(panel, life.signal)
  addStyles(root)
  root.prepend(panel)

  function menu(): MenuItem[] {
    const conversation = state?.conversation
    const fresh = { label: words.startOver, icon: icons.fresh, run: on.startOver }
    if (!conversation) return [fresh]
    const save = () => saveConversation(storeName, conversation, log.it)
    return [{ label: words.save, icon: icons.save, run: save }, fresh]
  }

  function send(text: string): void {
    scroll.follow()
    on.send(text)
  }

  function draw(next: TalkState): void {
    const focused = root.activeElement
    const theirs = next.entries.filter(({ author }) => author !== 'customer').length
    header.draw(next)
    person.draw(next)
    ended.hidden = !next.ended
    find.hidden = next.verified
    if (next.verified) guest.close()
    scroll.keeping(state?.phase === 'ready' ? Math.max(0, theirs - heard) : 0, () => {
      skeleton.draw(next)
      log.draw(next)
      working.draw(next)
    })
    notice.draw(next)
    state = next
    heard = theirs
    if (focused && isGone(focused)) landFocus()
  }

  /** What had the focus is no more. On a phone the composer would bring up the keyboard over what has just come. */
  function landFocus(): void {
    if (matchMedia('(pointer: coarse)').matches) scroll.focus()
    else composer.focus()
  }

  function findOrder(): void {
    guest.open()
    guest.it.scrollIntoView({ block: 'nearest' })
  }

  return {
    open() {
      panel.hidden = false
      measure()
      panel.ariaModal = String(claimPage(root.host))
      scroll.follow()
      composer.focus()
    },
    close() {
      header.closeMenu()
      panel.hidden = true
      releasePage()
    },
    destroy() {
      life.abort()
      scroll.destroy()
      releasePage()
      panel.remove()
    },
    draw,
    follow: scroll.follow,
    compose: composer.write,
    restoreDraft: composer.restore,
    clearDraft: () => composer.write(''),
    setAbout: composer.setAbout,
  }
}

function isGone(it: Element): boolean {
  return !it.checkVisibility() || it.matches(':disabled')
}
