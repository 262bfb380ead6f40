import type { ApiFailure } from '../exchange.ts'
import { words } from '../language.ts'
import type { TalkState } from '../talk-state.ts'
import { button, element } from './element.ts'

const sayingMs = 4000

/** The line under the header that never lets a chat go stale in silence. */
export function createNotice(retryNow: () => void): {
  it: HTMLElement
  draw: (state: TalkState) => void
  /** Shows a sentence for a few seconds. */
  say: (text: string) => void
} {
  const text = element('span')
  const retry = button('.again', {}, retryNow, words.retryNow)
  const it = element('div.notice.apart.small', { role: 'status', hidden: true }, text, retry)
  let said: string | undefined
  let current: TalkState | undefined

  function draw(state: TalkState): void {
    current = state
    const trouble = state.trouble ? wordsFor(state.trouble) : navigator.onLine ? undefined : words.offline
    const line =
      trouble ?? said ?? (state.turn.status === 'failed' && !answered(state) ? words.turnFailed : undefined)
    it.hidden = line === undefined
    retry.hidden = trouble === undefined
    it.classList.toggle('trouble', trouble !== undefined)
    if (line !== undefined && text.textContent !== line) text.textContent = line
  }

  function redraw(): void {
    if (current) draw(current)
  }

  return {
    it,
    draw,
    say(sentence) {
      said = sentence
      redraw()
      setTimeout(() => {
        if (said === sentence) said = undefined
        redraw()
      }, sayingMs)
    },
  }
}

function wordsFor({ kind }: ApiFailure): string {
  if (kind === 'refused' || kind === 'unauthorised') return words.unavailable
  return navigator.onLine ? words.reconnecting : words.offline
}

/** A failed turn ends with an apology in the log; the notice is for a turn that left nothing. */
function answered({ entries }: TalkState): boolean {
  return entries.at(-1)?.author !== 'customer'
}
