import { randomUUID } from 'node:crypto'
import type { Activity } from './activity.ts'
import { type Clock, earliest } from './clock.ts'
import { type Environment, type Outcome, startEnvironment } from './environment.ts'
import type { FunctionSettings } from './function-settings.ts'
import type { OnEvent } from './host-events.ts'
import type { Run, Runs } from './runs.ts'

/** A function with its warm and cold environments. */
export type HostedFunction = {
  settings: FunctionSettings
  /** At most so many events are handled at once; more wait their turn. */
  environmentLimit: number
  /** Never rejects: failures are outcomes. */
  invoke: (event: unknown, requestId?: string) => Promise<Outcome>
  /** Starts an environment ahead of the first event. */
  warm: () => Promise<void>
  /** Ends the environment of that number at once; its event, if it has one, fails. One that is not there is gone already. */
  kill: (environment: number) => Promise<void>
  /** When the first `AbortSignal.timeout` of a run that waits for time to pass is due. */
  firstSignal: () => number | undefined
  counts(): {
    environments: number
    running: number
    waiting: number
    coldStarts: number
    invocations: number
  }
  /** Ends every environment; those at work get `graceMs` to finish. */
  close: (graceMs: number) => Promise<void>
}

export function hostFunction(given: {
  settings: FunctionSettings
  /** Of an environment, by its number. */
  variables: (environment: number) => Record<string, string>
  environmentLimit: number
  /** So many more environments are kept ready for the next cold start. */
  spareCount: number
  nextNumber: () => number
  clock: Clock
  activity: Activity
  runs: Runs
  onEvent: OnEvent
}): HostedFunction {
  const { settings, variables, environmentLimit, spareCount, nextNumber, clock, activity, runs, onEvent } =
    given
  const all = new Set<Environment>()
  const warm: Environment[] = []
  const spares: Environment[] = []
  const waiting: ((environment: Environment | undefined) => void)[] = []
  const running = new Map<Environment, Run>()
  let coldStarts = 0
  let invocations = 0
  let closing = false

  const start = (): Environment => {
    const number = nextNumber()
    const began = performance.now()
    const tell = (state: 'starting' | 'ready' | 'gone', reason?: string): void =>
      onEvent({
        type: 'environment',
        function: settings.name,
        environment: number,
        state,
        ms: performance.now() - began,
        ...(reason !== undefined && { reason }),
      })
    tell('starting')
    const environment = startEnvironment({
      number,
      settings,
      variables: variables(number),
      clock,
      activity,
      onLine: (line) => onEvent({ type: 'line', function: settings.name, ...line }),
    })
    void environment.ready.then((failure) => failure === undefined && tell('ready'))
    void environment.gone.then((reason) => {
      all.delete(environment)
      setAside(environment)
      tell('gone', reason)
      const next = all.size < environmentLimit && !closing ? waiting.shift() : undefined
      next?.(undefined)
    })
    return environment
  }

  /** No event gets it from now on. */
  const setAside = (environment: Environment): void => {
    for (const list of [warm, spares]) {
      const index = list.indexOf(environment)
      if (index >= 0) list.splice(index, 1)
    }
  }

  const startCold = (): Environment => {
    coldStarts += 1
    const environment = spares.shift() ?? start()
    all.add(environment)
    keepSpares()
    return environment
  }

  const keepSpares = (): void => {
    while (spares.length < spareCount) spares.push(start())
  }

  /** The most recently used warm environment, else a new one, else a turn in the line. */
  const acquire = async (): Promise<{ environment: Environment; cold: boolean } | undefined> => {
    if (closing) return undefined
    const free = warm.pop()
    if (free !== undefined) return { environment: free, cold: false }
    if (all.size < environmentLimit) return { environment: startCold(), cold: true }
    const handedOver = await new Promise<Environment | undefined>((resolve) => waiting.push(resolve))
    return handedOver === undefined ? acquire() : { environment: handedOver, cold: false }
  }

  const release = (environment: Environment): void => {
    if (!all.has(environment)) return
    const next = waiting.shift()
    if (next !== undefined) next(environment)
    else warm.push(environment)
  }

  const invoke = async (event: unknown, requestId: string = randomUUID()): Promise<Outcome> => {
    const acquired = await acquire()
    if (acquired === undefined) return closed
    const { environment, cold } = acquired
    const began = performance.now()
    const run = runs.begin({ functionId: settings.logicalId, environment: environment.number })
    running.set(environment, run)
    invocations += 1
    const outcome = await environment.run({ requestId, event: JSON.stringify(event ?? null) }, run)
    running.delete(environment)
    if (outcome.ok || outcome.kind === 'error') release(environment)
    else await environment.terminate()
    onEvent({
      type: 'invocation',
      function: settings.name,
      environment: environment.number,
      requestId,
      cold,
      ms: performance.now() - began,
      ...(outcome.ok ? { outcome: 'ok' } : { outcome: outcome.kind, error: outcome.error }),
    })
    run.end()
    return outcome
  }

  keepSpares()
  return {
    settings,
    environmentLimit,
    invoke,
    warm: async () => {
      const acquired = await acquire()
      if (acquired === undefined) return
      const failure = await acquired.environment.ready
      if (failure === undefined) return release(acquired.environment)
      const message = `${settings.name} could not be started: ${failure.error.errorMessage}`
      if (!closing && failure.kind === 'init') onEvent({ type: 'problem', message })
      await acquired.environment.terminate()
    },
    kill: async (number) => {
      const environment = [...all, ...spares].find((each) => each.number === number)
      if (environment === undefined) return
      all.delete(environment)
      setAside(environment)
      await environment.kill()
    },
    firstSignal: () => {
      const stalled = [...running].filter(([, run]) => run.stalls).map(([environment]) => environment)
      return earliest(stalled.map((environment) => environment.firstSignal()))
    },
    counts: () => ({
      environments: all.size,
      running: running.size,
      waiting: waiting.length,
      coldStarts,
      invocations,
    }),
    close: async (graceMs) => {
      closing = true
      for (const next of waiting.splice(0)) next(undefined)
      if (running.size > 0) await activity.quiet(graceMs)
      await Promise.all([...all, ...spares].map((environment) => environment.terminate()))
    },
  }
}

const closed: Outcome = {
  ok: false,
  kind: 'crash',
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The host is closing', trace: [] },
}
