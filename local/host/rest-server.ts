import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Clock } from './clock.ts'
import type { Outcome } from './environment.ts'
import { type GatewayFailure, renderGatewayResponse } from './gateway-response.ts'
import type { OnEvent } from './host-events.ts'
import { mockHeaders } from './mock-integration.ts'
import { mediaType, type ProxyAnswer, proxyAnswer, proxyEvent } from './proxy-event.ts'
import { validateRequest } from './request-validation.ts'
import type { RestApi } from './rest-declaration.ts'
import { createRouteTable, type Match } from './route-table.ts'

/** Serves a request that is not the app's (a page, a file); says whether it did. */
export type Mount = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

export type RestServer = {
  url: string
  server: Server
  /** Refuses new connections; those that are open go on. */
  stopListening: () => void
  close: () => Promise<void>
}

/** Serves the declared routes on 127.0.0.1. Rejects with what to do when the port is taken. */
export async function serveRestApi(given: {
  api: RestApi | undefined
  port: number
  mount: Mount | undefined
  clock: Clock
  invoke: (functionName: string, event: unknown, requestId: string) => Promise<Outcome>
  onEvent: OnEvent
}): Promise<RestServer> {
  const { api, port, mount, clock, invoke, onEvent } = given
  const find = createRouteTable(api)

  const gatewayAnswer = (
    failure: GatewayFailure,
    request: IncomingMessage,
    context: Record<string, string>,
  ): ProxyAnswer =>
    renderGatewayResponse(failure, api?.gatewayResponses ?? new Map(), context, request.headers.accept ?? '')

  const answer = async (request: IncomingMessage, url: URL, requestId: string): Promise<ProxyAnswer> => {
    const match = find(request.method ?? 'GET', url.pathname)
    const fail = (failure: GatewayFailure): ProxyAnswer =>
      gatewayAnswer(failure, request, contextOf(request, url, requestId, match, clock.now()))
    if (match === undefined || api === undefined) return fail({ type: 'MISSING_AUTHENTICATION_TOKEN' })
    const body = await readBody(request)
    if (body === undefined) return fail({ type: 'REQUEST_TOO_LARGE' })
    const { route } = match
    const failure = validateRequest(route.validation, {
      body: body.toString('utf8'),
      contentType: mediaType(request.headers['content-type']),
      query: url.searchParams,
      headers: request.headers,
    })
    if (failure !== undefined) return fail(failure)
    const { integration } = route
    if (integration.type === 'mock')
      return {
        status: integration.answer.status,
        headers: mockHeaders(integration.answer, request.headers.origin),
        body: '',
      }
    const asked = { message: request, requestId, query: url.searchParams, body, time: clock.now() }
    const outcome = await withinTime(
      clock,
      invoke(integration.functionName, proxyEvent({ ...asked, ...match }, api), requestId),
      integration.timeoutMs,
    )
    if (outcome === 'too late') return fail({ type: 'INTEGRATION_TIMEOUT' })
    return proxyAnswer(outcome, api) ?? fail({ type: 'DEFAULT_5XX' })
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now()
    const requestId = randomUUID()
    if (mount !== undefined && (await mount(request, response))) return
    const url = new URL(request.url ?? '/', 'http://local')
    const { status, headers, body } = await answer(request, url, requestId)
    response.writeHead(status, { ...headers, 'x-amzn-RequestId': requestId })
    response.end(request.method === 'HEAD' ? undefined : body)
    onEvent({
      type: 'request',
      method: request.method ?? 'GET',
      path: url.pathname,
      status,
      ms: performance.now() - began,
      requestId,
    })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      onEvent({ type: 'problem', message: `Could not answer ${request.method} ${request.url}`, cause })
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' })
      response.end('{"message":"Internal server error"}')
    })
  })
  const url = `http://127.0.0.1:${await listen(server, port)}`
  const closed = once(server, 'close')
  const stopListening = (): void => void server.close()
  const close = async (): Promise<void> => {
    stopListening()
    server.closeAllConnections()
    await closed
  }
  return { url, server, stopListening, close }
}

const bodyLimitBytes = 10 * 1024 * 1024

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= bodyLimitBytes) chunks.push(chunk)
  }
  return size > bodyLimitBytes ? undefined : Buffer.concat(chunks)
}

async function withinTime<T>(clock: Clock, work: Promise<T>, ms: number): Promise<T | 'too late'> {
  const { promise, resolve } = Promise.withResolvers<'too late'>()
  const cancel = clock.at(clock.now() + ms, () => resolve('too late'))
  try {
    return await Promise.race([work, promise])
  } finally {
    cancel()
  }
}

/** The variables that gateway responses may use, without `$context.`. */
function contextOf(
  request: IncomingMessage,
  url: URL,
  requestId: string,
  match: Match | undefined,
  time: number,
): Record<string, string> {
  return {
    requestId,
    extendedRequestId: requestId,
    path: url.pathname,
    httpMethod: request.method ?? 'GET',
    resourcePath: match?.route.path ?? '',
    stage: match?.stage ?? '',
    'identity.sourceIp': request.socket.remoteAddress ?? '',
    requestTimeEpoch: String(time),
  }
}

/** Rejects with what to do when another program listens there. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer()
  await listen(server, port)
  await new Promise((resolve) => server.close(resolve))
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${port} is taken by another program. Stop that one, or choose another port: npm start -- --port ${port + 1}`,
    )
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}
