import { words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

/** "Talk to a person", always in reach, until one is there. */
export function createPersonButton(
  handoff: () => Promise<void>,
  failed: () => void,
): { it: HTMLElement; draw: (state: TalkState) => void } {
  const label = element('span', {}, words.talkToPerson)
  const it = button('.person.near', {}, () => void ask(), icon(icons.person), label)

  async function ask(): Promise<void> {
    if (it.ariaDisabled === 'true') return
    show(true)
    // The panel has reported why it failed.
    await handoff().catch(failed)
    show(false)
  }

  function show(calling: boolean): void {
    it.ariaDisabled = String(calling)
    label.textContent = calling ? words.calling : words.talkToPerson
  }

  return {
    it,
    draw({ turn }) {
      it.hidden = turn.status === 'with_human'
    },
  }
}
