import type { Api } from './api.ts'
import type { Outbox } from './outbox.ts'
import { createTranscript, type Entry } from './transcript.ts'
import type { Accepted, Frame, Message, Turn } from './wire.ts'

/** A reply while it is written. `key` names its bubble, which the message takes over. */
export type Draft = { key: string; text: string }

/** What this page knows of the conversation, by pages of the REST API and by frames of the live path. */
export type Reading = {
  entries: () => readonly Entry[]
  turn: () => Turn
  draft: () => Draft | undefined
  /** The `seq` up to which every message is here. */
  cursor: () => number
  /** There is a message with this `seq`. */
  tell: (seq: number) => void
  /** Whether there is a message that is not here yet. */
  isBehind: () => boolean
  /** How soon the API wants to be asked again while something is expected. */
  pollAfterMs: () => number
  /** Reads page after page to the newest message. While nothing is new, that costs the API no more than to say so. */
  readNew: (conversation: string) => Promise<void>
  hear: (frame: Frame, conversation: string) => Promise<void>
  /** The API has taken the shopper's own message. */
  accept: (own: { key: string; text: string }, accepted: Accepted) => void
  /** Another conversation comes. */
  forget: () => void
}

const idle: Turn = { number: 0, status: 'idle', working: [] }

export function createReading(
  api: Api,
  outbox: Outbox,
  on: {
    isWanted: (conversation: string) => boolean
    /** Whether any message has come, and what others newly said. */
    learnt: (hasMore: boolean, fresh: readonly Message[]) => void
  },
): Reading {
  const transcript = createTranscript()
  const { entries, cursor } = transcript
  /** What each specialist has written of the reply to the current turn. */
  const written = new Map<string, string>()
  let drafts = 0
  let turn = idle
  let version = 0
  let told = 0
  let pollAfterMs = 1000
  let etag: string | null = null

  const isBehind = () => told > cursor()

  /** As the message will have it. */
  function draft(): Draft | undefined {
    const texts = turn.working.map(({ specialist }) => written.get(specialist))
    const text = texts.filter(Boolean).join('\n\n')
    return text ? { key: `draft-${drafts}`, text } : undefined
  }

  function endDraft(): void {
    written.clear()
    drafts += 1
  }

  function tell(seq: number): void {
    told = Math.max(told, seq)
  }

  function follow(next: Turn): void {
    if (next.number !== turn.number) endDraft()
    turn = next
  }

  /** Frames may overtake each other, and the answer to what the shopper did. */
  function followNewer(next: { turn: Turn; version: number }): void {
    if (next.version < version || next.turn.number < turn.number) return
    version = next.version
    follow(next.turn)
  }

  /** Returns what others newly said. */
  function add(data: readonly Message[], after: number): readonly Message[] {
    const { fresh, delivered } = transcript.add(data, after, outbox.tried(), draft()?.key)
    if (delivered.length > 0) outbox.drop(...delivered)
    if (fresh.length > 0) endDraft()
    return fresh
  }

  async function readNew(conversation: string): Promise<void> {
    for (let more = true; more; ) {
      const upTo = cursor()
      const read = await api.messages(conversation, upTo, etag)
      if (!read || !on.isWanted(conversation)) return
      const { data, page } = read
      etag = page.after === upTo ? read.etag : null
      pollAfterMs = read.pollAfterMs
      const fresh = add(data, page.after)
      follow(read.turn)
      on.learnt(cursor() > upTo, fresh)
      more = page.hasMore
    }
  }

  return {
    entries,
    turn: () => turn,
    draft,
    cursor,
    tell,
    isBehind,
    pollAfterMs: () => pollAfterMs,
    readNew,
    async hear(frame, conversation) {
      if (!on.isWanted(conversation)) return
      const upTo = cursor()
      let fresh: readonly Message[] = []
      if (frame.type === 'draft') {
        if (frame.turn === turn.number) written.set(frame.specialist, frame.text)
      } else if (frame.type === 'message') {
        const { seq } = frame.message
        tell(seq)
        if (seq === upTo + 1) fresh = add([frame.message], seq)
      } else if (frame.type === 'turn') {
        tell(frame.lastSeq)
        if (frame.lastSeq === upTo) followNewer(frame)
      } else {
        fresh = add(frame.data, frame.page.after)
        followNewer(frame)
        if (frame.page.hasMore) tell(cursor() + 1)
      }
      on.learnt(cursor() > upTo, fresh)
      if (frame.type === 'messages' && isBehind()) await readNew(conversation)
    },
    accept({ key, text }, { message: { id, seq }, turn: begun }) {
      // Of a message that is here already the turn is known better.
      if (seq > cursor()) follow(begun)
      tell(seq)
      transcript.addOwn({ id, seq, text, key })
      outbox.drop(key)
    },
    forget() {
      transcript.clear()
      follow(idle)
      version = 0
      told = 0
      etag = null
    },
  }
}
