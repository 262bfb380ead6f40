import { counted, words } from '../language.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

/** How near to the end counts as reading the newest, and from where on the way back is offered, in CSS pixels. */
const nearPx = 60
const farPx = 400

/** Above the beginning of a message, in CSS pixels. */
const airPx = 16

export type Scroll = {
  it: HTMLElement
  /** Does `change`, and stays at the end if it was there. `arrived`: how many messages of others it brings. */
  keeping: (arrived: number, change: () => void) => void
  follow: () => void
  focus: () => void
  destroy: () => void
}

/**
 * The scrolling middle: follows new messages while the shopper is at the end, and offers the way there if not. Of a
 * message that is higher than the panel, the beginning comes into view.
 */
export function createScroll(log: HTMLElement, content: HTMLElement[]): Scroll {
  const area = element('div.scroll', { tabindex: '0', role: 'region', 'aria-label': words.log }, ...content)
  const label = element('span')
  const more = button('.newer.near.small.strong', { hidden: true }, follow, icon(icons.arrow), label)
  const it = element('div.middle', {}, area, more)
  let following = true
  let missed = 0
  let height = 0
  area.addEventListener(
    'scroll',
    () => {
      // Not while the area itself becomes lower, which the observer is about to hear of.
      if (area.clientHeight === height) following = beyond() < nearPx
      offer()
    },
    { passive: true },
  )
  // The composer grows, the keyboard comes, a font arrives: the end stays in view.
  const observer = new ResizeObserver(() => {
    height = area.clientHeight
    if (following) area.scrollTop = area.scrollHeight
  })
  observer.observe(area)

  function beyond(): number {
    return area.scrollHeight - area.scrollTop - area.clientHeight
  }

  /** Never back: who has scrolled down in a high message stays where they are. */
  function toEnd(): void {
    const newest = log.lastElementChild
    const begins = newest instanceof HTMLElement ? newest.offsetTop - airPx : Number.POSITIVE_INFINITY
    area.scrollTop = Math.max(area.scrollTop, Math.min(area.scrollHeight, begins))
  }

  function offer(): void {
    if (following) missed = 0
    more.hidden = following || (missed === 0 && beyond() < farPx)
    const text = missed > 0 ? counted(words.newMessages, missed) : words.newest
    if (label.textContent !== text) label.textContent = text
  }

  function follow(): void {
    following = true
    toEnd()
    offer()
  }

  return {
    it,
    keeping(arrived, change) {
      change()
      if (following) return toEnd()
      missed += arrived
      offer()
    },
    follow,
    focus: () => area.focus(),
    destroy: () => observer.disconnect(),
  }
}
