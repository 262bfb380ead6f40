import type middy from '@middy/core'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import * as z from 'zod'
import { logger } from './telemetry.ts'

/** What an error must have to be told to the client as it is; everything else is a 500 without its cause. */
const tellable = z.object({
  status: z.int(),
  code: z.string(),
  message: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  headers: z.record(z.string(), z.string()),
})
type Tellable = z.infer<typeof tellable>

/** Errors that middy's own middlewares throw have a `statusCode`. */
const middyError = z.object({ statusCode: z.int().min(400).max(499) })

/** Turns every error into `application/problem+json`. Register it first, so that it sees what the others threw. */
export function httpProblems(): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    onError(request) {
      const told = tell(request.error)
      if (told.status >= 500) logger.error('A request failed', { error: request.error })
      const { requestId } = request.event.requestContext
      request.response = {
        statusCode: told.status,
        headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...told.headers },
        body: JSON.stringify({
          type: 'about:blank',
          title: titles[told.status] ?? 'Error',
          status: told.status,
          detail: told.message,
          instance: request.event.path,
          code: told.code,
          requestId,
          ...(told.errors.length > 0 ? { errors: told.errors } : {}),
        }),
      }
    },
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

function tell(error: unknown): Tellable {
  const parsed = tellable.safeParse(error)
  if (parsed.success) return parsed.data
  const known = middyError.safeParse(error)
  const plain = { errors: [], headers: {} }
  switch (known.data?.statusCode) {
    case 404:
      return { ...plain, status: 404, code: 'no_such_route', message: 'There is nothing at this address.' }
    case 400:
    case 422:
      return { ...plain, status: 400, code: 'malformed_json', message: 'The body is not valid JSON.' }
  }
  return {
    ...plain,
    status: 500,
    code: 'internal_error',
    message: 'Something went wrong on our side. Please try again; quote the requestId if it happens again.',
  }
}
