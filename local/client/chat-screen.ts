import type { Message, Turn } from './api-client.ts'
import type { Paint } from './paint.ts'
import { linesOfPart } from './part-text.ts'

export interface ChatScreen {
  /** Who is working: one line that changes in place on a terminal, a line each in a pipe. */
  turn: (turn: Turn) => void
  answered: (messages: readonly Message[]) => void
  line: (text: string) => void
}

/** What the terminal chat shows. `live` is a terminal on which a line can be written over. */
export function chatScreen(write: (text: string) => void, paint: Paint, live: boolean): ChatScreen {
  let shown = ''

  function erase(): void {
    if (live && shown !== '') write('\r\u001b[2K')
    shown = ''
  }

  return {
    turn({ status, working }) {
      const activities = working.map(({ activity }) => activity).join(' · ')
      const text = status === 'thinking' ? `… ${activities || 'reading your message'}` : ''
      if (text === shown) return
      erase()
      if (text !== '') write(paint('gray', text) + (live ? '' : '\n'))
      shown = text
    },
    answered(messages) {
      erase()
      for (const { author, parts } of messages) {
        const name = author === 'assistant' ? 'store' : author
        const lines = parts.flatMap((part, index) => [
          ...(index === 0 ? [] : ['']),
          ...linesOfPart(part, paint),
        ])
        const [first = '', ...rest] = lines
        const indented = rest.map((line) => (line === '' ? '' : `       ${line}`))
        write(`${[`${paint('green', name.padEnd(6))} ${first}`, ...indented].join('\n')}\n\n`)
      }
    },
    line(text) {
      erase()
      write(`${text}\n`)
    },
  }
}
