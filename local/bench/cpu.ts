import { readdirSync, readFileSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'

/** Milliseconds of CPU, by who used it. */
export type Cpu = Record<string, number>

export interface CpuMeter {
  /** The environments. */
  readonly workers: ReadonlySet<Worker>
  /** Since the last time. */
  take(): Promise<Cpu>
}

/** Watches every thread that this process starts from now on. `nameOf` names an environment by its thread's name. */
export function watchCpu(nameOf: (threadName: string) => string): CpuMeter {
  const workers = new Set<Worker>()
  process.on('worker', (worker) => {
    workers.add(worker)
    worker.once('exit', () => workers.delete(worker))
  })
  let before: Cpu = {}
  return {
    workers,
    async take() {
      const now = await read(workers, nameOf)
      const used = Object.fromEntries(
        Object.entries(now).map(([name, ms]) => [name, ms - (before[name] ?? 0)]),
      )
      before = now
      return used
    },
  }
}

const host = 'host (main thread)'
const engine = 'DynamoDB engine'
const rest = 'garbage collection, compiler, I/O threads'

async function read(workers: ReadonlySet<Worker>, nameOf: (threadName: string) => string): Promise<Cpu> {
  const cpu: Cpu = { [host]: milliseconds(process.threadCpuUsage()) }
  for (const worker of workers) {
    const name = nameOf(worker.threadName ?? '')
    cpu[name] = (cpu[name] ?? 0) + milliseconds(await worker.cpuUsage())
  }
  const threads = Object.values(cpu).reduce((sum, ms) => sum + ms, 0)
  cpu[rest] = milliseconds(process.cpuUsage()) - threads
  const ofEngine = engineMs()
  return ofEngine === undefined ? cpu : { ...cpu, [engine]: ofEngine }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

/** CPU of the DynamoDB engine, which is a child of this process; only Linux tells. */
function engineMs(): number | undefined {
  if (process.platform !== 'linux') return undefined
  const stats = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? [statOf(pid)] : []))
  const found = stats.find((stat) => stat?.command === 'dynoxide' && stat.parent === process.pid)
  return found?.cpuMs
}

/** See proc(5): the command in brackets, then 1 = state, 2 = parent, 12 and 13 = ticks of 10 ms in user and system mode. */
function statOf(pid: string): { command: string; parent: number; cpuMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [command = '', after = ''] = text.slice(text.indexOf('(') + 1).split(') ')
    const fields = after.split(' ')
    return { command, parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 }
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
