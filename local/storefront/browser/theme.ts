import { chat } from './chat.ts'
import { found } from './element.ts'
import { keepSetting } from './settings.ts'

/** Light or dark as the system has it, until the visitor says otherwise. */
export function startTheme(): void {
  const root = document.documentElement
  const button = found('[data-theme-switch]')
  button.hidden = false
  if (root.dataset.theme) chat('setTheme', root.dataset.theme)
  button.addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    const theme = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark'
    root.dataset.theme = theme
    keepSetting('theme', theme)
    chat('setTheme', theme)
  })
}
