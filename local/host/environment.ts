import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { FunctionSettings } from './function-settings.ts'
import type { FailureKind, FunctionError } from './host-events.ts'
import type { Run } from './runs.ts'
import {
  crashError,
  type HostMessage,
  initTimeoutError,
  killedError,
  timeoutError,
  workerMessage,
} from './worker-messages.ts'

export type Outcome =
  | { ok: true /** The answer as JSON text. */; payload: string }
  | { ok: false; kind: FailureKind; error: FunctionError }
type Failure = Extract<Outcome, { ok: false }>

type Invocation = { requestId: string /** JSON text. */; event: string }

/** One execution environment: a worker thread with its own variables and memory, for one event at a time. */
export type Environment = {
  /** Unique in the host. */
  number: number
  /** Resolves when the handler is loaded, or with why it cannot be. Never rejects. */
  ready: Promise<Failure | undefined>
  run: (invocation: Invocation, run: Run) => Promise<Outcome>
  /** When the first `AbortSignal.timeout` of the event in work is due. */
  firstSignal: () => number | undefined
  /** Resolves, with the reason, when the environment is gone. */
  gone: Promise<string>
  /** Ends it in the middle of whatever it does, as when its memory is used up. Resolves when it is gone. */
  kill: () => Promise<void>
  terminate: () => Promise<void>
}

export type OnLine = (line: {
  stream: 'stdout' | 'stderr'
  line: string
  requestId: string | undefined
}) => void

/** Starts an environment. It gets 10 s to load its handler, as on Lambda, but of real time: loading takes that. */
export function startEnvironment(given: {
  number: number
  settings: FunctionSettings
  variables: Record<string, string>
  clock: Clock
  activity: Activity
  onLine: OnLine
}): Environment {
  const { number, settings, variables, clock, activity, onLine } = given
  const ready = Promise.withResolvers<Failure | undefined>()
  const gone = Promise.withResolvers<string>()
  const firstSignal = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  /** Ends of the wakings that it has not answered yet. */
  const wakings: (() => void)[] = []
  let current: { run: Run; settle: (outcome: Outcome) => void } | undefined
  let uncaught: unknown
  let killed = false

  const worker = new Worker(new URL('./environment-runtime.mjs', import.meta.url), {
    name: settings.name,
    env: variables,
    execArgv: [],
    // A small young generation halves the memory of a busy host at the same speed (measured).
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: 8 },
    workerData: {
      // Beside the bundles: what is compiled is kept by their path, and is of no use after them.
      compiled: join(dirname(settings.directory), 'compiled'),
      directory: settings.directory,
      handler: settings.handler,
      context: contextOf(settings),
      ahead: clock.ahead,
      firstSignal,
    },
  })
  const tell = (message: HostMessage): void => worker.postMessage(message)

  const loading = setTimeout(() => {
    ready.resolve({ ok: false, kind: 'init', error: initTimeoutError(initLimitMs) })
    void worker.terminate()
  }, initLimitMs)

  worker.on('message', (raw: unknown) => {
    const message = workerMessage.parse(raw)
    switch (message.type) {
      case 'ready':
        clearTimeout(loading)
        return ready.resolve(undefined)
      case 'unloadable':
        return ready.resolve({ ok: false, kind: 'init', error: message.error })
      case 'line':
        return onLine({ stream: message.stream, line: message.line, requestId: message.requestId })
      case 'answered':
        return killed ? undefined : current?.settle({ ok: true, payload: message.payload })
      case 'threw':
        return killed ? undefined : current?.settle({ ok: false, kind: 'error', error: message.error })
      case 'woken':
        return void afterTurns(turnsAfterWaking).then(wakings.shift())
    }
  })
  worker.on('error', (error: unknown) => {
    uncaught = error
  })
  worker.on('exit', (code) => {
    clearTimeout(loading)
    const error = killed ? killedError() : crashError(uncaught, code)
    for (const line of error.trace) onLine({ stream: 'stderr', line, requestId: undefined })
    ready.resolve({ ok: false, kind: killed ? 'crash' : 'init', error })
    current?.settle({ ok: false, kind: 'crash', error })
    for (const end of wakings) end()
    gone.resolve(error.errorMessage)
  })

  /** Time was made to pass during the event: what is due there fires before anybody takes this run for waiting. */
  const wake = (): void => {
    wakings.push(isDue() ? activity.begin() : () => {})
    tell({ type: 'timePassed' })
  }
  const isDue = (): boolean => (firstSignal[0] ?? Number.POSITIVE_INFINITY) <= clock.now()

  const run = async ({ requestId, event }: Invocation, run: Run): Promise<Outcome> => {
    const failed = await ready.promise
    if (failed !== undefined) return failed
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    current = { run, settle: resolve }
    const deadline = clock.now() + settings.timeoutSeconds * 1000
    const timeOver = (): void => {
      run.stir()
      resolve({ ok: false, kind: 'timeout', error: timeoutError(requestId, settings.timeoutSeconds) })
      void worker.terminate()
    }
    firstSignal[0] = Number.POSITIVE_INFINITY
    const cancel = clock.at(deadline, timeOver, () => run.stalls)
    const unhear = clock.onAdvance(wake)
    tell({ type: 'invoke', requestId, event, deadline })
    const outcome = await promise
    cancel()
    unhear()
    current = undefined
    return outcome
  }

  const terminate = async (): Promise<void> => {
    await worker.terminate()
  }

  return {
    number,
    ready: ready.promise,
    run,
    firstSignal: () =>
      current !== undefined && Number.isFinite(firstSignal[0]) ? firstSignal[0] : undefined,
    gone: gone.promise,
    kill: () => {
      killed = true
      current?.run.stir()
      return terminate()
    },
    terminate,
  }
}

const initLimitMs = 10_000

/** A connection that ended over there is seen here by the next turn but one; one more does not hurt. */
const turnsAfterWaking = 3

async function afterTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate()
}

function contextOf({ name, arn, memoryMb }: FunctionSettings): Record<string, string> {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
  }
}
