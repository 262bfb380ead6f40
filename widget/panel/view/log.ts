import type { Decision } from '../decisions.ts'
import { failureWords, words } from '../language.ts'
import type { Outgoing } from '../memory.ts'
import type { Draft } from '../reading.ts'
import type { TalkState } from '../talk-state.ts'
import type { Entry } from '../transcript.ts'
import { createConfirmations } from './confirmation.ts'
import { button, element, unseen } from './element.ts'
import { createFeedbacks, type Rate } from './feedback.ts'
import { createGreeting } from './greeting.ts'
import { drawPart } from './parts.ts'
import { stampAfter } from './stamp.ts'

type On = {
  choose: (choice: string) => void
  tryAgain: (key: string) => void
  decide: (decision: Decision) => void
  rate: Rate
  /** Time has passed for an open confirmation. */
  timePassed: () => void
}

/** The messages: drawn once each, in the order of the conversation, announced by the live region as they come. */
export function createLog(on: On): { it: HTMLElement; draw: (state: TalkState) => void } {
  const it = element('div.log', { role: 'log', 'aria-label': words.log, 'aria-live': 'off' })
  const drawn = new Map<string, { row: HTMLElement; look: string }>()
  const greeting = createGreeting(on.choose)
  const confirmations = createConfirmations(on)
  const feedbacks = createFeedbacks(on.rate)
  const drawing = { choose: on.choose, confirmation: confirmations.card }

  function draw(state: TalkState): void {
    const { entries, draft, outbox, phase } = state
    const drafts = draft ? [draft] : []
    const rows = [...entries.map(rowOfEntry), ...drafts.map(rowOfDraft), ...outbox.map(rowOfOutgoing)]
    // Before the message takes the draft's place, which is read out as a whole.
    it.ariaBusy = String(draft !== undefined)
    markGroups(rows)
    place(phase === 'ready' && rows.length === 0 && !state.ended ? [greeting] : rows)
    confirmations.draw(state)
    feedbacks.draw(state)
    const keys = new Set([...entries, ...drafts, ...outbox].map(({ key }) => key))
    for (const key of drawn.keys()) if (!keys.has(key)) drawn.delete(key)
    // What is restored is not news; only what comes from now on is read out.
    if (phase === 'ready' && it.ariaLive === 'off') it.ariaLive = 'polite'
  }

  function place(rows: readonly HTMLElement[]): void {
    const wanted = new Set<Element>(rows)
    for (const child of Array.from(it.children)) if (!wanted.has(child)) child.remove()
    rows.forEach((row, index) => {
      const there = it.children[index]
      if (there !== row) it.insertBefore(row, there ?? null)
    })
  }

  function rowOfEntry(entry: Entry, index: number, entries: readonly Entry[]): HTMLElement {
    const { author, parts, seq } = entry
    const own = author === 'customer'
    return row(entry.key, entry.id, own ? 'own' : 'theirs', () => [
      ...stampAfter(entries[index - 1], entry),
      unseen(own ? words.youSaid : words.theySaid),
      ...(author === 'operator' ? [element('span.who.quiet-small.strong', {}, words.operator)] : []),
      ...parts.map((part) => (own && part.type === 'text' ? plain(part.text) : drawPart(part, drawing))),
      ...(own && parts.some(({ type }) => type === 'text')
        ? [element('span.state.quiet-small', {}, words.sent)]
        : []),
      ...(isAnswer(entry) ? [feedbacks.bar(seq)] : []),
    ])
  }

  /** For the eyes alone: who listens shall not hear it again with every sentence. */
  function rowOfDraft({ key, text }: Draft): HTMLElement {
    return row(key, text, 'theirs', () => {
      const bubble = drawPart({ type: 'text', text }, drawing)
      bubble.ariaHidden = 'true'
      return [bubble]
    })
  }

  function rowOfOutgoing({ key, text, state, reason }: Outgoing): HTMLElement {
    return row(key, `${state} ${reason}`, `own ${state}`, () => [
      unseen(words.youSaid),
      plain(text),
      state === 'sending'
        ? element('span.state.quiet-small', {}, words.sending)
        : element(
            'span.state.quiet-small',
            {},
            `${failureWords(reason)} `,
            button('.again', {}, () => on.tryAgain(key), words.tryAgain),
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

/** A question back to the shopper is none, nor is an apology. */
function isAnswer({ author, parts }: Entry): boolean {
  return author === 'assistant' && !parts.some(({ type }) => /^(confirmation|choices|system)$/.test(type))
}

/** Messages of one side that follow each other stand closer together. */
function markGroups(rows: readonly HTMLElement[]): void {
  const isOwn = (row: HTMLElement | undefined) => row?.classList.contains('own')
  rows.forEach((row, index) => {
    row.classList.toggle('followed', isOwn(rows[index + 1]) === isOwn(row))
    row.classList.toggle('last', index === rows.length - 1)
  })
}

function plain(text: string): HTMLElement {
  return element('div.bubble.plain', { dir: 'auto' }, text)
}
