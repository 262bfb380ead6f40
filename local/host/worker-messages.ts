import * as z from 'zod'
import type { FunctionError } from './host-events.ts'

const error = z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) })

/** What an environment's thread tells the host. */
export const workerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('unloadable'), error }),
  z.object({
    type: z.literal('line'),
    stream: z.enum(['stdout', 'stderr']),
    line: z.string(),
    requestId: z.string().optional(),
  }),
  z.object({ type: z.literal('answered'), requestId: z.string(), payload: z.string() }),
  z.object({ type: z.literal('threw'), requestId: z.string(), error }),
  z.object({ type: z.literal('woken') }),
])

/** What the host tells an environment's thread. `deadline`: milliseconds since 1970; `event`: JSON text. */
export type HostMessage =
  | { type: 'invoke'; requestId: string; event: string; deadline: number }
  | { type: 'timePassed' }

export function timeoutError(requestId: string, timeoutSeconds: number): FunctionError {
  const errorMessage = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] }
}

export function killedError(): FunctionError {
  const errorMessage = 'Runtime exited with error: signal: killed'
  return { errorType: 'Runtime.ExitError', errorMessage, trace: [] }
}

export function initTimeoutError(limitMs: number): FunctionError {
  const errorMessage = `Init phase took longer than ${limitMs / 1000} s`
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] }
}

export function crashError(uncaught: unknown, code: number): FunctionError {
  if (!(uncaught instanceof Error))
    return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with code ${code}`, trace: [] }
  const outOfMemory = 'code' in uncaught && uncaught.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return {
    errorType: outOfMemory ? 'Runtime.OutOfMemory' : uncaught.name,
    errorMessage: outOfMemory ? 'Runtime exited: it used all of its memory' : uncaught.message,
    trace: String(uncaught.stack).split('\n'),
  }
}
