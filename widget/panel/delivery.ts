import type { Api } from './api.ts'
import { ApiFailure, failureOf } from './exchange.ts'
import type { Memory, Outgoing } from './memory.ts'
import type { Outbox } from './outbox.ts'
import { inOneTab } from './tabs.ts'
import type { Accepted } from './wire.ts'

export type Delivery = {
  /** Sends an outgoing message, and marks it if that fails. */
  deliver: (key: string) => Promise<void>
  /** The conversation, begun now if there is none; `key` makes that safe to repeat. */
  conversation: (key: string) => Promise<string>
}

/** Takes messages out of the outbox to the store, each with its own idempotency key, however often it is tried. */
export function createDelivery(
  { api, memory, outbox, signal }: { api: Api; memory: Memory; outbox: Outbox; signal: AbortSignal },
  on: {
    accepted: (outgoing: Outgoing, accepted: Accepted) => void
    /** There is no such conversation any more. */
    over: () => void
    change: () => void
  },
): Delivery {
  async function conversation(key: string): Promise<string> {
    return memory.kept().conversation || inOneTab('switchboard-begin', () => begin(key))
  }

  /** Another tab may have begun one meanwhile: all tabs share it. */
  async function begin(key: string): Promise<string> {
    memory.catchUp()
    const { conversation: known } = memory.kept()
    if (known) return known
    const begun = await api.begin(`${key}-conversation`)
    memory.change({ conversation: begun, ratings: {} })
    return begun
  }

  async function send({ key, text }: Outgoing): Promise<Accepted> {
    try {
      return await api.send(await conversation(key), text, key)
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.kind !== 'gone') throw error
      on.over()
      return api.send(await conversation(`${key}-anew`), text, key)
    }
  }

  return {
    conversation,
    async deliver(key) {
      const outgoing = outbox.find(key)
      if (outgoing?.state !== 'sending') return
      try {
        on.accepted(outgoing, await send(outgoing))
      } catch (error) {
        if (signal.aborted) return
        outbox.mark(key, { state: 'failed', reason: failureOf(error).kind })
        on.change()
      }
    },
  }
}
