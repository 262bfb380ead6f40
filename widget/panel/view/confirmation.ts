import type { Decision } from '../decisions.ts'
import { failureWords, fill, minutesFromNow, timeOf, words } from '../language.ts'
import { type Confirmation, type Standing, standingOf } from '../standing.ts'
import type { TalkState } from '../talk-state.ts'
import { facts } from './change.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type Confirmations = {
  card: (part: Confirmation) => HTMLElement
  /** To be called once the cards are in the document. */
  draw: (state: TalkState) => void
}
type Card = { it: HTMLElement; part: Confirmation; draw: (standing: Standing, state: TalkState) => void }

const minuteMs = 60_000
/** With more time than this left, no minutes are counted. */
const longMinutes = 60

/** The cards that ask the shopper. `timePassed` is called as the minutes of an open one pass, and when they are over. */
export function createConfirmations(on: {
  decide: (decision: Decision) => void
  timePassed: () => void
}): Confirmations {
  let cards: Card[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  return {
    card(part) {
      const card = createCard(part, on.decide)
      cards.push(card)
      return card.it
    },
    draw(state) {
      cards = cards.filter(({ it }) => it.isConnected)
      clearTimeout(timer)
      const now = Date.now()
      for (const { part, draw } of cards) {
        const standing = standingOf(part, state.entries, state.answering(part.actionId)?.state, now)
        draw(standing, state)
        const left = Date.parse(part.expiresAt) - now
        if (left > 0 && (standing === 'open' || standing === 'failed')) {
          timer = setTimeout(on.timePassed, left % minuteMs || minuteMs)
        }
      }
    },
  }
}

/** The same elements as long as it lives: only what became of it is drawn again, and read out. */
function createCard(part: Confirmation, decide: (decision: Decision) => void): Card {
  const { actionId, title } = part
  const end = Date.parse(part.expiresAt)
  const confirm = answer('primary', 'confirmed')
  const decline = answer('secondary', 'declined')
  const buttons = element('div.answers.near', {}, confirm, decline)
  const note = element('p.until', {})
  const became = element('p.became.near.strong', { hidden: true })
  const it = element(
    'section.card.confirmation',
    { role: 'group', 'aria-label': fill(words.toConfirm, { title }) },
    ...facts(part),
    element('div.foot', {}, buttons, note, became),
  )
  let current: Standing | undefined

  function answer(look: string, decision: Decision['decision']): HTMLButtonElement {
    return button(`.answer.${look}`, {}, () => {
      if (current === 'open' || current === 'failed') decide({ actionId, decision })
    })
  }

  function draw(standing: Standing, state: TalkState): void {
    const answering = state.answering(actionId)
    if (standing === 'open') count()
    if (standing === current) return
    current = standing
    it.dataset.standing = standing
    const sent = standing === 'sending' ? answering?.decision : undefined
    const asks = isAsking(standing)
    confirm.textContent = sent === 'confirmed' ? words.sending : words.confirm
    decline.textContent = sent === 'declined' ? words.sending : words.decline
    for (const each of [confirm, decline]) {
      each.disabled = standing === 'expired'
      // Not `disabled`, which would take the focus away.
      each.ariaDisabled = String(standing === 'sending')
    }
    buttons.hidden = !asks
    note.hidden = !asks
    if (standing === 'expired') say(fill(words.expiredAt, { time: timeOf(end) }))
    if (standing === 'failed') say(failureWords(answering?.reason))
    became.hidden = asks
    it.classList.toggle('over', !asks && standing !== 'confirmed' && standing !== 'approved')
    if (!isAsking(standing)) became.replaceChildren(...outcomeOf(standing))
  }

  /** Minute by minute for the eyes; read out is only that the last minute begins. */
  function count(): void {
    const minutes = Math.ceil((end - Date.now()) / minuteMs)
    const left = minutes > longMinutes ? '' : ` (${minutesFromNow(minutes)})`
    if (minutes <= 1) say(words.lastMinute)
    else say(fill(words.openUntil, { time: timeOf(end) + left }), 'off')
  }

  function say(text: string, live = 'polite'): void {
    note.ariaLive = live
    if (note.textContent !== text) note.textContent = text
  }

  return { it, part, draw }
}

type Asking = 'open' | 'sending' | 'failed' | 'expired'

function isAsking(standing: Standing): standing is Asking {
  return standing === 'open' || standing === 'sending' || standing === 'failed' || standing === 'expired'
}

function outcomeOf(standing: Exclude<Standing, Asking>): Node[] {
  const sign = /^(declined|rejected|over)$/.test(standing) ? icons.close : icons.check
  return [icon(standing === 'repeated' ? icons.arrow : sign), element('span', {}, words.became[standing])]
}
