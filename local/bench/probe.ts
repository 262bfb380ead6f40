import { BroadcastChannel } from 'node:worker_threads'
import type { Context } from 'aws-lambda'
import { type Requests, recordRequests } from './requests.ts'

/** What one environment did since it was last asked. Times in milliseconds. */
export interface EnvironmentFigures {
  readonly function: string
  readonly invocations: number
  /** In the handler, and of that while a request was under way. */
  readonly handlerMs: number
  readonly awaitedMs: number
  /** Queue messages received, and their time from send to receive. */
  readonly received: number
  readonly waitMs: number
  readonly requests: Requests
}

/** Environments answer here when they are asked. */
export const channelName = 'switchboard-bench'

/**
 * Put around a function's handler in its environment: counts what the handler does without adding a request or a log line.
 * @public bundled in front of every handler
 */
export function probed(handler: Handler, functionName: string): Handler {
  const recorder = recordRequests()
  let sums = { invocations: 0, handlerMs: 0, received: 0, waitMs: 0 }
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = ({ data }) => {
    if (data !== 'figures?') return
    const figures: EnvironmentFigures = { function: functionName, ...sums, ...recorder.take() }
    channel.postMessage(figures)
    sums = { invocations: 0, handlerMs: 0, received: 0, waitMs: 0 }
  }
  channel.unref()

  return async (event, context) => {
    for (const { attributes } of event.Records ?? []) {
      if (attributes?.SentTimestamp === undefined) continue
      sums.received += 1
      sums.waitMs += Date.now() - Number(attributes.SentTimestamp)
    }
    const start = performance.now()
    try {
      return await handler(event, context)
    } finally {
      sums.invocations += 1
      sums.handlerMs += performance.now() - start
    }
  }
}

interface QueueEvent {
  readonly Records?: readonly { readonly attributes?: { readonly SentTimestamp?: string } }[]
}
type Handler = (event: QueueEvent, context: Context) => Promise<unknown>
