import type { Memory, Outgoing } from './memory.ts'

export type Outbox = {
  all: () => readonly Outgoing[]
  /** Those that may have arrived, whatever became of the answer: not what was written before `settle`. */
  tried: () => readonly Outgoing[]
  find: (key: string) => Outgoing | undefined
  /** Returns the new message's key: whoever sends it again sends it with the same. */
  add: (text: string) => string
  mark: (key: string, changes: Partial<Outgoing>) => void
  drop: (...keys: string[]) => void
  clear: () => void
  /** It is settled whose chat this is: what was written meanwhile joins what that shopper had left. */
  settle: () => void
}

/** The messages that are on their way; kept, so that a reload loses none. */
export function createOutbox(memory: Memory): Outbox {
  let early: readonly Outgoing[] | undefined = []

  const all = () => early ?? memory.kept().outbox
  function change(to: readonly Outgoing[]): void {
    if (early) early = to
    else memory.change({ outbox: [...to] })
  }

  return {
    all,
    tried: () => (early ? [] : all()),
    find: (key) => all().find((it) => it.key === key),
    add(text) {
      const key = newKey()
      change([...all(), { key, text, state: 'sending' }])
      return key
    },
    mark: (key, changes) => change(all().map((it) => (it.key === key ? { ...it, ...changes } : it))),
    drop: (...keys) => change(all().filter((it) => !keys.includes(it.key))),
    clear: () => change([]),
    settle() {
      const written = early ?? []
      early = undefined
      change([...memory.kept().outbox, ...written])
    },
  }
}

/** Nobody else's: of 128 random bits. */
export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
