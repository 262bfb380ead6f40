import { keptKey, read } from '../../../widget/browser-storage.ts'

interface Kept {
  readonly owner?: unknown
  readonly conversation?: unknown
}

/** The conversation that the chat has open in this browser, if it is this visitor's. */
export function openConversation(): string | undefined {
  const { store = '', customer = '' } = document.body.dataset
  try {
    const { owner, conversation }: Kept = JSON.parse(read('localStorage', keptKey(store)) ?? '{}')
    const isTheirs = customer === '' || owner === customer
    return isTheirs && typeof conversation === 'string' && conversation !== '' ? conversation : undefined
  } catch {
    return undefined
  }
}
