import { subscribe } from 'node:diagnostics_channel'

/** Requests that one thread has sent, by service and operation, e.g. `dynamodb GetItem`. Times in milliseconds. */
export type Requests = Record<string, { count: number; ms: number }>

export interface RequestRecorder {
  /** What was recorded since the last time. `awaitedMs`: while at least one request was under way. */
  take(): { requests: Requests; awaitedMs: number }
}

/** Listens to Node's own reports about HTTP requests of this thread: both of `node:http` and of `fetch`. */
export function recordRequests(): RequestRecorder {
  const began = new WeakMap<object, number>()
  let requests: Requests = {}
  let underWay = 0
  let since = 0
  let awaitedMs = 0

  const begin = (request: object): void => {
    began.set(request, performance.now())
    if (underWay === 0) since = performance.now()
    underWay += 1
  }
  const end = (request: object, name: string): void => {
    const at = began.get(request)
    if (at === undefined) return
    began.delete(request)
    const now = performance.now()
    underWay -= 1
    if (underWay === 0) awaitedMs += now - since
    const sum = requests[name] ?? { count: 0, ms: 0 }
    requests[name] = { count: sum.count + 1, ms: sum.ms + now - at }
  }

  subscribe('http.client.request.created', (message) => begin(requestOf(message)))
  subscribe('http.client.request.error', (message) => end(requestOf(message), 'failed'))
  subscribe('http.client.response.finish', (message) => {
    const request = requestOf(message)
    const name = operation(headerOf(request))
    const response = fieldOf(message, 'response')
    if (isStream(response)) response.once('end', () => end(request, name))
  })
  subscribe('undici:request:create', (message) => begin(requestOf(message)))
  subscribe('undici:request:error', (message) => end(requestOf(message), 'failed'))
  subscribe('undici:request:trailers', (message) => {
    const request = requestOf(message)
    end(request, String(fieldOf(request, 'path')).startsWith('/v1/messages') ? 'model' : 'ssm GetParameter')
  })

  return {
    take() {
      const taken = { requests, awaitedMs }
      requests = {}
      awaitedMs = 0
      return taken
    },
  }
}

/** `DynamoDB_20120810.GetItem` is `dynamodb GetItem`. */
function operation(target: unknown): string {
  const [service = '', action = ''] = String(target).split('.')
  return `${service.replace(/^Amazon|_\d+$/g, '').toLowerCase()} ${action}`
}

function headerOf(request: object): unknown {
  const read = fieldOf(request, 'getHeader')
  return typeof read === 'function' ? read.call(request, 'x-amz-target') : undefined
}

function requestOf(message: unknown): object {
  const request = fieldOf(message, 'request')
  if (typeof request === 'object' && request !== null) return request
  throw new Error('Node reports its requests in another way than this was written for')
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function isStream(value: unknown): value is { once(event: 'end', call: () => void): unknown } {
  return typeof fieldOf(value, 'once') === 'function'
}
