/** The error types of the Messages API, by HTTP status. */
const typeOfStatus: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

/** A rejection as the Messages API words it. Thrown by the rules, answered by the server. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly details: Record<string, unknown> | undefined
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    extra: {
      readonly type?: string
      readonly details?: Record<string, unknown>
      readonly headers?: Record<string, string>
    } = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.type = extra.type ?? typeOfStatus[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
    this.details = extra.details
    this.headers = extra.headers ?? {}
  }
}

/** A 400 `invalid_request_error`. */
export function invalid(message: string): ApiError {
  return new ApiError(400, message)
}

export function errorEnvelope(error: ApiError, requestId: string): Record<string, unknown> {
  return {
    type: 'error',
    error: {
      type: error.type,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
    },
    request_id: requestId,
  }
}
