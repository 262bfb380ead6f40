import { failureOf } from './exchange.ts'

/** Long enough for a burst of messages to be told as one. */
const pauseMs = 500

/** Tells the store, once for a burst, up to which message the shopper has seen the conversation. */
export function createReadMark(
  send: (seq: number) => Promise<unknown>,
  signal: AbortSignal,
): { seen: (seq: number) => void; reset: () => void } {
  let known = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))

  /** Not worth a second try: the next message brings it along. An API that knows no read marks is left alone. */
  function failed(error: unknown): void {
    const { kind } = failureOf(error)
    if (kind === 'gone' || kind === 'refused') known = Number.POSITIVE_INFINITY
  }

  return {
    seen(seq) {
      if (seq <= known || signal.aborted) return
      known = seq
      clearTimeout(timer)
      timer = setTimeout(() => send(seq).catch(failed), pauseMs)
    },
    reset() {
      clearTimeout(timer)
      known = 0
    },
  }
}
