import { words } from '../language.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type MenuItem = { label: string; icon: string; run: () => void }

/** The header's menu: arrow keys walk, Escape closes it and gives the focus back. */
export function createMenu(items: () => readonly MenuItem[]): { it: HTMLElement; close: () => boolean } {
  const list = element('div', { class: 'menu', role: 'menu', hidden: true })
  const opener = button(
    { class: 'tool box', 'aria-label': words.menu, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    () => (list.hidden ? open() : close()),
    icon(icons.more),
  )
  const it = element('div', { class: 'menu-holder' }, opener, list)

  it.addEventListener('keydown', (event) => {
    const entries = [...list.querySelectorAll('button')]
    const at = entries.findIndex((entry) => entry.matches(':focus'))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (to === undefined || list.hidden) return
    event.preventDefault()
    entries.at(to % entries.length)?.focus()
  })
  it.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && it.contains(event.relatedTarget))) close()
  })

  function open(): void {
    list.replaceChildren(
      ...items().map((item) =>
        button({ role: 'menuitem', tabindex: '-1' }, () => choose(item), icon(item.icon), item.label),
      ),
    )
    list.hidden = false
    opener.ariaExpanded = 'true'
    list.querySelector('button')?.focus()
  }

  function choose(item: MenuItem): void {
    close()
    opener.focus()
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
