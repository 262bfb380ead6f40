import type { BenchSystem } from './bench-system.ts'
import type { Cpu, CpuMeter } from './cpu.ts'
import { type Ran, ran } from './customers.ts'
import { takeFigures } from './environments.ts'
import { modelFigures } from './model-server.ts'
import type { EnvironmentFigures } from './probe.ts'
import type { Process } from './process.ts'
import type { RequestRecorder, Requests } from './requests.ts'
import { type RestClient, signIn } from './rest-client.ts'
import { customerSays, type Kind } from './workload.ts'

export interface Bench {
  readonly system: BenchSystem
  readonly customers: Process
  readonly model: Process
  readonly cpu: CpuMeter
  readonly hostRequests: RequestRecorder
  readonly customerId: string
}

/** Everything measured at one number of conversations. */
export interface Level extends Ran {
  readonly atOnce: number
  readonly cpu: Cpu
  readonly modelCpuMs: number
  readonly functions: readonly EnvironmentFigures[]
  readonly hostRequests: Requests
}

/** Turns of one conversation: after them the customer begins another. */
const turnsEach = 10

/** Warms up, measures, and makes sure that every message has had its reply. */
export async function measureLevel(
  bench: Bench,
  kind: Kind,
  atOnce: number,
  { turns, warmUp }: { readonly turns: number; readonly warmUp: number },
): Promise<Level> {
  const { system, customers, model, cpu, hostRequests } = bench
  const client = await signIn(system, bench.customerId)
  const order = async (count: number) => await orderOf(system, client, kind, atOnce, count)
  await customers.ask(await order(warmUp), ran)
  await settle(system)

  const measured = await order(turns)
  await takeFigures(cpu.workers.size)
  hostRequests.take()
  const modelBefore = await model.ask({ type: 'figures' }, modelFigures)
  await cpu.take()
  const result = await customers.ask(measured, ran)
  const used = await cpu.take()
  const modelAfter = await model.ask({ type: 'figures' }, modelFigures)
  const { requests } = hostRequests.take()
  const functions = await takeFigures(cpu.workers.size)
  await settle(system)
  await client.verify(result.had)
  const modelCpuMs = modelAfter.cpuMs - modelBefore.cpuMs
  return { ...result, atOnce, cpu: used, modelCpuMs, functions, hostRequests: requests }
}

/** Lets the turns' deadlines pass, so that they do not fall into the next measurement. */
async function settle({ host }: BenchSystem): Promise<void> {
  await host.idle()
  host.passTime(deadlinesMs)
  await host.idle()
}

const deadlinesMs = 180_000

async function orderOf(
  { host }: BenchSystem,
  { begin, authorization }: RestClient,
  kind: Kind,
  atOnce: number,
  turns: number,
) {
  const conversations = await begin(Math.ceil(turns / turnsEach) + atOnce)
  const says = customerSays[kind]
  return { type: 'run', url: host.url, authorization, says, atOnce, conversations, turns, turnsEach } as const
}
