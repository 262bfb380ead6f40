import type { Outgoing } from './memory.ts'
import type { Message } from './wire.ts'

/** A message in the log. `key` names its bubble and stays the same from the moment the shopper pressed Enter. */
export type Entry = Message & { key: string }

export type Transcript = {
  /** By `seq`. */
  entries: () => readonly Entry[]
  /** The `seq` up to which everything has been read; not our own newest message, since another may precede it. */
  cursor: () => number
  /**
   * Adds messages; returns what others newly said, and the keys of outgoing messages that turn out to have arrived. The
   * first of the others' takes the place of the draft.
   */
  add: (
    data: readonly Message[],
    after: number,
    outbox: readonly Outgoing[],
    draftKey: string | undefined,
  ) => { fresh: Message[]; delivered: string[] }
  addOwn: (accepted: { id: string; seq: number; text: string; key: string }) => void
  clear: () => void
}

export function createTranscript(): Transcript {
  let entries: readonly Entry[] = []
  let cursor = 0

  function insert(entry: Entry): void {
    entries = [...entries, entry].sort((a, b) => a.seq - b.seq)
  }

  return {
    entries: () => entries,
    cursor: () => cursor,
    add(data, after, outbox, draftKey) {
      const fresh: Message[] = []
      const delivered: string[] = []
      for (const message of data) {
        if (entries.some((it) => it.id === message.id)) continue
        const own =
          message.author === 'customer' &&
          outbox.find((it) => isSame(it, message) && !delivered.includes(it.key))
        if (own) delivered.push(own.key)
        const isFirst = message.author !== 'customer' && fresh.push(message) === 1
        const key = own ? own.key : (isFirst && draftKey) || message.id
        insert({ ...message, key })
      }
      cursor = Math.max(cursor, after)
      return { fresh, delivered }
    },
    addOwn({ id, seq, text, key }) {
      if (entries.some((it) => it.id === id)) return
      const createdAt = new Date().toISOString()
      insert({ id, seq, key, author: 'customer', parts: [{ type: 'text', text }], createdAt })
    },
    clear() {
      entries = []
      cursor = 0
    },
  }
}

/** An answer that was lost on its way back leaves a message that looks failed, and has arrived. */
function isSame(outgoing: Outgoing, message: Message): boolean {
  const part = message.parts[0]
  return part?.type === 'text' && part.text.trim() === outgoing.text.trim()
}
