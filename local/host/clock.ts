/** A clock whose time can be made to pass, so that a delay of minutes can be tested in no time. Milliseconds since 1970. */
export type Clock = {
  now: () => number
  /** How many milliseconds it is ahead of the real time, where worker threads can read it. */
  ahead: Float64Array<SharedArrayBuffer>
  /** Calls `wake` at that time; the result cancels it. `counts`: whether `nextDue` is to know of it, asked when needed. */
  at(time: number, wake: () => void, counts?: () => boolean): () => void
  /** The earliest time that something waits for. */
  nextDue: () => number | undefined
  /** Lets time pass and wakes, in order, what is due after it. With 0, only what is due already. */
  advance: (ms: number) => void
  /** Calls `told` whenever time was made to pass, before anything wakes; the result ends that. */
  onAdvance(told: () => void): () => void
  /** Cancels all timers. */
  stop: () => void
}

type Timer = { time: number; wake: () => void; counts: () => boolean }

export function createClock(): Clock {
  const ahead = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  const timers = new Set<Timer>()
  const listeners = new Set<() => void>()
  let passed = 0
  let alarm: NodeJS.Timeout | undefined
  let alarmTime = Number.POSITIVE_INFINITY
  const now = (): number => Date.now() + passed

  /** One real timer, for the first of all. */
  const setAlarm = (): void => {
    clearTimeout(alarm)
    alarmTime = Math.min(...[...timers].map(({ time }) => time))
    if (timers.size === 0) return
    alarm = setTimeout(wakeDue, Math.min(Math.max(0, Math.ceil(alarmTime - now())), longestAlarmMs))
  }

  const wakeDue = (): void => {
    const due = [...timers].filter(({ time }) => time <= now()).sort((a, b) => a.time - b.time)
    for (const timer of due) if (timers.delete(timer)) timer.wake()
    setAlarm()
  }

  return {
    now,
    ahead,
    at: (time, wake, counts = () => true) => {
      const timer = { time, wake, counts }
      timers.add(timer)
      if (time < alarmTime) setAlarm()
      return () => {
        timers.delete(timer)
        if (timers.size === 0) setAlarm()
      }
    },
    nextDue: () => earliest([...timers].filter(({ counts }) => counts()).map(({ time }) => time)),
    advance: (ms) => {
      passed += Math.max(0, Math.ceil(ms))
      ahead[0] = passed
      if (ms > 0) for (const told of listeners) told()
      wakeDue()
    },
    onAdvance: (told) => {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    stop: () => {
      timers.clear()
      setAlarm()
    },
  }
}

/** Resolves when so much time has passed; rejects when `stopped` before. */
export function passing(clock: Clock, ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel()
      reject(stopped.reason)
    }
    const cancel = clock.at(clock.now() + ms, () => {
      stopped.removeEventListener('abort', stop)
      resolve()
    })
    if (stopped.aborted) stop()
    else stopped.addEventListener('abort', stop)
  })
}

/** A signal that is aborted when so much time has passed, or when `stopped`. To be closed, in any case. */
export function timeWindow(
  clock: Clock,
  ms: number,
  stopped: AbortSignal,
): { over: AbortSignal; close: () => void } {
  const passed = new AbortController()
  const close = clock.at(clock.now() + ms, () => passed.abort())
  return { over: AbortSignal.any([passed.signal, stopped]), close }
}

export function earliest(times: (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** Node's timers take no more; a longer wait is looked at again. */
const longestAlarmMs = 2 ** 31 - 1
