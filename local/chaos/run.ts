import * as z from 'zod'
import type { StoreFiles } from '../../functions/core/store-format.ts'
import type { EventEntry } from '../host/event-bridge.ts'
import type { HostEvent } from '../host/host-events.ts'
import { scanItems } from '../store/store-table.ts'
import { type System, startSystem } from '../system.ts'
import { agenda } from './agenda.ts'
import { audit } from './audit/audit.ts'
import { type Kept, readKept } from './audit/kept.ts'
import { readFinalStore } from './audit/orders.ts'
import type { Told } from './audit/people.ts'
import type { Violation } from './audit/violation.ts'
import { chaosBrain, conversationIn } from './brain/chaos-brain.ts'
import { chaosShop } from './customers/shop.ts'
import type { Register } from './customers/talk.ts'
import { deliveryGate } from './faults/delivery-gate.ts'
import { faultLog, type Injected } from './faults/fault-log.ts'
import { type FaultPlan, faultPlan } from './faults/fault-plan.ts'
import { faultyBrain } from './faults/model-faults.ts'
import { requestGate } from './faults/request-gate.ts'
import type { FaultScene } from './faults/scene.ts'
import { interruptible } from './interruptible.ts'
import { countQueues, stageOf } from './stage.ts'
import { letThemTalk, type TalkOptions } from './talking.ts'

export interface ChaosOptions extends TalkOptions {
  /** Share of the opportunities that are hit: 0 to 1. */
  readonly rate: number
  /** All kinds of faults equally often, for a short run. */
  readonly evenly?: boolean
  /** The first so many conversations are hit by nothing: in a short run too, something is achieved for the audit to see. */
  readonly spared?: number
  readonly onEvent?: (event: HostEvent) => void
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

/** Customers talk, things fail, and in the end the books are audited. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, turns, rate } = options
  const shop = chaosShop(seed, Math.ceil(turns / turnsEach) + options.conversations)
  const spared = Array.from({ length: options.spared ?? 0 }, (_, number) => `c${number}`)
  const plan = faultPlan(seed, { evenly: options.evenly ?? false, spared })
  const log = faultLog()
  const clock = agenda()
  const labels = new Map<string, string>()
  const told: Told[] = []
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
      if (event.type === 'event') told.push(toldBy(event))
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
    const { kept, violations } = await auditAll(system, shop.files, { ...register, told })
    return {
      ...{ turns: had, kept, violations, labels, events },
      ...{ injected: log.injected, opportunities: plan.opportunities },
    }
  } finally {
    await system.close()
  }
}

const detail = z.object({ id: z.string(), conversationId: z.string() })

function toldBy(event: EventEntry): Told {
  return { type: event.detailType, ...detail.parse(event.detail) }
}

function environmentsFor(conversations: number): number {
  const { least, most, conversationsEach } = environments
  return Math.max(least, Math.min(most, Math.ceil(conversations / conversationsEach)))
}

async function auditAll(
  system: System,
  seeded: StoreFiles,
  heard: Register & { readonly told: readonly Told[] },
): Promise<{ kept: Kept; violations: Violation[] }> {
  const [memory, store, queues] = await Promise.all([
    scanItems(system.memoryTable),
    scanItems(system.storeTable),
    countQueues(system.host),
  ])
  const kept = readKept(memory)
  const violations = await audit({ kept, seeded, queues, final: readFinalStore(store), ...heard })
  const unexpected = heard.unexpected.map((it) => ({ check: 'the API answers as it says', ...it }))
  return { kept, violations: [...violations, ...unexpected] }
}
