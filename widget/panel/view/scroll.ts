import { words } from '../words.ts'
import { button, element, icon, icons } from './element.ts'

/** How near to the end counts as reading the newest, in CSS pixels. */
const nearPx = 60

/** Above the beginning of a message, in CSS pixels. */
const airPx = 16

/**
 * The scrolling middle: follows new messages while the shopper is at the end, and offers the way there if not. Of a
 * message that is higher than the panel, the beginning comes into view.
 */
export function createScroll(
  log: HTMLElement,
  content: HTMLElement[],
): {
  it: HTMLElement
  /** Does `change`, and stays at the end if it was there. */
  keeping: (change: () => void) => void
  follow: () => void
  focus: () => void
} {
  const area = element('div', { class: 'scroll', tabindex: '0' }, ...content)
  const more = button({ class: 'newer', hidden: true }, follow, icon(...icons.down), words.newMessages)
  const it = element('div', { class: 'middle' }, area, more)
  let following = true
  area.addEventListener('scroll', () => {
    following = area.scrollHeight - area.scrollTop - area.clientHeight < nearPx
    if (following) more.hidden = true
  })
  // The composer grows, the keyboard comes, a font arrives: the end stays in view.
  new ResizeObserver(() => {
    if (following) toEnd()
  }).observe(area)

  /** Never back: who has scrolled down in a high message stays where they are. */
  function toEnd(): void {
    const newest = log.lastElementChild
    const begins = newest instanceof HTMLElement ? newest.offsetTop - airPx : Number.POSITIVE_INFINITY
    area.scrollTop = Math.max(area.scrollTop, Math.min(area.scrollHeight, begins))
  }

  function follow(): void {
    following = true
    more.hidden = true
    toEnd()
  }

  return {
    it,
    keeping(change) {
      const before = area.scrollHeight
      change()
      if (following) toEnd()
      else if (area.scrollHeight > before) more.hidden = false
    },
    follow,
    focus: () => area.focus(),
  }
}
