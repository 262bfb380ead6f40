import type { Locator, Page } from 'playwright-core'

/** The chat on a page, as far as a picture needs it. */
export type Chat = {
  it: Locator
  open: () => Promise<void>
  write: (text: string) => Promise<void>
  /** Opens, writes, and waits for the answer. */
  ask: (text: string) => Promise<void>
  /** Does something and waits for what the store says to it. */
  answerTo: (action: () => Promise<unknown>) => Promise<void>
}

export function chatOn(page: Page): Chat {
  const it = page.getByRole('dialog')
  const input = it.locator('textarea')
  const answers = it.locator('.row-of.theirs')

  /** With an empty conversation: an earlier one of the same customer is left behind. */
  async function open(): Promise<void> {
    await page.locator('.launcher').click()
    await it.waitFor()
    await it.locator('.skeleton').waitFor({ state: 'hidden' })
    await it.locator('.tool.more').click()
    await it.locator('.menu button').last().click()
    await it.locator('.greeting').waitFor()
    await input.focus()
  }

  async function write(text: string): Promise<void> {
    await input.fill(text)
    await input.press('Enter')
  }

  async function answerTo(action: () => Promise<unknown>): Promise<void> {
    const before = await answers.count()
    await action()
    await answers.nth(before).waitFor()
    await it.locator('.working').waitFor({ state: 'hidden' })
  }

  return {
    it,
    open,
    write,
    async ask(text) {
      await open()
      await answerTo(() => write(text))
    },
    answerTo,
  }
}
