import { words } from '../language.ts'
import { element } from './element.ts'
import { icon, icons } from './icon.ts'
import { choices } from './parts.ts'

/** What an empty conversation shows: a welcome, and three ways to begin. */
export function createGreeting(choose: (choice: string) => void): HTMLElement {
  const starters = choices(words.starters, choose)
  for (const starter of starters.children) starter.append(icon(icons.arrow))
  return element(
    'div.greeting',
    {},
    icon(icons.bubble),
    element('h3', {}, words.greeting),
    element('p.quiet', {}, words.greetingMore),
    starters,
  )
}
