import type { TalkState } from '../talk-state.ts'
import { words } from '../words.ts'
import { element } from './element.ts'

/** Who is working on the answer, as the server says: "checking your orders · looking through the catalogue". */
export function createWorking(): { it: HTMLElement; draw: (state: TalkState) => void } {
  const what = element('span', { class: 'what' })
  const dots = element(
    'span',
    { class: 'dots', 'aria-hidden': 'true' },
    element('i'),
    element('i'),
    element('i'),
  )
  const it = element('div', { class: 'working', hidden: true }, dots, what)
  return {
    it,
    draw({ phase, turn, outbox }) {
      const thinking = turn.status === 'thinking' || turn.status === 'superseded'
      it.hidden = phase === 'ready' && (!thinking || outbox.some(({ state }) => state === 'failed'))
      const activities = turn.working.map(({ activity }) => activity).join(' · ') || words.thinking
      const text = phase === 'ready' ? activities : words.restoring
      if (what.textContent !== text) what.textContent = text
    },
  }
}
