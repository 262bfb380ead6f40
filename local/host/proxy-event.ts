import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import type { Outcome } from './environment.ts'
import type { RestApi, Route } from './rest-declaration.ts'

export type ProxyRequest = {
  message: IncomingMessage
  requestId: string
  route: Route
  /** Without the stage. */
  path: string
  stage: string
  query: URLSearchParams
  pathParameters: Record<string, string>
  body: Buffer
  /** When it came, in milliseconds since 1970. */
  time: number
}

/** The event, payload format 1.0, in which API Gateway hands a request to a function. */
export function proxyEvent(request: ProxyRequest, api: RestApi): unknown {
  const { message, requestId, route, path, stage, query, pathParameters, body, time } = request
  const sourceIp = message.socket.remoteAddress ?? '127.0.0.1'
  const multiValueHeaders = headersOf(message, sourceIp)
  const isBinary = matchesMediaType(mediaType(message.headers['content-type']), api.binaryMediaTypes)
  return {
    resource: route.path,
    path,
    httpMethod: message.method,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(
      Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)])),
    ),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: api.id,
      stage,
      protocol: 'HTTP/1.1',
      identity: { sourceIp, userAgent: message.headers['user-agent'] ?? null },
      httpMethod: message.method,
      path: `/${stage}${path}`,
      resourcePath: route.path,
      requestId,
      extendedRequestId: requestId,
      requestTime: new Date(time).toUTCString(),
      requestTimeEpoch: time,
    },
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary && body.length > 0,
  }
}

export type ProxyAnswer = {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer | string
}

/** What a function's outcome means as an HTTP answer; `undefined` when it is none (API Gateway: 502). */
export function proxyAnswer(outcome: Outcome, api: RestApi): ProxyAnswer | undefined {
  if (!outcome.ok) return undefined
  const answer = answerShape.safeParse(JSON.parse(outcome.payload))
  if (!answer.success) return undefined
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = answer.data
  const single = Object.entries(headers ?? {}).map(([key, value]): [string, string] => [
    key.toLowerCase(),
    String(value),
  ])
  const multiple = Object.entries(multiValueHeaders ?? {}).map(([key, values]): [string, string[]] => [
    key.toLowerCase(),
    values.map(String),
  ])
  const merged: Record<string, string | string[]> = {
    'content-type': 'application/json',
    ...Object.fromEntries(single),
    ...Object.fromEntries(multiple),
  }
  const isBinary =
    isBase64Encoded && matchesMediaType(mediaType(String(merged['content-type'])), api.binaryMediaTypes)
  return {
    status: statusCode,
    headers: merged,
    body: isBinary ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  }
}

/** A content type without its parameters. */
export function mediaType(contentType: string | undefined): string {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
}

const headerValue = z.union([z.string(), z.number(), z.boolean()])
const answerShape = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
})

/** In the case in which they were sent, as API Gateway passes them on. */
function headersOf(message: IncomingMessage, sourceIp: string): Record<string, string[]> {
  const headers: Record<string, string[]> = {}
  for (let at = 0; at + 1 < message.rawHeaders.length; at += 2) {
    const [name, value] = [message.rawHeaders[at], message.rawHeaders[at + 1]]
    if (name === undefined || value === undefined || name.toLowerCase() === 'connection') continue
    headers[name] = [...(headers[name] ?? []), value]
  }
  headers['X-Forwarded-For'] = [...(headers['X-Forwarded-For'] ?? []), sourceIp]
  headers['X-Forwarded-Proto'] = ['http']
  return headers
}

function lastOf(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, list]) => [key, list.at(-1) ?? '']))
}

function orNull<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value
}

function matchesMediaType(type: string, patterns: string[]): boolean {
  return patterns.some((pattern) => pattern === '*/*' || pattern.toLowerCase() === type)
}
