let inert: HTMLElement[] = []

/** On a phone the panel is the whole screen: the page behind it neither scrolls nor takes the focus. */
export function claimPage(host: Element): void {
  if (!matchMedia('(max-width: 540px)').matches) return
  for (const child of document.body.children) {
    if (child === host || !(child instanceof HTMLElement) || child.inert) continue
    child.inert = true
    inert.push(child)
  }
  document.documentElement.style.overflow = 'hidden'
}

export function releasePage(): void {
  if (inert.length === 0) return
  for (const child of inert) child.inert = false
  inert = []
  document.documentElement.style.overflow = ''
}
