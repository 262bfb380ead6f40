import { mkdir } from 'node:fs/promises'
import type { Server } from 'node:http'
import { readAssembly } from './assembly.ts'
import type { Place } from './attributes.ts'
import { openCheckpoints } from './checkpoints.ts'
import { earliest } from './clock.ts'
import { createClosers } from './closing.ts'
import { startEngines } from './engines.ts'
import type { Outcome } from './environment.ts'
import { declaredBuses, type EventEntry } from './event-bridge.ts'
import { startFront } from './front.ts'
import { functionNamed } from './function-named.ts'
import { declaredFunctions } from './function-settings.ts'
import { functionVariables, type ServiceEndpoints } from './function-variables.ts'
import type { Caller, Gate } from './gate.ts'
import type { HostOptions } from './host-options.ts'
import { type HostedFunction, hostFunction } from './hosted-function.ts'
import { whenIdle } from './idle.ts'
import { firstOf, localPage } from './local-page.ts'
import type { MailEngine } from './mail.ts'
import { computeOutputs } from './outputs.ts'
import { allPermissions, createPermissions } from './permissions/permissions.ts'
import { type HostedQueue, makeQueues } from './queues.ts'
import { createResolver } from './resolve.ts'
import { connectSources } from './sources.ts'
import { type HostedTable, makeTables } from './tables.ts'
import { createTiming } from './timing.ts'
import { whereabouts } from './whereabouts.ts'

export type { HostOptions }

export type Host = {
  /** Of the REST API, without stage and trailing slash. */
  url: string
  /** The HTTP server, for what else has to listen there. */
  server: Server
  /** For whoever is no function: nothing is refused here, and DynamoDB has no gates. */
  endpoints: ServiceEndpoints
  /** What the functions mail; nothing of it leaves this machine. */
  mail: MailEngine
  /** What was put on EventBridge, oldest first; nobody else gets it. */
  events: { sent: EventEntry[] }
  region: string
  tables: HostedTable[]
  queues: HostedQueue[]
  functions: HostedFunction[]
  /** Every stack's outputs, by stack and name. */
  outputs: Record<string, Record<string, string>>
  /** Invokes a function by its name or logical id, or an unambiguous beginning of that. */
  invoke: (functionName: string, event: unknown) => Promise<Outcome>
  /** Starts an environment of every function ahead of the first event. */
  warm: () => Promise<void>
  /**
   * Resolves when there is nothing to do: no function runs that does not `stall`, queues and streams are read up as far as
   * functions have place. What waits for its time is not waited for: see `nextDue` and `passTime`.
   */
  idle: () => Promise<void>
  /** The time here and in the functions, in milliseconds since 1970: the real one and all that was made to pass. */
  now: () => number
  /** Lets time pass at once: for delays, visibility timeouts and windows, and for the functions and their timeouts. */
  passTime: (ms: number) => void
  /** The earliest time at which anything happens if nobody does anything, with the timeouts of functions that `stall`. */
  nextDue: () => number | undefined
  /** A function waits for time to pass, until the result is called, by this caller or whichever: a model hangs. */
  stall: (caller?: Caller) => () => void
  /** Ends an environment in the middle of anything; its event fails. Harmless when it is gone. Resolves when it is. */
  kill: (caller: Caller) => Promise<void>
  /** Ends everything; what is in work gets two seconds. */
  close: () => Promise<void>
}

/** Hosts a synthesized app: makes what its templates declare and runs it, without AWS. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { keep, port = 0, environments = 2, spare = 0, onEvent = () => {} } = options
  const closers = createClosers()
  try {
    const assembly = await readAssembly(options.assembly)
    if (keep !== undefined) await mkdir(keep, { recursive: true })

    const timing = createTiming()
    const { clock, writes } = timing
    closers.add(clock.stop)
    const queueUrls = new Map<string, string>()
    const streamArns = new Map<string, string>()
    const place: Place = {
      region,
      account,
      queueUrl: (name) => known(queueUrls.get(name), `the queue ${name}`),
      streamArn: (table) => known(streamArns.get(table), `the stream of the table ${table}`),
    }
    const resolver = createResolver(assembly, place)
    const gates: Gate[] = [(request, pass) => permissions.gate(request, pass), ...(options.gates ?? [])]
    const buses = declaredBuses(assembly, resolver)
    const engines = await startEngines({
      ...{ clock, keep, region, account, buses, gates, writes, closers, onEvent },
      parameters: options.parameters,
    })
    const [tables, queues] = await Promise.all([
      makeTables(assembly, resolver, place, engines.tableCall),
      makeQueues(assembly, resolver, place, engines.queueCall, (name, url) =>
        queueUrls.set(name, url.replace(engines.endpoints.sqs, engines.gated.sqs)),
      ),
    ])
    for (const { name, streamArn } of tables) if (streamArn !== undefined) streamArns.set(name, streamArn)

    const invoke = (name: string, event: unknown, requestId?: string): Promise<Outcome> =>
      functionNamed(functions, name).invoke(event, requestId)
    const mount = firstOf([
      localPage('/outbox', engines.mail.outbox),
      localPage('/events', engines.events.sent),
      whereabouts({ endpoints: engines.endpoints, region, tables }),
      ...(options.mount === undefined ? [] : [options.mount]),
    ])
    // Before the functions, whose variables name it.
    const front = await startFront({ assembly, resolver, place, port, mount, clock, gates, invoke, onEvent })
    closers.add(front.close)

    let environmentCount = 0
    const declared = declaredFunctions(assembly, resolver, place)
    const permissions =
      options.permissions === 'off' || engines.credentials !== undefined
        ? allPermissions
        : createPermissions({ assembly, resolver, place, functions: declared, onEvent })
    const functions = declared.map((settings) =>
      hostFunction({
        settings,
        variables: functionVariables({
          ...{ settings, region, endpoints: engines.gated, credentials: engines.credentials },
          added: options.environment ?? {},
          localise: front.localise,
        }),
        environmentLimit: environments,
        spareCount: spare,
        nextNumber: () => ++environmentCount,
        ...timing,
        onEvent,
      }),
    )
    const sources = await connectSources({
      assembly,
      resolver,
      functions,
      queues,
      region,
      streamCall: engines.streamCall,
      queueCall: engines.queueCall,
      ownQueues: engines.ownQueues,
      ...timing,
      permissions,
      checkpoints: openCheckpoints(keep),
      onEvent,
    })
    closers.add(async () => {
      front.stopListening()
      for (const source of sources) source.stop()
      await Promise.all(functions.map((each) => each.close(graceMs)))
      await Promise.all(sources.map(({ finished }) => finished))
    })

    return {
      url: front.url,
      server: front.server,
      endpoints: engines.endpoints,
      mail: engines.mail,
      events: engines.events,
      region,
      tables,
      queues,
      functions,
      outputs: computeOutputs(assembly, resolver, front.localise),
      invoke,
      warm: async () => void (await Promise.all(functions.map((each) => each.warm()))),
      idle: () => {
        if (!engines.ownTables) writes.suppose()
        return whenIdle(timing.activity, clock, sources)
      },
      now: clock.now,
      passTime: clock.advance,
      nextDue: () => earliest([clock.nextDue(), ...functions.map((each) => each.firstSignal())]),
      stall: timing.runs.stall,
      kill: async ({ functionId, environment }) => functionNamed(functions, functionId).kill(environment),
      close: closers.close,
    }
  } catch (error) {
    await closers.close()
    throw error
  }
}

const region = 'us-east-1'
const account = '000000000000'
const graceMs = 2000

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`The app uses ${what}, which no template declares.`)
  return value
}
