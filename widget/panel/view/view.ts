import type { Decision } from '../decisions.ts'
import type { TalkState } from '../talk-state.ts'
import { words } from '../words.ts'
import { createComposer } from './composer.ts'
import { button, element, icon, icons } from './element.ts'
import { createLog } from './log.ts'
import { createMenu } from './menu.ts'
import { createNotice } from './notice.ts'
import { claimPage, releasePage } from './page.ts'
import { createScroll } from './scroll.ts'
import cards from './styles/cards.css'
import changes from './styles/change.css'
import composing from './styles/composer.css'
import frame from './styles/frame.css'
import header from './styles/header.css'
import messages from './styles/log.css'
import { createWorking } from './working.ts'

export type View = {
  open: () => void
  close: () => void
  draw: (state: TalkState) => void
  /** Brings the newest into view, now and as more comes. */
  follow: () => void
  sayHandoffFailed: () => void
  compose: (text: string) => void
  restoreDraft: (draft: string) => void
  clearDraft: () => void
}

type On = {
  send: (text: string) => void
  draft: (text: string) => void
  tryAgain: (key: string) => void
  decide: (decision: Decision) => void
  handoff: () => void
  startOver: () => void
  retryNow: () => void
  close: () => void
}

/** The panel on the page: it draws a `TalkState` and reports what the shopper does. */
export function createView(root: ShadowRoot, storeName: string, on: On): View {
  let state: TalkState | undefined
  const subtitle = element('p', { class: 'subtitle' }, words.assistant)
  const menu = createMenu(() => [
    ...(state?.turn.status === 'with_human'
      ? []
      : [{ label: words.talkToPerson, icon: icons.person, run: on.handoff }]),
    { label: words.startOver, icon: icons.fresh, run: on.startOver },
    ...(state?.conversation ? [{ label: words.copyNumber, icon: icons.copy, run: copyNumber }] : []),
  ])
  const notice = createNotice(on.retryNow)
  const log = createLog({
    choose: on.send,
    tryAgain: on.tryAgain,
    decide: on.decide,
    expired: () => state && draw(state),
  })
  const working = createWorking()
  const ended = element('p', { class: 'ended', hidden: true }, words.ended)
  const scroll = createScroll(log.it, [ended, log.it, working.it])
  const composer = createComposer({
    draft: on.draft,
    send(text) {
      scroll.follow()
      on.send(text)
    },
  })
  const panel = element(
    'section',
    { class: 'panel', role: 'dialog', 'aria-label': words.dialog(storeName), hidden: true },
    element(
      'header',
      {},
      element('div', { class: 'title' }, element('h2', {}, storeName), subtitle),
      menu.it,
      button({ class: 'tool', 'aria-label': words.close }, on.close, icon(...icons.close)),
    ),
    notice.it,
    scroll.it,
    composer.it,
  )
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.stopPropagation()
    if (!menu.close()) on.close()
  })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(frame + header + messages + cards + changes + composing)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  root.prepend(panel)

  function draw(next: TalkState): void {
    state = next
    const focused = log.it.contains(root.activeElement) ? root.activeElement : null
    subtitle.textContent = next.turn.status === 'with_human' ? words.withHuman : words.assistant
    subtitle.classList.toggle('human', next.turn.status === 'with_human')
    ended.hidden = !next.ended
    scroll.keeping(() => {
      log.draw(next)
      working.draw(next)
    })
    notice.draw(next)
    if (focused && isGone(focused)) landFocus()
  }

  /** What had the focus is no more. On a phone the composer would bring up the keyboard over what has just come. */
  function landFocus(): void {
    if (matchMedia('(pointer: coarse)').matches) scroll.focus()
    else composer.focus()
  }

  function copyNumber(): void {
    void navigator.clipboard.writeText(state?.conversation ?? '').then(
      () => notice.say(words.copied),
      () => notice.say(state?.conversation ?? ''),
    )
  }

  return {
    open() {
      panel.hidden = false
      claimPage(root.host)
      scroll.follow()
      composer.focus()
    },
    close() {
      menu.close()
      panel.hidden = true
      releasePage()
    },
    draw,
    follow: scroll.follow,
    sayHandoffFailed: () => notice.say(words.handoffFailed),
    compose: composer.write,
    restoreDraft: composer.restore,
    clearDraft: composer.clear,
  }
}

function isGone(it: Element): boolean {
  return !it.checkVisibility() || it.matches(':disabled')
}
