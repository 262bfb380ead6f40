import { wordFor, words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { element, unseen } from './element.ts'

/** Who is working on the answer, as the server says: "checking your orders · looking through the catalogue". */
export function createWorking(): { it: HTMLElement; draw: (state: TalkState) => void } {
  const what = element('span.what', {})
  const dots = element('span.dots', { 'aria-hidden': 'true' }, element('i'), element('i'), element('i'))
  const it = element('div.working', { hidden: true }, dots, what)
  return {
    it,
    draw({ phase, turn, outbox }) {
      const thinking = turn.status === 'thinking' || turn.status === 'superseded'
      it.hidden = phase !== 'ready' || !thinking || outbox.some(({ state }) => state === 'failed')
      const activities = turn.working.map(
        ({ specialist, activity }) => wordFor(words.working, specialist) ?? activity,
      )
      const text = activities.join(' · ') || words.thinking
      if (what.textContent !== text) what.textContent = text
    },
  }
}

/** In the place of messages that are on their way back. */
export function createSkeleton(): { it: HTMLElement; draw: (state: TalkState) => void } {
  const shapes = ['own', 'theirs', 'wide'].map((look) => element(`div.ghost.${look}`))
  const it = element('div.skeleton', {}, unseen(words.restoring), ...shapes)
  return {
    it,
    draw({ phase, entries }) {
      it.hidden = phase === 'ready' || entries.length > 0
    },
  }
}
