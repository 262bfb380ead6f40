import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { WebSocketApi } from './declaration.ts'

/** What is known of a client from its handshake. */
export type Client = {
  connectionId: string
  connectedAt: number
  sourceIp: string
  userAgent: string
  headers: Record<string, string>
  query: URLSearchParams
}

export function clientOf(connectionId: string, request: IncomingMessage, connectedAt: number): Client {
  const headers: Record<string, string> = {}
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2)
    headers[request.rawHeaders[at] ?? ''] = request.rawHeaders[at + 1] ?? ''
  return {
    connectionId,
    connectedAt,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    userAgent: request.headers['user-agent'] ?? '',
    headers,
    query: new URL(request.url ?? '/', 'http://local').searchParams,
  }
}

/** The events in which API Gateway tells a function of a WebSocket. */
export function connectEvent(client: Client, api: WebSocketApi, now: number): unknown {
  const query = [...new Set(client.query.keys())]
  return {
    ...headersOf(client),
    ...(query.length > 0 && {
      queryStringParameters: Object.fromEntries(client.query),
      multiValueQueryStringParameters: Object.fromEntries(
        query.map((key) => [key, client.query.getAll(key)]),
      ),
    }),
    requestContext: contextOf(client, api, now, { routeKey: '$connect', eventType: 'CONNECT' }),
    isBase64Encoded: false,
  }
}

export function messageEvent(
  client: Client,
  api: WebSocketApi,
  now: number,
  { routeKey, body }: { routeKey: string; body: string },
): unknown {
  const messageId = randomUUID()
  return {
    requestContext: { ...contextOf(client, api, now, { routeKey, eventType: 'MESSAGE' }), messageId },
    body,
    isBase64Encoded: false,
  }
}

export function disconnectEvent(
  client: Client,
  api: WebSocketApi,
  now: number,
  { code, reason }: { code: number; reason: string },
): unknown {
  return {
    ...headersOf(client),
    requestContext: {
      ...contextOf(client, api, now, { routeKey: '$disconnect', eventType: 'DISCONNECT' }),
      disconnectStatusCode: code,
      disconnectReason: reason,
    },
    isBase64Encoded: false,
  }
}

function headersOf({ headers }: Client): object {
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  }
}

function contextOf(
  { connectionId, connectedAt, sourceIp, userAgent }: Client,
  api: WebSocketApi,
  now: number,
  event: { routeKey: string; eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT' },
): object {
  const requestId = randomUUID()
  return {
    ...event,
    extendedRequestId: requestId,
    requestId,
    requestTime: new Date(now).toUTCString(),
    requestTimeEpoch: now,
    messageDirection: 'IN',
    stage: api.stage,
    apiId: api.id,
    connectionId,
    connectedAt,
    domainName: `${api.id}.execute-api.us-east-1.amazonaws.com`,
    identity: { sourceIp, userAgent },
  }
}
