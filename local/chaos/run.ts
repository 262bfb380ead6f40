import type { StoreFiles } from '../../functions/core/store-format.ts'
import type { HostEvent } from '../host/host-events.ts'
import { seededRandom } from '../store/random.ts'
import { scanItems } from '../store/store-table.ts'
import { type System, startSystem } from '../system.ts'
import { type Agenda, agenda } from './agenda.ts'
import { audit } from './audit/audit.ts'
import { type Kept, readKept } from './audit/kept.ts'
import { readFinalStore } from './audit/orders.ts'
import type { Violation } from './audit/violation.ts'
import { chaosBrain, conversationIn } from './brain/chaos-brain.ts'
import { chanceOf } from './chance.ts'
import { runClock } from './clockwork.ts'
import { type Exchange, openLine } from './customers/line.ts'
import { operatorAt } from './customers/operator.ts'
import { chaosShop, type Shop } from './customers/shop.ts'
import { converse, type Surroundings } from './customers/shopper.ts'
import { beginTalk, type Register } from './customers/talk.ts'
import { deliveryGate } from './faults/delivery-gate.ts'
import { faultLog, type Injected } from './faults/fault-log.ts'
import { type FaultPlan, faultPlan } from './faults/fault-plan.ts'
import { faultyBrain } from './faults/model-faults.ts'
import { requestGate } from './faults/request-gate.ts'
import type { FaultScene } from './faults/scene.ts'
import { interruptible } from './interruptible.ts'
import { countQueues, stageOf } from './stage.ts'

export interface ChaosOptions {
  readonly seed: number
  /** Of all conversations together, about: what is under way is brought to its end. */
  readonly turns: number
  /** Share of the opportunities that are hit: 0 to 1. */
  readonly rate: number
  /** Conversations at the same time. */
  readonly conversations: number
  /** All kinds of faults equally often, for a short run. */
  readonly evenly?: boolean
  readonly onEvent?: (event: HostEvent) => void
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly turns: number
  readonly faults: number
}

export interface ChaosResult {
  readonly turns: number
  readonly kept: Kept
  readonly violations: readonly Violation[]
  readonly injected: readonly Injected[]
  /** Events that functions were invoked with. */
  readonly events: number
  readonly opportunities: FaultPlan['opportunities']
  /** A conversation's number in this run, by its id. */
  readonly labels: ReadonlyMap<string, string>
}

/** Turns of a conversation, at least. */
const turnsEach = 4
/** Functions of a kind at the same time: more cost more cold starts, and bring nothing on few processors. */
const environments = { least: 2, most: 6, conversationsEach: 10 }
/** Of all conversations, so many are anonymous, and so many of a customer who has another one open. */
const anonymous = 0.05
const shared = 0.15

/** Customers talk, things fail, and in the end the books are audited. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, turns, rate } = options
  const shop = chaosShop(seed, Math.ceil(turns / turnsEach) + options.conversations)
  const plan = faultPlan(seed, { evenly: options.evenly ?? false })
  const log = faultLog()
  const clock = agenda()
  const labels = new Map<string, string>()
  let events = 0
  let system: System | undefined
  const scene: FaultScene = {
    ...{ rate, plan, log, agenda: clock, newestTurn: new Map() },
    labelOf: (id) => (id === undefined ? undefined : labels.get(id)),
    stage: () => {
      if (!system) throw new Error('The host is not up yet')
      return stageOf(system.host)
    },
  }
  const { brain, interrupt } = interruptible(chaosBrain, conversationIn)
  const recognise = (request: Parameters<typeof conversationIn>[0]) => {
    const conversation = conversationIn(request)
    return { conversation, turn: conversation === undefined ? undefined : scene.newestTurn.get(conversation) }
  }
  system = await startSystem({
    store: shop.files,
    brain: faultyBrain(brain, recognise, scene),
    gates: [requestGate(scene), deliveryGate(scene)],
    environments: environmentsFor(options.conversations),
    onEvent: (event) => {
      if (event.type === 'invocation' && plan.active) events += 1
      options.onEvent?.(event)
    },
  })
  try {
    await system.host.warm()
    plan.active = true
    const { register, turns: had } = await letThemTalk(system, shop, options, {
      clock,
      labels,
      log,
      interrupt,
    })
    plan.active = false
    const { kept, violations } = await auditAll(system, shop.files, register)
    return {
      ...{ turns: had, kept, violations, labels, events },
      ...{ injected: log.injected, opportunities: plan.opportunities },
    }
  } finally {
    await system.close()
  }
}

function environmentsFor(conversations: number): number {
  const { least, most, conversationsEach } = environments
  return Math.max(least, Math.min(most, Math.ceil(conversations / conversationsEach)))
}

/** Conversations one after the other in so many places, until the moves are used up and nothing is due any more. */
async function letThemTalk(
  system: System,
  shop: Shop,
  options: ChaosOptions,
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
  let begun = 0
  const around: Surroundings = {
    ...{ shop, pause, interrupt },
    operator: operatorAt(openLine({ id: 'operator', operator: true }, via), (conversationId, says) =>
      register.unexpected.push({ conversationId, says }),
    ),
    goesOn: (label, number) => {
      turnsOf.set(label, number)
      onProgress({ turns: had(), faults: log.injected.length })
      return had() < turns
    },
  }

  async function place(): Promise<void> {
    while (had() < turns) {
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

async function auditAll(
  system: System,
  seeded: StoreFiles,
  register: Register,
): Promise<{ kept: Kept; violations: Violation[] }> {
  const [memory, store, queues] = await Promise.all([
    scanItems(system.memoryTable),
    scanItems(system.storeTable),
    countQueues(system.host),
  ])
  const kept = readKept(memory)
  const violations = await audit({ kept, seeded, queues, final: readFinalStore(store), ...register })
  const unexpected = register.unexpected.map((it) => ({ check: 'the API answers as it says', ...it }))
  return { kept, violations: [...violations, ...unexpected] }
}
