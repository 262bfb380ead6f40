import { words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { button, element, own } from './element.ts'
import { icon, icons } from './icon.ts'
import { createMenu, type MenuItem } from './menu.ts'

/** Whose chat this is and who answers, the menu, and the way out. */
export function createHeader(
  storeName: string,
  on: { menu: () => readonly MenuItem[]; close: () => void },
): { it: HTMLElement; draw: (state: TalkState) => void; closeMenu: () => boolean } {
  const subtitle = element('p.subtitle.quiet-small', {}, words.assistant)
  const menu = createMenu(on.menu)
  const it = element(
    'div.head',
    {},
    element('div.title', {}, element('h2', {}, own(storeName)), subtitle),
    menu.it,
    button('.tool.box', { 'aria-label': words.close }, on.close, icon(icons.close)),
  )
  return {
    it,
    draw({ turn }) {
      const human = turn.status === 'with_human'
      subtitle.textContent = human ? words.withHuman : words.assistant
      subtitle.classList.toggle('human', human)
    },
    closeMenu: menu.close,
  }
}
