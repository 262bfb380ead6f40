import type { Model } from './model.ts'
import { costAtMost } from './price.ts'

/** What the models have cost, by UTC day (`2026-11-22`), in micro-dollars. */
export interface Spending {
  /** As it was a moment ago. */
  of(day: string): Promise<number>
  /** Answers the day's sum with it. */
  add(day: string, microDollars: number): Promise<number>
}

export type SpendingEvent =
  /** Once for each environment and day. */
  | { readonly kind: 'limit_reached'; readonly day: string; readonly microDollars: number }
  /** A reply was paid, but its cost could not be added. */
  | { readonly kind: 'unrecorded'; readonly error: unknown }

/**
 * A model that answers `spent`, without being called, from the moment on at which the day's replies have cost the store's
 * own limit. It may be passed by what is on its way in the few seconds until every environment knows.
 */
export function spendLimitedModel(
  model: Model,
  {
    limit,
    spending,
    now,
    report,
    trustMs = 5_000,
  }: {
    /** Micro-dollars a day. */
    readonly limit: number
    readonly spending: Spending
    readonly now: () => number
    readonly report: (event: SpendingEvent) => void
    /** Milliseconds for which an environment trusts the sum that it has read. */
    readonly trustMs?: number
  },
): Model {
  let known = { day: '', microDollars: 0, until: 0, isReported: false }

  function learn(day: string, microDollars: number): void {
    const isReported = known.day === day && known.isReported
    const isReached = microDollars >= limit
    if (isReached && !isReported) report({ kind: 'limit_reached', day, microDollars })
    known = { day, microDollars, until: now() + trustMs, isReported: isReported || isReached }
  }

  return {
    async reply(request, options) {
      const today = dayOf(now())
      if (known.day !== today || now() >= known.until) learn(today, await spending.of(today))
      if (known.microDollars >= limit)
        return { kind: 'spent', reason: "the store's own spend limit is reached" }
      const result = await model.reply(request, options)
      if (result.kind !== 'reply') return result
      const day = dayOf(now())
      try {
        learn(day, await spending.add(day, Math.ceil(costAtMost(result))))
      } catch (error) {
        report({ kind: 'unrecorded', error })
      }
      return result
    },
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
