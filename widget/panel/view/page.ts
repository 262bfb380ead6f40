/** Where the panel is the whole screen; the style sheets say the same. */
export const phone = '(max-width: 540px), (max-height: 440px)'

let inert: HTMLElement[] = []

/** On a phone the panel is the whole screen: the page behind it neither scrolls nor takes the focus. */
export function claimPage(host: Element): boolean {
  if (!matchMedia(phone).matches) return false
  for (let at: Element = host; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const beside of at.parentElement.children) {
      if (beside === at || !(beside instanceof HTMLElement) || beside.inert) continue
      beside.inert = true
      inert.push(beside)
    }
  }
  document.documentElement.style.overflow = 'hidden'
  return true
}

export function releasePage(): void {
  if (inert.length === 0) return
  for (const beside of inert) beside.inert = false
  inert = []
  document.documentElement.style.overflow = ''
}

/**
 * Where `it` can be seen, as `--offsetTop`, `--offsetLeft`, `--width` and `--height`: the virtual keyboard takes its part,
 * and a page that is wider than the screen makes everything fixed as wide. Returns what measures it now. Who looks
 * closer with two fingers sees less as well, and is left alone.
 */
export function keepVisible(it: HTMLElement, signal: AbortSignal): () => void {
  const screen = window.visualViewport
  const fit = () => {
    if (!screen || it.hidden || screen.scale > 1.1) return
    for (const side of ['offsetTop', 'offsetLeft', 'width', 'height'] as const) {
      it.style.setProperty(`--${side}`, `${screen[side]}px`)
    }
  }
  for (const event of ['resize', 'scroll']) screen?.addEventListener(event, fit, { signal })
  return fit
}
