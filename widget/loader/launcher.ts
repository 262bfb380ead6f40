import css from './launcher.css'

export type Launcher = {
  root: ShadowRoot
  focus: () => void
  setOpen: (open: boolean) => void
  setUnread: (count: number) => void
  setFailed: () => void
}

/** The round button in the corner, in a shadow root of its own, which the panel shares later. */
export function createLauncher(on: { onToggle: () => void; onIntent: () => void }): Launcher {
  const host = document.createElement('div')
  host.dataset.switchboard = ''
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'launcher'
  const badge = document.createElement('span')
  badge.className = 'badge'
  badge.hidden = true
  button.append(icon('bubble', bubble), icon('chevron', 'm6 9 6 6 6-6'), badge)
  button.addEventListener('click', on.onToggle)
  for (const intent of ['pointerenter', 'focus', 'touchstart']) {
    button.addEventListener(intent, on.onIntent, { once: true, passive: true })
  }
  root.append(button)
  document.body.append(host)

  let open = false
  let unread = 0
  let failed = false
  draw()

  function draw(): void {
    button.setAttribute('aria-expanded', String(open))
    badge.hidden = unread === 0 || open
    badge.textContent = unread > 9 ? '9+' : String(unread)
    const name = open ? 'Close chat' : 'Open chat'
    const more = unread > 0 && !open ? `, ${unread} new ${unread === 1 ? 'message' : 'messages'}` : ''
    button.ariaLabel = failed ? 'The chat could not be loaded. Try again' : name + more
    button.title = failed ? button.ariaLabel : ''
  }

  return {
    root,
    focus: () => button.focus(),
    setOpen(next) {
      open = next
      failed = false
      draw()
    },
    setUnread(count) {
      unread = count
      draw()
    },
    setFailed() {
      failed = true
      draw()
    },
  }
}

const bubble =
  'M4 11.5C4 7.4 7.6 4 12 4s8 3.4 8 7.5-3.6 7.5-8 7.5c-1.1 0-2.2-.2-3.2-.6L4.5 20l1.2-3.6A7.2 7.2 0 0 1 4 11.5Z'

function icon(name: string, path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', name)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
