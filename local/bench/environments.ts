import { BroadcastChannel } from 'node:worker_threads'
import * as z from 'zod'
import { channelName, type EnvironmentFigures } from './probe.ts'
import type { Requests } from './requests.ts'

const longestMs = 10_000
/** From a probe of this very program. */
const figures = z.custom<EnvironmentFigures>((it) => typeof it === 'object')

/** What every environment did since the last time, added up by function, in the order of a turn. Throws if one does not answer. */
export async function takeFigures(environments: number): Promise<EnvironmentFigures[]> {
  const channel = new BroadcastChannel(channelName)
  const all: EnvironmentFigures[] = []
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${all.length} of ${environments} environments said what they did`)),
      longestMs,
    )
    channel.onmessage = ({ data }: { data: unknown }) => {
      if (data === 'figures?') return
      all.push(figures.parse(data))
      if (all.length < environments) return
      clearTimeout(timer)
      resolve()
    }
    channel.postMessage('figures?')
  }).finally(() => channel.close())
  const names = [...new Set(all.map((each) => each.function))].toSorted((a, b) => place(a) - place(b))
  return names.map((name) => all.filter((each) => each.function === name).reduce(added))
}

const order = ['api', 'relay', 'router']

/** Specialists come behind those that are named, merge last. */
function place(name: string): number {
  const index = order.indexOf(name)
  return name === 'merge' ? order.length + 1 : index < 0 ? order.length : index
}

function added(a: EnvironmentFigures, b: EnvironmentFigures): EnvironmentFigures {
  const requests: Requests = { ...a.requests }
  for (const [name, { count, ms }] of Object.entries(b.requests)) {
    const sum = requests[name] ?? { count: 0, ms: 0 }
    requests[name] = { count: sum.count + count, ms: sum.ms + ms }
  }
  return {
    function: a.function,
    invocations: a.invocations + b.invocations,
    handlerMs: a.handlerMs + b.handlerMs,
    awaitedMs: a.awaitedMs + b.awaitedMs,
    received: a.received + b.received,
    waitMs: a.waitMs + b.waitMs,
    requests,
  }
}
