import { keptKey, read, write } from '../browser-storage.ts'
import { isRecord, list, record, text } from './wire.ts'

/** A message on its way: the key stays the same however often it is tried. */
export type Outgoing = { key: string; text: string; state: 'sending' | 'failed'; reason?: string }

/** What the shopper's browser remembers of the chat, so that a reload loses nothing. */
export type Kept = {
  /** Whose chat it is: `anonymous`, or the customer's id. Never shown to anybody else. */
  owner: string
  /** Only an anonymous session is kept; a customer's is asked for anew from the storefront. */
  session?: { token: string; expiresAt: number } | undefined
  conversation?: string | undefined
  outbox: Outgoing[]
  draft: string
}

export type Memory = {
  kept: () => Kept
  change: (changes: Partial<Kept>) => void
  forget: (owner: string) => void
}

export const anonymous = 'anonymous'

export function createMemory(storeId: string): Memory {
  const key = keptKey(storeId)
  let kept = parse(read('localStorage', key))
  return {
    kept: () => kept,
    change(changes) {
      kept = { ...kept, ...changes }
      write('localStorage', key, JSON.stringify(kept))
    },
    forget(owner) {
      kept = empty(owner)
      write('localStorage', key, undefined)
    },
  }
}

function empty(owner: string): Kept {
  return { owner, outbox: [], draft: '' }
}

/** What an older version wrote, or somebody else, is as good as nothing. */
function parse(stored: string | null): Kept {
  if (stored === null) return empty(anonymous)
  try {
    const it = record(JSON.parse(stored))
    return {
      owner: text(it.owner),
      draft: text(it.draft),
      outbox: list(it.outbox).map(record).map(parseOutgoing),
      ...(typeof it.conversation === 'string' && { conversation: it.conversation }),
      ...(isRecord(it.session) && {
        session: { token: text(it.session.token), expiresAt: Number(it.session.expiresAt) },
      }),
    }
  } catch {
    return empty(anonymous)
  }
}

function parseOutgoing(it: Record<string, unknown>): Outgoing {
  return {
    key: text(it.key),
    text: text(it.text),
    state: it.state === 'failed' ? 'failed' : 'sending',
  }
}
