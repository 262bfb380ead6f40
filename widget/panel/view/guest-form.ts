import { failureOf } from '../exchange.ts'
import { failureWords, fill, words } from '../language.ts'
import { button, element } from './element.ts'
import { icon, icons } from './icon.ts'

export type GuestForm = { it: HTMLElement; open: () => void; close: () => void }

/**
 * For a shopper who is not logged in: an order's number and its e-mail address bring a code by mail, and the code
 * shows whose order it is. Then their question is asked.
 */
export function createGuestForm(on: {
  askForCode: (orderId: string, email: string) => Promise<void>
  redeemCode: (code: string) => Promise<void>
  /** The shopper is known; `question` asks where the order is. */
  done: (question: string) => void
  closed: () => void
}): GuestForm {
  const order = field('guest-order', words.guest.order, { maxlength: '64', autocomplete: 'off' })
  const email = field('guest-email', words.guest.email, {
    type: 'email',
    maxlength: '254',
    autocomplete: 'email',
  })
  const code = field('guest-code', words.guest.code, {
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    pattern: '[0-9]{6}',
    maxlength: '6',
  })
  const says = element('p.quiet', { role: 'status' })
  const submit = element('button.answer.primary', { type: 'submit' })
  const it = element(
    'form.card.guest',
    { hidden: true, 'aria-label': words.findOrder },
    element(
      'div.apart',
      {},
      element('h3', {}, words.findOrder),
      button('.tool.box', { 'aria-label': words.remove }, leave, icon(icons.close)),
    ),
    says,
    order.it,
    email.it,
    code.it,
    submit,
  )
  let mailed = false

  it.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!submit.disabled) void (mailed ? redeem() : mail())
  })

  async function mail(): Promise<void> {
    await trying(async () => {
      await on.askForCode(order.input.value.trim(), email.input.value.trim())
      step(true)
      code.input.focus()
    })
  }

  async function redeem(): Promise<void> {
    const id = order.input.value.trim()
    await trying(async () => {
      await on.redeemCode(code.input.value)
      close()
      on.done(fill(words.guest.question, { id }))
    })
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    submit.disabled = true
    try {
      await work()
    } catch (error) {
      const { code: problem, kind } = failureOf(error)
      says.textContent = refusals[problem]?.() ?? failureWords(kind)
    } finally {
      submit.disabled = false
    }
  }

  function step(hasMailed: boolean): void {
    mailed = hasMailed
    order.it.hidden = email.it.hidden = mailed
    code.it.hidden = !mailed
    order.input.required = email.input.required = !mailed
    code.input.required = mailed
    says.textContent = mailed ? words.guest.mailed : words.guest.explain
    submit.textContent = mailed ? words.guest.verify : words.guest.mailCode
  }

  function close(): void {
    it.hidden = true
    it.reset()
  }

  function leave(): void {
    close()
    on.closed()
  }

  return {
    it,
    open() {
      step(false)
      it.hidden = false
      order.input.focus()
    },
    close,
  }
}

function field(id: string, label: string, attributes: Record<string, string>) {
  const input = element('input', { id, ...attributes })
  return { it: element('label.small', { for: id }, label, input), input }
}

const refusals: Readonly<Record<string, () => string>> = {
  code_invalid: () => words.guest.invalid,
  guest_off: () => words.guest.off,
}
