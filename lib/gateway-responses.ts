import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway'

/** A response that the gateway gives by itself, because no function is asked. */
interface GatewayProblem {
  readonly type: ResponseType
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** Says what in the request is wrong. */
  readonly errors?: true
}

const notFound = {
  status: 404,
  code: 'no_such_route',
  title: 'Not Found',
  detail: 'There is nothing at this address, or not for this method.',
}
const invalid = { status: 400, code: 'invalid_request', title: 'Bad Request' }

const problems: readonly GatewayProblem[] = [
  {
    type: ResponseType.BAD_REQUEST_BODY,
    ...invalid,
    detail: 'The body is not as the API describes it.',
    errors: true,
  },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, ...invalid, detail: 'A parameter is missing.', errors: true },
  // The gateway's names for a request to a path or method that does not exist, without and with a bearer token.
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...notFound },
  { type: ResponseType.INVALID_SIGNATURE, ...notFound },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...notFound },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'too_large',
    title: 'Content Too Large',
    detail: 'The body is too large.',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: 'not_json',
    title: 'Unsupported Media Type',
    detail: 'Send the body as JSON, with the header Content-Type: application/json.',
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: 'too_many_requests',
    title: 'Too Many Requests',
    detail: 'Wait a second and try again.',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: 'timeout',
    title: 'Gateway Timeout',
    detail: 'The answer took too long. Try again with the same Idempotency-Key.',
  },
  {
    type: ResponseType.DEFAULT_4XX,
    status: 400,
    code: 'bad_request',
    title: 'Bad Request',
    detail: 'The request cannot be processed.',
  },
  {
    type: ResponseType.DEFAULT_5XX,
    status: 500,
    code: 'internal_error',
    title: 'Internal Server Error',
    detail: 'Something went wrong on our side. Try again with the same Idempotency-Key.',
  },
]

/**
 * Makes the gateway's own errors look like the function's (RFC 9457) and readable for a browser. Such a response holds
 * nothing of anybody, and the gateway cannot choose a header by the caller's origin, so every origin may read it.
 */
export function addGatewayResponses(api: RestApi): void {
  for (const problem of problems) {
    api.addGatewayResponse(problem.type.responseType, {
      type: problem.type,
      statusCode: String(problem.status),
      responseHeaders: {
        'Content-Type': "'application/problem+json'",
        'Access-Control-Allow-Origin': "'*'",
        ...(problem.status === 429 && { 'Retry-After': "'1'" }),
      },
      templates: { 'application/json': body(problem) },
    })
  }
}

function body({ status, code, title, detail, errors }: GatewayProblem): string {
  return JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail,
    instance: '$context.path',
    code,
    requestId: '$context.requestId',
    ...(errors && { errors: [{ pointer: '', detail: '$context.error.validationErrorString' }] }),
  })
}
