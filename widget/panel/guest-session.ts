import { guestKey, read, write } from '../browser-storage.ts'
import { newKey } from './outbox.ts'
import { keptToken, type Token } from './wire.ts'
import { object, text } from './wire-values.ts'

/** A customer who has shown a mailed code. Kept in the tab alone: nobody else shall find it on a shared computer. */
export type Guest = Token & { owner: string }

export function keepGuest(storeId: string, session: Token): Guest {
  const guest = { ...session, owner: newKey() }
  write('sessionStorage', guestKey(storeId), JSON.stringify(guest))
  return guest
}

export function forgetGuest(storeId: string): void {
  write('sessionStorage', guestKey(storeId), undefined)
}

export function keptGuest(storeId: string): Guest | undefined {
  try {
    return readGuest(JSON.parse(read('sessionStorage', guestKey(storeId)) ?? ''))
  } catch {
    return undefined
  }
}

const readGuest = object({ ...keptToken, owner: text })
