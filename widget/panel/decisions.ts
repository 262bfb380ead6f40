import type { Events } from '../contract.ts'
import { type ApiFailure, failureOf } from './exchange.ts'
import type { AnswerState } from './standing.ts'

export type Decision = Events['action']

/** An answer of the shopper to a confirmation that no message tells of yet. */
export type Answering = Decision & {
  state: AnswerState
  reason?: ApiFailure['kind']
}

export type Decisions = {
  of: (actionId: string) => Answering | undefined
  decide: (decision: Decision) => Promise<void>
}

/** Sends the shopper's answers, one at a time for an action, and keeps what became of those that were not taken. */
export function createDecisions(
  signal: AbortSignal,
  on: {
    send: (decision: Decision) => Promise<unknown>
    accepted: (decision: Decision) => void
    /** Reads what has happened meanwhile; never throws. */
    look: () => Promise<void>
    change: () => void
  },
): Decisions {
  const all = new Map<string, Answering>()

  function set(it: Answering): void {
    all.set(it.actionId, it)
    on.change()
  }

  return {
    of: (actionId) => all.get(actionId),
    async decide(decision) {
      if (all.get(decision.actionId)?.state === 'sending') return
      set({ ...decision, state: 'sending' })
      try {
        await on.send(decision)
        on.accepted(decision)
        await on.look()
      } catch (error) {
        if (signal.aborted) return
        const { code, kind } = failureOf(error)
        // It may have been decided elsewhere, or by this very request, whose answer got lost.
        await on.look()
        set({ ...decision, state: refusals[code] ?? 'failed', reason: kind })
      }
    },
  }
}

const refusals: Readonly<Record<string, AnswerState>> = {
  action_expired: 'expired',
  action_decided: 'over',
}
