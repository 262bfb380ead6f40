import { randomUUID } from 'node:crypto'
import type { Activity } from './activity.ts'
import { type Environment, type Outcome, startEnvironment } from './environment.ts'
import type { FunctionSettings } from './function-settings.ts'
import type { OnEvent } from './host-events.ts'

/** A function with its warm and cold environments. */
export type HostedFunction = {
  settings: FunctionSettings
  /** At most so many events are handled at once; more wait their turn. */
  environmentLimit: number
  /** Never rejects: failures are outcomes. */
  invoke: (event: unknown, requestId?: string) => Promise<Outcome>
  /** Starts an environment ahead of the first event. */
  warm: () => Promise<void>
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
  variables: Record<string, string>
  environmentLimit: number
  activity: Activity
  onEvent: OnEvent
}): HostedFunction {
  const { settings, variables, environmentLimit, activity, onEvent } = given
  const all = new Set<Environment>()
  const warm: Environment[] = []
  const waiting: ((environment: Environment | undefined) => void)[] = []
  let running = 0
  let coldStarts = 0
  let invocations = 0
  let closing = false

  const start = (): Environment => {
    const began = performance.now()
    const tell = (state: 'starting' | 'ready' | 'gone', reason?: string): void =>
      onEvent({
        type: 'environment',
        function: settings.name,
        state,
        ms: performance.now() - began,
        ...(reason !== undefined && { reason }),
      })
    coldStarts += 1
    tell('starting')
    const environment = startEnvironment(settings, variables, (line) =>
      onEvent({ type: 'line', function: settings.name, ...line }),
    )
    all.add(environment)
    void environment.ready.then((failure) => failure === undefined && tell('ready'))
    void environment.gone.then((reason) => {
      all.delete(environment)
      const index = warm.indexOf(environment)
      if (index >= 0) warm.splice(index, 1)
      tell('gone', reason)
      const next = all.size < environmentLimit && !closing ? waiting.shift() : undefined
      next?.(undefined)
    })
    return environment
  }

  /** The most recently used warm environment, else a new one, else a turn in the line. */
  const acquire = async (): Promise<{ environment: Environment; cold: boolean } | undefined> => {
    if (closing) return undefined
    const free = warm.pop()
    if (free !== undefined) return { environment: free, cold: false }
    if (all.size < environmentLimit) return { environment: start(), cold: true }
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
    const done = activity.begin()
    try {
      const acquired = await acquire()
      if (acquired === undefined) return closed
      const { environment, cold } = acquired
      const began = performance.now()
      running += 1
      invocations += 1
      const outcome = await environment.run({ requestId, event: JSON.stringify(event ?? null) })
      running -= 1
      if (outcome.ok || outcome.kind === 'error') release(environment)
      else await environment.terminate()
      onEvent({
        type: 'invocation',
        function: settings.name,
        requestId,
        cold,
        ms: performance.now() - began,
        ...(outcome.ok ? { outcome: 'ok' } : { outcome: outcome.kind, error: outcome.error }),
      })
      return outcome
    } finally {
      done()
    }
  }

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
      if (!closing) onEvent({ type: 'problem', message })
      await acquired.environment.terminate()
    },
    counts: () => ({ environments: all.size, running, waiting: waiting.length, coldStarts, invocations }),
    close: async (graceMs) => {
      closing = true
      for (const next of waiting.splice(0)) next(undefined)
      if (running > 0) await activity.quiet(graceMs)
      await Promise.all([...all].map((environment) => environment.terminate()))
    },
  }
}

const closed: Outcome = {
  ok: false,
  kind: 'crash',
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The host is closing', trace: [] },
}

/** Finds a function by its name or logical id, or by an unambiguous beginning of that. */
export function functionNamed(functions: HostedFunction[], name: string): HostedFunction {
  const exact = functions.find(({ settings }) => settings.name === name || settings.logicalId === name)
  const [candidate, ...others] = functions.filter(({ settings }) => settings.logicalId.startsWith(name))
  const found = exact ?? (others.length === 0 ? candidate : undefined)
  if (found !== undefined) return found
  const names = functions.map(({ settings }) => settings.logicalId).join(', ')
  throw new Error(`No function, or more than one, is called ${name}. There are: ${names}`)
}
