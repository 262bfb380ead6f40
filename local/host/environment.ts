import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'
import type { FunctionSettings } from './function-settings.ts'
import type { FailureKind, FunctionError } from './host-events.ts'

export type Outcome =
  | { ok: true /** The answer as JSON text. */; payload: string }
  | { ok: false; kind: FailureKind; error: FunctionError }

type Invocation = { requestId: string /** JSON text. */; event: string }

/** One execution environment: a worker thread with its own variables and memory, for one event at a time. */
export type Environment = {
  /** Resolves when the handler is loaded, or with why it cannot be. Never rejects. */
  ready: Promise<Extract<Outcome, { ok: false }> | undefined>
  run: (invocation: Invocation) => Promise<Outcome>
  /** Resolves, with the reason, when the environment is gone. */
  gone: Promise<string>
  terminate: () => Promise<void>
}

export type OnLine = (line: {
  stream: 'stdout' | 'stderr'
  line: string
  requestId: string | undefined
}) => void

/** Starts an environment. It gets 10 s to load its handler, as on Lambda. */
export function startEnvironment(
  settings: FunctionSettings,
  variables: Record<string, string>,
  onLine: OnLine,
): Environment {
  const ready = Promise.withResolvers<Extract<Outcome, { ok: false }> | undefined>()
  const gone = Promise.withResolvers<string>()
  let settle: ((outcome: Outcome) => void) | undefined
  let uncaught: unknown

  const worker = new Worker(new URL('./environment-runtime.mjs', import.meta.url), {
    name: settings.name,
    env: variables,
    execArgv: [],
    // A small young generation halves the memory of a busy host at the same speed (measured).
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb, maxYoungGenerationSizeMb: 8 },
    workerData: {
      compiled: getCompileCacheDir(),
      directory: settings.directory,
      handler: settings.handler,
      context: {
        functionName: settings.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: settings.arn,
        memoryLimitInMB: String(settings.memoryMb),
        logGroupName: `/aws/lambda/${settings.name}`,
        logStreamName: 'local',
      },
    },
  })

  const loading = setTimeout(() => {
    const error = {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Init phase took longer than 10 s',
      trace: [],
    }
    ready.resolve({ ok: false, kind: 'init', error })
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
        return settle?.({ ok: true, payload: message.payload })
      case 'threw':
        return settle?.({ ok: false, kind: 'error', error: message.error })
    }
  })
  worker.on('error', (error: unknown) => {
    uncaught = error
  })
  worker.on('exit', (code) => {
    clearTimeout(loading)
    const error = crashError(uncaught, code)
    for (const line of error.trace) onLine({ stream: 'stderr', line, requestId: undefined })
    ready.resolve({ ok: false, kind: 'init', error })
    settle?.({ ok: false, kind: 'crash', error })
    gone.resolve(error.errorMessage)
  })

  const terminate = async (): Promise<void> => {
    await worker.terminate()
  }

  const run = async (invocation: Invocation): Promise<Outcome> => {
    const failed = await ready.promise
    if (failed !== undefined) return failed
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    settle = resolve
    const limitMs = settings.timeoutSeconds * 1000
    const timer = setTimeout(() => {
      resolve({ ok: false, kind: 'timeout', error: timeoutError(invocation, settings) })
      void terminate()
    }, limitMs)
    worker.postMessage({ ...invocation, deadline: Date.now() + limitMs })
    const outcome = await promise
    clearTimeout(timer)
    settle = undefined
    return outcome
  }
  return { ready: ready.promise, run, gone: gone.promise, terminate }
}

const initLimitMs = 10_000

const errorShape = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) })
const workerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('unloadable'), error: errorShape }),
  z.object({
    type: z.literal('line'),
    stream: z.enum(['stdout', 'stderr']),
    line: z.string(),
    requestId: z.string().optional(),
  }),
  z.object({ type: z.literal('answered'), requestId: z.string(), payload: z.string() }),
  z.object({ type: z.literal('threw'), requestId: z.string(), error: errorShape }),
])

function timeoutError({ requestId }: Invocation, { timeoutSeconds }: FunctionSettings): FunctionError {
  const errorMessage = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] }
}

function crashError(uncaught: unknown, code: number): FunctionError {
  if (!(uncaught instanceof Error))
    return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with code ${code}`, trace: [] }
  const outOfMemory = 'code' in uncaught && uncaught.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return {
    errorType: outOfMemory ? 'Runtime.OutOfMemory' : uncaught.name,
    errorMessage: outOfMemory ? 'Runtime exited: it used all of its memory' : uncaught.message,
    trace: String(uncaught.stack).split('\n'),
  }
}
