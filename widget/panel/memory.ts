import { keptKey, read, write } from '../browser-storage.ts'
import { createTabs } from './tabs.ts'
import { keptToken, type Token } from './wire.ts'
import { listOf, mapOf, maybe, object, text } from './wire-values.ts'

/** A message on its way: the key stays the same however often it is tried. */
export type Outgoing = { key: string; text: string; state: 'sending' | 'failed'; reason?: string }

/** What the shopper's browser remembers of the chat, so that a reload loses nothing. */
export type Kept = {
  /** Whose chat it is: `anonymous`, or the customer's id. Never shown to anybody else. */
  owner: string
  /** Only an anonymous session is kept; a customer's is asked for anew from the storefront. */
  session?: Token | undefined
  /** `''`: the shopper wants a new one. */
  conversation?: string | undefined
  outbox: Outgoing[]
  draft: string
  /** What the shopper thinks of answers, by `seq`: `up` or `down`. */
  ratings: Readonly<Record<string, string>>
}

/** Kept in this browser and shared by its tabs. */
export type Memory = {
  kept: () => Kept
  change: (changes: Partial<Kept>) => void
  forget: (owner: string) => void
  /** The shopper logs out, in every tab. */
  leave: () => void
  /** What another tab has written a moment ago, though it has not been told yet. */
  catchUp: () => void
  /** Tells the other tabs that there is a message up to `seq`. */
  tellNews: (seq: number) => void
  close: () => void
}

type Said = { kept: Kept } | { left: string } | { seq: number; conversation: string | undefined }

export const anonymous = 'anonymous'

/** `on` tells what other tabs do: `change` what is kept, `news` a message, `left` that the shopper has logged out. */
export function createMemory(
  storeId: string,
  on: { change: () => void; news: (seq: number) => void; left: () => void },
): Memory {
  const key = keptKey(storeId)
  let kept = parse(read('localStorage', key)) ?? empty(anonymous)
  const tabs = createTabs<Said>(key, (said) => {
    if ('kept' in said) adopt(said.kept)
    else if ('seq' in said) {
      if (said.conversation === kept.conversation) on.news(said.seq)
    } else if (said.left === kept.owner) on.left()
  })

  /** Another shopper's is none of ours; a draft is each tab's own. */
  function adopt(theirs: Kept): void {
    if (theirs.owner !== kept.owner) return
    kept = { ...theirs, draft: kept.draft }
    on.change()
  }

  function forget(owner: string): void {
    kept = empty(owner)
    write('localStorage', key, undefined)
  }

  return {
    kept: () => kept,
    change(changes) {
      // Somebody else may have logged in, in another tab: then this tab keeps its chat to itself.
      const stored = parse(read('localStorage', key))
      const isOurs = !stored || stored.owner === kept.owner
      kept = { ...kept, ...changes }
      if (isOurs) write('localStorage', key, JSON.stringify(kept))
      if (!('draft' in changes)) tabs.tell({ kept })
    },
    forget,
    leave() {
      tabs.tell({ left: kept.owner })
      forget(anonymous)
    },
    catchUp() {
      const stored = parse(read('localStorage', key))
      if (stored) adopt(stored)
    },
    tellNews: (seq) => tabs.tell({ seq, conversation: kept.conversation }),
    close: tabs.close,
  }
}

function empty(owner: string): Kept {
  return { owner, outbox: [], draft: '', ratings: {} }
}

const readKept = object({
  owner: text,
  draft: text,
  outbox: listOf(
    object({
      key: text,
      text,
      state: (it): Outgoing['state'] => (it === 'failed' ? 'failed' : 'sending'),
    }),
  ),
  ratings: mapOf(text),
  conversation: maybe(text),
  session: maybe(object(keptToken)),
})

/** What an older version wrote, or somebody else, is as good as nothing. */
function parse(stored: string | null): Kept | undefined {
  try {
    return stored === null ? undefined : readKept(JSON.parse(stored))
  } catch {
    return undefined
  }
}
