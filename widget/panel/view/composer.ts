import { words } from '../words.ts'
import { element, icon, icons } from './element.ts'

export type Composer = {
  it: HTMLElement
  focus: () => void
  write: (text: string) => void
  /** Puts a kept draft back, unless the shopper writes already. */
  restore: (draft: string) => void
  clear: () => void
}

/** As the API has it. */
const longest = 4000
const countFrom = 3600

/** Where the shopper writes: Enter sends, Shift+Enter breaks the line, and what is not sent yet is kept as a draft. */
export function createComposer(on: {
  send: (text: string) => void
  draft: (text: string) => void
}): Composer {
  const input = element('textarea', {
    rows: '1',
    placeholder: words.placeholder,
    'aria-label': words.placeholder,
  })
  const send = element(
    'button',
    { type: 'submit', class: 'send', 'aria-label': words.send },
    icon(...icons.send),
  )
  const counter = element('span', { class: 'counter', role: 'status' })
  const form = element(
    'form',
    { class: 'composer' },
    element('div', { class: 'field' }, input, send),
    counter,
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
    if (text === '' || text.length > longest) return
    clear()
    on.draft('')
    on.send(text)
    input.focus()
  }

  function write(text: string): void {
    input.value = text
    measure()
  }

  function clear(): void {
    write('')
  }

  function measure(): void {
    const { length } = input.value.trim()
    send.disabled = length === 0 || length > longest
    counter.textContent =
      length <= countFrom
        ? ''
        : length > longest
          ? words.tooLong(length - longest)
          : words.left(longest - length)
    counter.classList.toggle('over', length > longest)
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
    clear,
  }
}
