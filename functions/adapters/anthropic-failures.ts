import {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  NotFoundError,
  PermissionDeniedError,
} from '@anthropic-ai/sdk/core/error'
import type { NoReply } from '../core/model.ts'

/** Milliseconds to wait when the API does not say how long. */
const rateLimited = 5_000
const overloaded = 2_000
const dropped = 500

/**
 * What a failed call means: wait and ask again, or stop asking. Throws only when asking again cannot help and
 * somebody has to mend something; the message says what.
 */
export function failureOf(error: unknown, signal: AbortSignal): NoReply {
  if (error instanceof APIUserAbortError || signal.aborted) {
    return { kind: 'busy', reason: 'this call was ended', retryAfterMs: 0, ended: true }
  }
  if (error instanceof APIConnectionError) return busy('the model could not be reached', dropped)
  if (!(error instanceof APIError)) return brokenStream(error)
  if (isSpent(error)) return { kind: 'spent', reason: "the account's spend limit is reached" }
  if (error.status === 429 || error.type === 'rate_limit_error') {
    return busy('the model is rate limited', retryAfter(error.headers) ?? rateLimited)
  }
  if (isPassing(error)) return busy('the model is overloaded', retryAfter(error.headers) ?? overloaded)
  throw new Error(
    `${hint(error)} (the Messages API answered ${error.status ?? error.type}: ${error.message})`,
    {
      cause: error,
    },
  )
}

function busy(reason: string, retryAfterMs: number): NoReply {
  return { kind: 'busy', reason, retryAfterMs }
}

/** After a 200 the SDK reports a dropped or garbled stream by these, and none of them is an APIError. */
function brokenStream(error: unknown): NoReply {
  if (error instanceof Error) return busy(`the model's reply broke off (${error.message})`, dropped)
  throw error
}

function isSpent(error: APIError): boolean {
  return error.status === 402 || error.errorCode === 'enforced_spend_limit_reached'
}

/** Errors inside a stream have no status, only a type. */
function isPassing({ status, type }: APIError): boolean {
  if (status === undefined)
    return type === 'overloaded_error' || type === 'api_error' || type === 'timeout_error'
  return status === 408 || status === 409 || status >= 500
}

/** Milliseconds, from `retry-after-ms` or `retry-after` (seconds). */
function retryAfter(headers: Headers | undefined): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(milliseconds)) return milliseconds
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

function hint(error: APIError): string {
  if (error instanceof AuthenticationError || error instanceof PermissionDeniedError) {
    return 'The Anthropic API key is not accepted: put a valid key into the SSM parameter that ANTHROPIC_KEY_PARAMETER names'
  }
  if (error instanceof NotFoundError) {
    return 'The model is not known: set an existing model id in the configuration (cdk.json) and deploy again'
  }
  return 'The request to the model is not valid: this is a defect of Switchboard'
}
