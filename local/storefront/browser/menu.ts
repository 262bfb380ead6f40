import { found } from './element.ts'

/** The account's menu closes by Escape, which gives the focus back, and by a click beside it. */
export function startMenu(): void {
  const menu = found('[data-menu]')
  if (!(menu instanceof HTMLDetailsElement)) return
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    found('summary', menu).focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false
  })
}
