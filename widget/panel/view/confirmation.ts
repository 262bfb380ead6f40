import type { Decision } from '../decisions.ts'
import { type Confirmation, type Standing, standingOf } from '../standing.ts'
import type { TalkState } from '../talk-state.ts'
import { words } from '../words.ts'
import { facts } from './change.ts'
import { button, element, icon, icons } from './element.ts'

export type Confirmations = {
  card: (part: Confirmation) => HTMLElement
  /** To be called once the cards are in the document. */
  draw: (state: TalkState) => void
}
type Card = { it: HTMLElement; part: Confirmation; draw: (standing: Standing, state: TalkState) => void }

/** The cards that ask the shopper. `expired` is called when the time of an open one is over. */
export function createConfirmations(on: {
  decide: (decision: Decision) => void
  expired: () => void
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
          timer = setTimeout(on.expired, Math.min(left, longestTimeoutMs))
        }
      }
    },
  }
}

const longestTimeoutMs = 2 ** 31 - 1

/** The same elements as long as it lives: only what became of it is drawn again, and read out. */
function createCard(part: Confirmation, decide: (decision: Decision) => void): Card {
  const { actionId, title } = part
  const time = clock.format(Date.parse(part.expiresAt))
  const confirm = answer('primary', 'confirmed')
  const decline = answer('secondary', 'declined')
  const buttons = element('div', { class: 'answers' }, confirm, decline)
  const note = element('p', { class: 'until' })
  const became = element('p', { class: 'became', hidden: true })
  const it = element(
    'section',
    { class: 'card confirmation', role: 'group', 'aria-label': words.toConfirm(title) },
    ...facts(part),
    element('div', { class: 'foot' }, buttons, note, became),
  )
  let current: Standing | undefined

  function answer(look: string, decision: Decision['decision']): HTMLButtonElement {
    return button({ class: `answer ${look}` }, () => {
      if (current === 'open' || current === 'failed') decide({ actionId, decision })
    })
  }

  function draw(standing: Standing, state: TalkState): void {
    if (standing === current) return
    current = standing
    it.dataset.standing = standing
    const answering = state.answering(actionId)
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
    note.textContent =
      standing === 'expired'
        ? words.expiredAt(time)
        : standing === 'failed'
          ? words.notDecided[answering?.reason ?? 'unreachable']
          : words.openUntil(time)
    became.hidden = asks
    if (!isAsking(standing)) became.replaceChildren(...outcomeOf(standing))
  }

  return { it, part, draw }
}

type Asking = 'open' | 'sending' | 'failed' | 'expired'

function isAsking(standing: Standing): standing is Asking {
  return standing === 'open' || standing === 'sending' || standing === 'failed' || standing === 'expired'
}

function outcomeOf(standing: Exclude<Standing, Asking>): Node[] {
  return [icon(...signs[standing]), element('span', {}, words.became[standing])]
}

const signs = {
  confirmed: icons.check,
  done: icons.check,
  approved: icons.check,
  declined: icons.close,
  rejected: icons.close,
  repeated: icons.down,
  over: icons.close,
} as const

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
