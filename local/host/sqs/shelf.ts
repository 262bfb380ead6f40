import type { Message } from './message.ts'

/** Keeps the messages that can be received now, in the order in which they are given out. */
export type Shelf = {
  put: (message: Message) => void
  /** Takes the next ones; they are in hand until `settle`. */
  take: (most: number) => Message[]
  /** Holds a message that is delayed as if it were in hand: on a FIFO queue its group waits for it. */
  hold: (message: Message) => void
  /** What was in hand is deleted, or comes back by `put`. */
  settle: (message: Message) => void
  /** Takes away a message that nobody has in hand. */
  drop: (message: Message) => void
  readonly size: number
}

/** First come, first served, whatever else is in hand. */
export function standardShelf(): Shelf {
  const ready = new Set<Message>()
  return {
    put: (message) => ready.add(message),
    take: (most) => {
      const taken: Message[] = []
      for (const message of ready) {
        if (taken.length === most) break
        ready.delete(message)
        taken.push(message)
      }
      return taken
    },
    hold: () => {},
    settle: () => {},
    drop: (message) => ready.delete(message),
    get size() {
      return ready.size
    },
  }
}

/** In order within a group, and nothing of a group while any of it is in hand. One receive may take several of a group. */
export function fifoShelf(): Shelf {
  const groups = new Map<string, { ready: Message[]; held: Set<string> }>()
  const groupOf = ({ groupId = '' }: Message) => {
    const group = groups.get(groupId) ?? { ready: [], held: new Set() }
    groups.set(groupId, group)
    return group
  }
  const tidy = ({ groupId = '' }: Message): void => {
    const group = groups.get(groupId)
    if (group?.ready.length === 0 && group.held.size === 0) groups.delete(groupId)
  }
  return {
    put: (message) => {
      const { ready } = groupOf(message)
      const after = ready.findIndex(({ sequence }) => sequence > message.sequence)
      ready.splice(after < 0 ? ready.length : after, 0, message)
    },
    take: (most) => {
      const taken: Message[] = []
      for (const { ready, held } of groups.values()) {
        if (held.size > 0) continue
        const next = ready.splice(0, most - taken.length)
        for (const { id } of next) held.add(id)
        taken.push(...next)
        if (taken.length === most) break
      }
      return taken
    },
    hold: (message) => groupOf(message).held.add(message.id),
    settle: (message) => {
      groups.get(message.groupId ?? '')?.held.delete(message.id)
      tidy(message)
    },
    drop: (message) => {
      const group = groupOf(message)
      group.ready = group.ready.filter(({ id }) => id !== message.id)
      tidy(message)
    },
    get size() {
      return [...groups.values()].reduce((sum, { ready }) => sum + ready.length, 0)
    },
  }
}
