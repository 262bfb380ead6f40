import { seededRandom } from '../store/random.ts'
import type { System } from '../system.ts'
import type { Agenda } from './agenda.ts'
import { chanceOf } from './chance.ts'
import { runClock } from './clockwork.ts'
import { type Exchange, openLine } from './customers/line.ts'
import { operatorAt } from './customers/operator.ts'
import type { Shop } from './customers/shop.ts'
import { converse, type Surroundings } from './customers/shopper.ts'
import { beginTalk, type Register } from './customers/talk.ts'
import type { Injected } from './faults/fault-log.ts'

export interface TalkOptions {
  /** Of the shop, the customers and the faults. */
  readonly seed: number
  /** Of all conversations together, about: what is under way is brought to its end. */
  readonly turns: number
  /** Conversations at the same time. */
  readonly conversations: number
  readonly onProgress?: (progress: Progress) => void
  /** Once aborted, nobody begins anything more: what is under way is brought to its end, as if the turns were used up. */
  readonly enough?: AbortSignal
}

export interface Progress {
  readonly turns: number
  readonly faults: number
}

/** Of all conversations, so many are anonymous, and so many of a customer who has another one open. */
const anonymous = 0.05
const shared = 0.15

/** Conversations one after the other in so many places, until the moves are used up and nothing is due any more. */
export async function letThemTalk(
  system: System,
  shop: Shop,
  options: TalkOptions,
  {
    clock,
    labels,
    log,
    interrupt,
  }: {
    readonly clock: Agenda
    readonly labels: Map<string, string>
    readonly log: { readonly injected: readonly Injected[] }
    readonly interrupt: Surroundings['interrupt']
  },
): Promise<{ register: Register; turns: number }> {
  const { seed, turns, onProgress = () => {} } = options
  const { host } = system
  const register: Register = { accepted: [], givenUp: [], unexpected: [] }
  const pause = (ms: number) => new Promise<void>((resolve) => clock.at(host.now() + ms, resolve))
  const via: Exchange = {
    ...{ apiUrl: host.url, storeId: system.storeId, storeSecret: system.secrets.store, steps: 0, open: 0 },
    ...{ now: host.now, pause },
  }
  const turnsOf = new Map<string, number>()
  const had = () => [...turnsOf.values()].reduce((sum, each) => sum + each, 0)
  const isEnough = () => had() >= turns || options.enough?.aborted === true
  let begun = 0
  const around: Surroundings = {
    ...{ shop, pause, interrupt },
    operator: operatorAt(openLine({ id: 'operator', operator: true }, via), (conversationId, says) =>
      register.unexpected.push({ conversationId, says }),
    ),
    goesOn: (label, number) => {
      turnsOf.set(label, number)
      onProgress({ turns: had(), faults: log.injected.length })
      return !isEnough()
    },
  }

  async function place(): Promise<void> {
    while (!isEnough()) {
      const number = begun
      begun += 1
      const label = `c${number}`
      const who = customerOf(number)
      const line = openLine(who && { id: who.customer.customerId, operator: false }, via)
      const talk = await beginTalk(label, line, register)
      if (!talk) continue
      labels.set(talk.id, label)
      const random = seededRandom(Math.floor(chanceOf(seed, 'customer', label) * 2 ** 31))
      await converse({ label, who, random }, talk, around)
    }
  }

  function customerOf(number: number) {
    if (chanceOf(seed, 'anonymous', number) < anonymous) return undefined
    const isShared = number > 0 && chanceOf(seed, 'shared', number) < shared
    return shop.customers[isShared ? number - 1 : number]
  }

  const talking = Promise.all(Array.from({ length: options.conversations }, place)).then(() => {})
  await runClock(host, clock, via, talking)
  return { register, turns: had() }
}
