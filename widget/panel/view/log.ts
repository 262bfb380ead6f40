import type { Decision } from '../decisions.ts'
import type { Outgoing } from '../memory.ts'
import type { TalkState } from '../talk-state.ts'
import type { Entry } from '../transcript.ts'
import { words } from '../words.ts'
import { createConfirmations } from './confirmation.ts'
import { button, element } from './element.ts'
import { choices, drawPart } from './parts.ts'

type On = {
  choose: (choice: string) => void
  tryAgain: (key: string) => void
  decide: (decision: Decision) => void
  /** A confirmation's time is over. */
  expired: () => void
}

/** The messages: drawn once each, in the order of the conversation, announced by the live region as they come. */
export function createLog(on: On): { it: HTMLElement; draw: (state: TalkState) => void } {
  const it = element('div', { class: 'log', role: 'log', 'aria-label': words.log, 'aria-live': 'off' })
  const drawn = new Map<string, { row: HTMLElement; look: string }>()
  const greeting = createGreeting(on.choose)
  const confirmations = createConfirmations(on)
  const drawing = { choose: on.choose, confirmation: confirmations.card }

  function draw(state: TalkState): void {
    const rows = [...state.entries.map(rowOfEntry), ...state.outbox.map(rowOfOutgoing)]
    markGroups(rows)
    place(state.phase === 'ready' && rows.length === 0 && !state.ended ? [greeting] : rows)
    confirmations.draw(state)
    const keys = new Set([...state.entries, ...state.outbox].map(({ key }) => key))
    for (const key of drawn.keys()) if (!keys.has(key)) drawn.delete(key)
    for (const row of rows) row.classList.toggle('last', row === rows.at(-1))
    // What is restored is not news; only what comes from now on is read out.
    if (state.phase === 'ready' && it.ariaLive === 'off') it.ariaLive = 'polite'
  }

  function place(rows: readonly HTMLElement[]): void {
    for (const child of Array.from(it.children)) if (!rows.some((row) => row === child)) child.remove()
    rows.forEach((row, index) => {
      if (it.children[index] !== row) it.insertBefore(row, it.children[index] ?? null)
    })
  }

  function rowOfEntry(entry: Entry, index: number, entries: readonly Entry[]): HTMLElement {
    const own = entry.author === 'customer'
    return row(entry.key, entry.id, own ? 'own' : 'theirs', () => [
      ...stampAfter(entries[index - 1], entry),
      element('span', { class: 'unseen' }, own ? words.youSaid : words.theySaid),
      ...(entry.author === 'operator' ? [element('span', { class: 'who' }, words.operator)] : []),
      ...entry.parts.map((part) =>
        own && part.type === 'text' ? plain(part.text) : drawPart(part, drawing),
      ),
      ...(own && entry.parts.some(({ type }) => type === 'text')
        ? [element('span', { class: 'state' }, words.sent)]
        : []),
    ])
  }

  function rowOfOutgoing({ key, text, state, reason }: Outgoing): HTMLElement {
    return row(key, `${state} ${reason}`, `own ${state}`, () => [
      element('span', { class: 'unseen' }, words.youSaid),
      plain(text),
      state === 'sending'
        ? element('span', { class: 'state' }, words.sending)
        : element(
            'span',
            { class: 'state' },
            `${failureOf(reason)} `,
            button({ class: 'again' }, () => on.tryAgain(key), words.tryAgain),
          ),
    ])
  }

  /** The same element for the same message, however its state changes. */
  function row(key: string, look: string, className: string, content: () => Node[]): HTMLElement {
    const known = drawn.get(key)
    if (known?.look === look) return known.row
    const it = known?.row ?? element('div')
    it.className = `row-of ${className}`
    it.replaceChildren(...content())
    drawn.set(key, { row: it, look })
    return it
  }

  return { it, draw }
}

/** Messages of one side that follow each other stand closer together. */
function markGroups(rows: readonly HTMLElement[]): void {
  rows.forEach((row, index) => {
    const next = rows[index + 1]
    row.classList.toggle('followed', next?.classList.contains('own') === row.classList.contains('own'))
  })
}

/** When it was, if a while has passed since the message before. */
function stampAfter(before: Entry | undefined, { createdAt }: Entry): Node[] {
  const at = Date.parse(createdAt)
  const since = before ? Date.parse(before.createdAt) : Date.now()
  if (Math.abs(at - since) < aWhileMs) return []
  return [element('time', { class: 'stamp', datetime: createdAt }, clock.format(at))]
}

const aWhileMs = 3_600_000
const clock = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})

function createGreeting(choose: (choice: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'greeting' },
    element('h3', {}, words.greeting),
    element('p', {}, words.greetingMore),
    choices(words.starters, choose),
  )
}

function plain(text: string): HTMLElement {
  return element('div', { class: 'bubble plain' }, text)
}

function failureOf(reason: string | undefined): string {
  const { failed } = words
  return reason !== undefined && reason in failed ? (Reflect.get(failed, reason) ?? '') : failed.unreachable
}
