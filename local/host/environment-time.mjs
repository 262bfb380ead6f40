/**
 * Makes `Date` and `AbortSignal.timeout` of this thread follow the clock of the host. `ahead[0]`: how many milliseconds
 * that is ahead of the real time; `firstSignal[0]`: where the host reads when the first signal of the event in work is due.
 */
export function followClock(ahead, firstSignal) {
  const RealDate = Date
  const realNow = Date.now
  const now = () => realNow() + ahead[0]
  const waiting = new Set()
  let eventCount = 0

  RealDate.now = now
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
  })
  RealDate.prototype.constructor = globalThis.Date

  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    const wait = { due: now() + ms, controller, event: eventCount, timer: undefined }
    waiting.add(wait)
    setTimer(wait)
    tellFirst()
    return controller.signal
  }

  function setTimer(wait) {
    clearTimeout(wait.timer)
    const ms = Math.min(Math.max(0, wait.due - now()), longestTimerMs)
    wait.timer = setTimeout(() => (wait.due <= now() ? fire(wait) : setTimer(wait)), ms)
    wait.timer.unref()
  }

  function fire(wait) {
    clearTimeout(wait.timer)
    waiting.delete(wait)
    tellFirst()
    wait.controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }

  /** Signals of earlier events may still be there; nothing waits for them any more. */
  function tellFirst() {
    let first = Number.POSITIVE_INFINITY
    for (const { due, event } of waiting) if (event === eventCount) first = Math.min(first, due)
    firstSignal[0] = first
  }

  return {
    eventBegins() {
      eventCount += 1
      tellFirst()
    },
    /** Time was made to pass: what is due fires now. */
    timePassed() {
      for (const wait of [...waiting].sort((a, b) => a.due - b.due)) {
        if (wait.due <= now()) fire(wait)
        else setTimer(wait)
      }
    },
  }
}

/** Node's timers take no more; a longer wait is looked at again. */
const longestTimerMs = 2 ** 31 - 1
