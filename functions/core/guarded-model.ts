import {
  afterFailure,
  afterProbe,
  type Circuit,
  type Circuits,
  claimed,
  longWaitMs,
  released,
  windowMs,
} from './circuit.ts'
import type { Model, ModelResult, NoReply } from './model.ts'

/** What operators want to know of a circuit. `unrecorded`: what a call met could not be written. */
export type CircuitEvent =
  | { readonly kind: 'opened'; readonly reason: string; readonly until: number; readonly times: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unrecorded'; readonly error: unknown }

export interface Guard {
  /** The circuit's. Whatever shares a rate limit shares a name. */
  readonly name: string
  readonly circuits: Circuits
  readonly now: () => number
  /** 0 to 1: spreads what comes back, so that it does not come back all at once. */
  readonly jitter: () => number
  readonly report: (event: CircuitEvent) => void
  /** Milliseconds for which an environment trusts what it has read: what a closed circuit costs is one read in that time. */
  readonly trustMs?: number
}

/**
 * A model behind its circuit: while it is open no call is made, and who asks hears at once how long to wait, or that the
 * spend limit is reached. Every wait is spread. A reply is never lost because something about it could not be recorded.
 */
export function guardedModel(model: Model, guard: Guard): Model {
  const { name, circuits, now, jitter, report, trustMs = 5_000 } = guard
  let known: { readonly circuit: Promise<Circuit>; readonly until: number } | undefined
  /** This environment's own calls. */
  let repliedAt = Number.NEGATIVE_INFINITY
  let failuresInARow = 0

  async function look(): Promise<Circuit> {
    if (known && now() < known.until) return await known.circuit
    const circuit = circuits.read(name)
    known = { circuit, until: now() + trustMs }
    // A failure is told to whoever asked, and the next one asks again.
    circuit.catch(() => {
      if (known?.circuit === circuit) known = undefined
    })
    return await circuit
  }

  /** What is there instead, if somebody else was first. */
  async function save(next: Circuit): Promise<Circuit | undefined> {
    const other = await circuits.save(name, next)
    known = { circuit: Promise.resolve(other ?? next), until: now() + trustMs }
    return other
  }

  /** Leave to make a call, or why there is none. */
  async function enter(): Promise<{ readonly kind: 'call'; readonly probe?: number } | NoReply> {
    let it = await look()
    for (;;) {
      const at = now()
      if (!it.open) return { kind: 'call' }
      if (at < it.open.until) return refusal(it.open, it.open.until - at)
      const { probeUntil = 0 } = it.open
      if (at < probeUntil) return refusal(it.open, Math.min(probeUntil - at, probedMs))
      const { next, probe } = claimed(it, it.open, at)
      const other = await save(next)
      if (!other) return { kind: 'call', probe }
      it = other
    }
  }

  /** The circuit after the change; `undefined` if it could not be written. */
  async function change(next: (it: Circuit) => Circuit | undefined): Promise<Circuit | undefined> {
    try {
      let it = await look()
      for (let attempt = 1; attempt <= mostAttempts; attempt++) {
        const changed = next(it)
        if (!changed) return it
        const other = await save(changed)
        if (!other) {
          tell(it, changed)
          return changed
        }
        it = other
      }
      throw new Error(`The circuit of ${name} was changed by others ${mostAttempts} times in a row`)
    } catch (error) {
      report({ kind: 'unrecorded', error })
      return undefined
    }
  }

  function tell(before: Circuit, after: Circuit): void {
    if (before.open && !after.open) report({ kind: 'closed' })
    if (!after.open || after.open.until === before.open?.until) return
    const { reason, until, times } = after.open
    report({ kind: 'opened', reason, until, times })
  }

  /**
   * One failure between replies is not counted: at many calls a second there are some in every window, and the circuit
   * would open on a model that answers nearly all of them.
   */
  function isStray(failure: NoReply): boolean {
    if (failure.kind === 'spent' || failure.retryAfterMs >= longWaitMs) return false
    return failuresInARow === 1 && now() - repliedAt < windowMs
  }

  async function learn(result: ModelResult, probe: number | undefined): Promise<ModelResult> {
    if (result.kind === 'reply') {
      repliedAt = now()
      failuresInARow = 0
      if (probe !== undefined) await change(afterProbe)
      return result
    }
    if (result.kind === 'busy' && result.ended) {
      if (probe !== undefined) await change((it) => released(it, probe))
      return result
    }
    failuresInARow += 1
    if (probe === undefined && isStray(result)) return spread(result)
    const it = await change((before) => afterFailure(before, result, now(), probe))
    return it?.open ? refusal(it.open, it.open.until - now()) : spread(result)
  }

  function refusal({ kind, reason }: NonNullable<Circuit['open']>, waitMs: number): NoReply {
    return kind === 'spent' ? { kind, reason } : spread({ kind, reason, retryAfterMs: Math.max(0, waitMs) })
  }

  /** Up to a fifth longer. */
  function spread(failure: NoReply): NoReply {
    if (failure.kind === 'spent') return failure
    return { ...failure, retryAfterMs: Math.round(failure.retryAfterMs * (1 + jitter() / 5)) }
  }

  return {
    async reply(request, options) {
      const entered = await enter()
      if (entered.kind !== 'call') return entered
      const { probe } = entered
      let result: ModelResult
      try {
        result = await model.reply(request, options)
      } catch (error) {
        if (probe !== undefined) await change((it) => released(it, probe))
        throw error
      }
      return await learn(result, probe)
    },
  }
}

/** A probe is usually back within this: look again then. */
const probedMs = 5_000

const mostAttempts = 10
