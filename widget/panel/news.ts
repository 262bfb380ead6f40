import type { Frame } from './wire.ts'

/** Looks for what is new; returns in how many milliseconds there may be more, or nothing if none is expected. */
export type Look = () => Promise<number | undefined>

/** Who wants the news of a conversation. */
export type Listener = {
  /** By the REST API. */
  look: Look
  /** By the live path. */
  hear: (frame: Frame) => Promise<void>
  /** Each failure, and then `undefined` for the recovery. */
  trouble: (error: unknown) => void
  conversation: () => string | undefined
  /** The `seq` up to which every message is here. */
  cursor: () => number
  /** Whether there is a message that is not here yet. */
  isBehind: () => boolean
  /** In how many milliseconds there may be more, as `look` says it. */
  due: () => number | undefined
}

/** How news come: the one place that decides it is `live-news.ts`. */
export type News = {
  /** Something may be different now, the network or who sees this tab: looks, or asks the other side. */
  wake: () => void
  after: (ms: number) => void
  /** It is another conversation from now on. */
  leave: () => void
}
