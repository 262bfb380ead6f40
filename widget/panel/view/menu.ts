import { words } from '../language.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type MenuItem = { label: string; icon: string; run: () => void }

/** What is behind the header's "More": buttons in a row. Leaving them or Escape closes it. */
export function createMenu(items: () => readonly MenuItem[]): { it: HTMLElement; close: () => boolean } {
  const list = element('div.menu', { hidden: true })
  const opener = button(
    '.tool.box.more',
    { 'aria-label': words.menu, 'aria-expanded': 'false' },
    () => (list.hidden ? open() : close()),
    icon(icons.more),
  )
  const it = element('div.menu-holder', {}, opener, list)

  it.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && it.contains(event.relatedTarget))) close()
  })

  function open(): void {
    list.replaceChildren(
      ...items().map((item) => button('', {}, () => choose(item), icon(item.icon), item.label)),
    )
    list.hidden = false
    opener.ariaExpanded = 'true'
    list.querySelector('button')?.focus()
  }

  function choose(item: MenuItem): void {
    close()
    item.run()
  }

  /** Whether there was something to close. */
  function close(): boolean {
    if (list.hidden) return false
    if (list.querySelector(':focus')) opener.focus()
    list.hidden = true
    opener.ariaExpanded = 'false'
    return true
  }

  return { it, close }
}
