import { counted, words } from '../language.ts'
import { longestMessage } from '../wire.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type Composer = {
  it: HTMLElement
  focus: () => void
  write: (text: string) => void
  /** Puts a kept draft back, unless the shopper writes already. */
  restore: (draft: string) => void
  /** What the next message is about; stands above the field until it is sent or taken away. */
  setAbout: (about: string | undefined) => void
}

/** From here on the characters are counted. */
const countFrom = 3600

/**
 * Where the shopper writes: Enter sends, Shift+Enter breaks the line, and what is not sent yet is kept as a draft.
 * `beside` is under the field.
 */
export function createComposer(
  beside: readonly HTMLElement[],
  on: { send: (text: string) => void; draft: (text: string) => void; forgetContext: () => void },
): Composer {
  const input = element('textarea', {
    rows: '1',
    dir: 'auto',
    placeholder: words.placeholder,
    'aria-label': words.placeholder,
    enterkeyhint: 'send',
  })
  const send = element('button.send.box', { type: 'submit', 'aria-label': words.send }, icon(icons.arrow))
  const counter = element('span.counter', { role: 'status' })
  const topic = element('span')
  const about = element(
    'p.about.apart.small',
    { hidden: true },
    topic,
    button('.tool.box', { 'aria-label': words.remove }, forget, icon(icons.close)),
  )
  const form = element(
    'form.composer',
    {},
    about,
    element('div.field', {}, input, send),
    element('div.under.apart.quiet-small', {}, ...beside, counter),
  )
  measure()

  input.addEventListener('input', () => {
    measure()
    on.draft(input.value)
  })
  input.addEventListener('keydown', (event) => {
    // Enter that ends the composition of a character (Chinese, Japanese, Korean) is not ours.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })

  function submit(): void {
    const text = input.value.trim()
    if (text === '' || text.length > longestMessage) return
    write('')
    on.draft('')
    on.send(text)
    input.focus()
  }

  function forget(): void {
    on.forgetContext()
    input.focus()
  }

  function write(text: string): void {
    input.value = text
    measure()
  }

  function measure(): void {
    const { length } = input.value.trim()
    const left = longestMessage - length
    send.disabled = length === 0 || left < 0
    counter.textContent =
      length <= countFrom ? '' : left < 0 ? counted(words.tooLong, -left) : counted(words.left, left)
    counter.classList.toggle('too-long', left < 0)
    input.style.blockSize = 'auto'
    if (input.scrollHeight > 0) input.style.blockSize = `${input.scrollHeight}px`
  }

  return {
    it: form,
    focus() {
      measure()
      input.focus()
    },
    write,
    restore(draft) {
      if (input.value === '') write(draft)
    },
    setAbout(text) {
      about.hidden = text === undefined
      topic.textContent = text ?? ''
    },
  }
}
