import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { ApiError, errorEnvelope } from './api-error.ts'
import type { StreamFault } from './reply.ts'
import { eventText, messageEvents } from './wire-format.ts'
import type { WireMessage } from './wire-message.ts'

/** How slowly to answer. `signal` aborts when the caller has gone; `pause` waits for real unless a test has its own. */
export interface Pace {
  readonly latencyMs: number
  readonly signal: AbortSignal
  readonly pause: Pause
}

/** Rejects when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export const realPause: Pause = (ms, signal) => setTimeout(ms, undefined, { signal })

const limits = { requests: 4_000, tokens: 2_400_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 }

export function answerHeaders(requestId: string, error?: ApiError): Record<string, string> {
  const reset = new Date(Date.now() + 1_000).toISOString()
  const rates = Object.entries(limits).flatMap(([name, limit]) => [
    [`anthropic-ratelimit-${name}-limit`, String(limit)],
    [`anthropic-ratelimit-${name}-remaining`, String(error?.status === 429 ? 0 : limit - 1)],
    [`anthropic-ratelimit-${name}-reset`, reset],
  ])
  return {
    'request-id': requestId,
    'anthropic-organization-id': '00000000-0000-0000-0000-000000000000',
    ...Object.fromEntries(rates),
    ...error?.headers,
  }
}

export async function sendJson(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Record<string, unknown>,
  pace?: Pace,
): Promise<void> {
  if (pace !== undefined && !(await waited(pace.latencyMs, pace))) return
  response.writeHead(status, { ...headers, 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Half the latency comes before the first event, the rest is spread over the others. */
export async function sendEvents(
  response: ServerResponse,
  requestId: string,
  message: WireMessage,
  fault: StreamFault | undefined,
  pace: Pace,
): Promise<void> {
  const events = messageEvents(message)
  if (!(await waited(pace.latencyMs / 2, pace))) return
  response.writeHead(200, {
    ...answerHeaders(requestId),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  })
  response.flushHeaders()
  for (const [index, event] of events.entries()) {
    if (index === fault?.afterEvents) return fail(response, fault, requestId)
    response.write(eventText(event))
    if (!(await waited(pace.latencyMs / 2 / events.length, pace))) return
  }
  response.end()
}

function fail(response: ServerResponse, fault: StreamFault, requestId: string): void {
  switch (fault.then) {
    case 'drop':
      // What was written must arrive before the connection breaks.
      response.write(': \n\n', () => response.destroy())
      return
    case 'end':
      response.end()
      return
    case 'error':
      response.end(eventText({ type: 'error', ...errorEnvelope(new ApiError(529, 'Overloaded'), requestId) }))
      return
    case 'hang':
      return
  }
}

/** False when the caller went away meanwhile. */
async function waited(ms: number, { signal, pause }: Pace): Promise<boolean> {
  if (ms <= 0) return !signal.aborted
  try {
    await pause(ms, signal)
    return true
  } catch {
    return false
  }
}
