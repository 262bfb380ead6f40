import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { startBenchSystem } from './bench/bench-system.ts'
import { closedBy } from './bench/closings.ts'
import { watchCpu } from './bench/cpu.ts'
import { serveCustomers } from './bench/customers.ts'
import { type Bench, type Level, measureLevel } from './bench/measure-level.ts'
import { modelStarted, serveModel } from './bench/model-server.ts'
import { startProcess } from './bench/process.ts'
import { startProfiling } from './bench/profile.ts'
import { printCosts, printLevels, speedOf } from './bench/report.ts'
import { recordRequests } from './bench/requests.ts'
import { describedAs, type Kind, kinds, subjectsOf } from './bench/workload.ts'
import type { HostEvent } from './host/host-events.ts'
import { demoCustomers, demoStore } from './store/demo-store.ts'

const help = `npm run bench -- [--kind one] [--conversations 1,10,100] [--turns 300] [--permissions off] [--profile] [--json]

Measures the pipeline on this machine with a model that answers at once: turns a second, the time from POST to the
reply, and where time and CPU go. From POST to reply is from the request being sent to the news that the closing message
is committed (the function's own log line); nothing is polled. The model and the customers are processes of their own and
are not counted; every environment has a probe that counts its requests.

  --kind           one (specialist), two (specialists) or greeting; again for several, left out for all three
  --conversations  so many at once; each has 10 turns, one after the other
  --turns          measured for each row, at least 5 for each conversation
  --permissions    off: the functions may do everything (the check is on otherwise)
  --profile        with CPU profiles of every thread, printed and kept in .switchboard/profiles; it slows everything
  --json           figures alone`

const { values } = parseArgs({
  options: {
    kind: { type: 'string', multiple: true },
    conversations: { type: 'string', default: '1,10,100' },
    turns: { type: 'string', default: '300' },
    permissions: { type: 'string', default: 'on' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean' },
    /** Internal: what a process of the benchmark does. */
    as: { type: 'string' },
  },
})
const options = z.object({
  kind: z.array(z.enum(kinds)).default([...kinds]),
  conversations: z
    .string()
    .transform((list) => z.array(z.int().positive()).parse(list.split(',').map(Number))),
  turns: z.coerce.number().int().positive(),
  permissions: z.enum(['on', 'off']),
})
if (values.help) console.log(help)
else if (values.as === 'customers') serveCustomers()
else if (values.as === 'model') serveModel()
else await bench(options.parse(values))

async function bench({ kind, conversations, turns, permissions }: z.infer<typeof options>): Promise<void> {
  const store = demoStore(1)
  const customerId = demoCustomers[0]?.customerId ?? ''
  const program = import.meta.filename
  const [customers, model] = await Promise.all([
    startProcess(program, 'customers'),
    startProcess(program, 'model'),
  ])
  const subjects = subjectsOf(store, customerId)
  const { url: modelUrl } = await model.ask({ type: 'start', subjects }, modelStarted)
  const names = new Map<string, string>()
  const nameOf = (thread: string): string => names.get(thread) ?? thread
  const cpu = watchCpu(nameOf)
  const hostRequests = recordRequests()
  const system = await startBenchSystem({
    modelUrl,
    store,
    readable: values.profile,
    permissions,
    onEvent(event) {
      const conversationId = closedBy(event)
      if (conversationId !== undefined) customers.tell({ type: 'closed', conversationId })
      else if (isTrouble(event)) console.error(event)
    },
  })
  for (const { settings } of system.host.functions)
    names.set(settings.name, settings.logicalId.replace(/Function.*$/, '').toLowerCase())
  const it: Bench = { system, customers, model, cpu, hostRequests, customerId }
  const figures: Partial<Record<Kind, Record<string, number>[]>> = {}
  try {
    await system.host.warm()
    if (!values.json) console.log(conditions(permissions))
    await measureLevel(it, 'two', 10, { turns: 50, warmUp: 100 })
    for (const each of kind) {
      const levels: Level[] = []
      for (const atOnce of conversations) {
        const profiling = values.profile ? await startProfiling(cpu.workers, nameOf) : undefined
        const amount = { turns: Math.max(turns, 5 * atOnce), warmUp: Math.max(50, atOnce) }
        levels.push(await measureLevel(it, each, atOnce, amount))
        const costs = await profiling?.stop(join('.switchboard/profiles', `${each}-${atOnce}`))
        if (costs) printCosts(costs)
      }
      figures[each] = levels.map((level) => ({ conversations: level.atOnce, ...speedOf(level) }))
      if (values.json) continue
      console.log(`\n${describedAs[each]}`)
      printLevels(levels)
    }
    if (values.json) console.log(JSON.stringify({ conditions: conditions(permissions), figures }))
  } finally {
    await system.close()
    await customers.close()
    await model.close()
  }
}

function isTrouble(event: HostEvent): boolean {
  return event.type === 'problem' || (event.type === 'invocation' && event.outcome !== 'ok')
}

function conditions(permissions: string): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`
  return `Node ${process.version}, ${machine}, commit ${commit()}, permissions ${permissions}, model at 0 ms`
}

/** Also says whether the files differ from it. */
function commit(): string {
  const git = (...given: string[]) =>
    execFileSync('git', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes')
  } catch {
    return 'unknown (no git here)'
  }
}
