import css from './launcher.css'
import type { Speech } from './launcher-words.ts'

export type Launcher = {
  host: HTMLElement
  root: ShadowRoot
  focus: () => void
  draw: (state: LauncherState) => void
}

export type LauncherState = {
  speech: Speech
  open: boolean
  unread: number
  /** The panel is on its way, or could not be fetched. */
  loading: 'loading' | 'failed' | undefined
}

/** The round button in the corner, in a shadow root of its own, which the panel shares later. */
export function createLauncher(
  parent: Element,
  on: { onToggle: () => void; onIntent: () => void },
): Launcher {
  const host = document.createElement('div')
  host.dataset.switchboard = ''
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.className = 'launcher'
  const badge = document.createElement('span')
  button.append(
    icon('closed', 'M12 4a8 7.5 0 1 1-3.2 14.4L4.5 20l1.2-3.6A8 7.5 0 0 1 12 4Z'),
    icon('opened', 'm6 9 6 6 6-6'),
    badge,
  )
  button.onclick = on.onToggle
  for (const intent of ['pointerenter', 'focus', 'touchstart']) {
    button.addEventListener(intent, on.onIntent, { once: true, passive: true })
  }
  root.append(button)
  parent.append(host)

  return {
    host,
    root,
    focus: () => button.focus(),
    draw({ speech, open, unread, loading }) {
      const [toOpen, toClose, news, failed] = speech.words
      host.lang = speech.tag
      host.dir = speech.direction
      button.ariaExpanded = String(open)
      button.ariaBusy = String(loading === 'loading')
      badge.hidden = !unread || open
      badge.textContent = unread > 9 ? '9+' : String(unread)
      button.title = loading === 'failed' ? failed : ''
      button.ariaLabel =
        button.title || (open ? toClose : badge.hidden ? toOpen : `${toOpen}. ${news}: ${unread}`)
    },
  }
}

function icon(name: string, path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('class', name)
  svg.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
