import type { Receipt } from './claims/check-claims.ts'
import { unfoundedClaim } from './founded.ts'
import type { Step } from './records.ts'
import { text } from './wording.ts'

/** What the customer sees of a reply while the model writes it. */
export interface Draft {
  /** A reply begins: one before it is taken back. It is judged as the reply itself will be, by these steps. */
  begin(steps: readonly Step[]): (textSoFar: string) => void
  /** The reply is complete, and its message will take the draft's place. */
  end(): void
  takeBack(): void
}

/** Characters: what is longer grows no further, since every frame has all of it. */
const longest = 10_000

/** A reply in the making. */
interface Writing {
  text: string
  isStopped: boolean
  isChecking: boolean
}

/**
 * Shows a reply sentence by sentence, as long as it claims nothing that no receipt bears out: what the check would stop
 * is not shown for a moment either. `show` is given all of the text each time, and '' to take it back.
 */
export function liveDraft(show: (text: string) => void, receipts: () => Promise<readonly Receipt[]>): Draft {
  let shown = ''
  let current: Writing | undefined

  function takeBack(): void {
    current = undefined
    if (shown !== '') show('')
    shown = ''
  }

  /** One check at a time, always of the newest text. */
  async function check(writing: Writing, steps: readonly Step[]): Promise<void> {
    for (;;) {
      const said = wholeSentences(writing.text)
      if (said.length <= shown.length || said.length > longest) return
      const claim = await unfoundedClaim([text(said)], steps, receipts)
      if (writing !== current) return
      writing.isStopped = claim !== undefined
      if (writing.isStopped) return
      shown = said
      show(said)
    }
  }

  return {
    begin(steps) {
      takeBack()
      let writing = newWriting()
      current = writing
      return (textSoFar) => {
        if (writing !== current) return
        if (!textSoFar.startsWith(writing.text)) {
          // Another model has taken over, and begins anew.
          takeBack()
          writing = newWriting()
          current = writing
        }
        const own = writing
        own.text = textSoFar
        if (own.isStopped || own.isChecking) return
        own.isChecking = true
        check(own, steps)
          .catch(() => {
            own.isStopped = true
          })
          .finally(() => {
            own.isChecking = false
          })
      }
    },
    end() {
      current = undefined
    },
    takeBack,
  }
}

function newWriting(): Writing {
  return { text: '', isStopped: false, isChecking: false }
}

/** Where a sentence is over, whatever comes next: at white space after its end, or at a line's. */
const sentenceEnd = /\n|[.!?…؟]["'”’»)\]*_]*(?=\s)|[。！？]["'”’」』）]*/gu

/** Without white space around it, as the message will be. */
function wholeSentences(written: string): string {
  let end = 0
  for (const { 0: found, index } of written.matchAll(sentenceEnd)) end = index + found.length
  return written.slice(0, end).trim()
}
