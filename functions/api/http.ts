import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import type * as z from 'zod'
import { type FieldError, Problem } from './problem.ts'

/** A request, with nothing read from it yet but its place. */
export interface HttpRequest {
  readonly path: string
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  /** Parsed JSON, not checked yet; `undefined` when there is none. */
  readonly body: unknown
  /** The client's address, as the gateway sees it. */
  readonly sourceIp: string
  header(name: string): string | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Route = (request: HttpRequest) => Promise<HttpResponse>

/** A route as a Lambda handler. */
export function lambdaRoute(route: Route) {
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    if (event.body && !/^application\/([\w.-]+\+)?json\b/i.test(event.headers['content-type'] ?? '')) {
      throw new Problem(
        415,
        'not_json',
        'Send the body as JSON, with the header Content-Type: application/json.',
      )
    }
    const { status, body, headers } = await route({
      path: event.path,
      params: event.pathParameters ?? {},
      query: event.queryStringParameters ?? {},
      body: event.body ?? undefined,
      sourceIp: event.requestContext.identity.sourceIp,
      header: (name) => event.headers[name.toLowerCase()],
    })
    return {
      statusCode: status,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    }
  }
}

/** The body as its schema says, or a problem that names every fault with its place. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  if (body === undefined || body === null) {
    throw new Problem(400, 'body_missing', 'The request needs a JSON body.')
  }
  return parse(
    schema,
    body,
    'invalid_request',
    'The body is not as the API describes it (see /v1/openapi.json).',
    '/',
  )
}

export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  return parse(schema, query, 'invalid_query', 'A query parameter is not as the API describes it.', '?')
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: string,
  detail: string,
  root: '/' | '?',
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: root + key, detail: 'is not a known field' }))
      : [{ pointer: issue.path.length === 0 ? '' : root + issue.path.join('/'), detail: issue.message }],
  )
  throw new Problem(400, code, detail, { errors })
}
