import { momentOf } from '../language.ts'
import { element } from './element.ts'

/**
 * Gives the shopper the conversation as a text file, as it stands in the log: no request, and no page that a policy
 * would have to allow.
 */
export function saveConversation(storeName: string, conversation: string, log: HTMLElement): void {
  const head = [storeName, momentOf(Date.now()), conversation].join('\n')
  const said = Array.from(log.children, (row) => (row instanceof HTMLElement ? row.innerText : ''))
  const file = new Blob([[head, ...said].join('\n\n')], { type: 'text/plain;charset=utf-8' })
  const href = URL.createObjectURL(file)
  element('a', { href, download: `${storeName}.txt` }).click()
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}
