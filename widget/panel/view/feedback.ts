import type { Feedback } from '../api.ts'
import { failureOf } from '../exchange.ts'
import { failureWords, words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type Rate = (feedback: Feedback) => Promise<void>
type Bar = { it: HTMLElement; draw: (state: TalkState) => void }

/** Under each answer: was it good? Who says no is asked why, and need not answer. */
export function createFeedbacks(rate: Rate): {
  bar: (seq: number) => HTMLElement
  draw: (state: TalkState) => void
} {
  let bars: Bar[] = []
  return {
    bar(seq) {
      const bar = createBar(seq, rate)
      bars.push(bar)
      return bar.it
    },
    draw(state) {
      bars = bars.filter(({ it }) => it.isConnected)
      for (const { draw } of bars) draw(state)
    },
  }
}

function createBar(seq: number, rate: Rate): Bar {
  const thumbs = [thumb('up', words.good), thumb('down', words.bad)]
  const said = element('span')
  const comment = element('input', {
    'aria-label': words.whatWasWrong,
    placeholder: words.whatWasWrong,
    maxlength: '1000',
  })
  const form = element(
    'form.why',
    { hidden: true },
    comment,
    element('button', { type: 'submit' }, words.send),
  )
  const it = element('div.feedback.quiet-small', {}, ...thumbs, said, form)
  let sending: string | undefined
  let rated: string | undefined

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const written = comment.value.trim()
    void send({ seq, rating: 'down', ...(written && { comment: written }) }, false)
  })

  function thumb(rating: Feedback['rating'], label: string): HTMLButtonElement {
    return button(
      `.thumb.box.${rating}`,
      { 'aria-label': label, title: label, 'data-rating': rating },
      () => void send({ seq, rating }, rating === 'down'),
      icon(icons.thumb),
    )
  }

  async function send(feedback: Feedback, thenAsk: boolean): Promise<void> {
    if (sending) return
    const wasWriting = comment.matches(':focus')
    sending = feedback.rating
    said.textContent = ''
    press()
    try {
      await rate(feedback)
      if (!thenAsk) said.textContent = words.thanks
      form.hidden = !thenAsk
      if (thenAsk) comment.focus()
      else if (wasWriting) thumbs[1]?.focus()
    } catch (error) {
      said.textContent = failureWords(failureOf(error).kind)
    } finally {
      sending = undefined
      press()
    }
  }

  function press(): void {
    const pressed = sending ?? rated
    if (pressed) it.dataset.rated = pressed
    else delete it.dataset.rated
    for (const each of thumbs) each.ariaPressed = String(each.dataset.rating === pressed)
  }

  press()
  return {
    it,
    draw(state) {
      const rating = state.ratingOf(seq)
      if (rating === rated) return
      rated = rating
      press()
    },
  }
}
