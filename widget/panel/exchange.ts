import { spoken } from './language.ts'
import { isRecord } from './wire-values.ts'

/**
 * Why a request brought nothing. `unreachable`: no answer, or the server's own trouble; trying again may help.
 * `busy`: too fast, wait `retryAfterMs`. `gone`: no such conversation for this session. `unauthorised`: the session has
 * ended. `refused`: this request will never do.
 */
export class ApiFailure extends Error {
  declare readonly kind: 'unreachable' | 'busy' | 'gone' | 'unauthorised' | 'refused'
  declare readonly code: string
  declare readonly retryAfterMs: number | undefined

  constructor(kind: ApiFailure['kind'], code: string, detail: string, retryAfterMs?: number) {
    super(detail)
    this.kind = kind
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Whatever was thrown, as a failure: what is not one already may have been the network. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error
  return new ApiFailure('unreachable', 'unreachable', error instanceof Error ? error.message : '')
}

export type Answer = { status: number; body: unknown; etag: string | null }

const timeoutMs = 20_000

/** One request and its JSON answer. Throws `ApiFailure`. */
export async function exchange(url: string, request: RequestInit & { signal: AbortSignal }): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...request,
      // In which language code writes, until the shopper's own words tell.
      headers: { ...request.headers, 'accept-language': spoken },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    })
    const { status } = response
    const isEmpty = status === 304 || status === 204
    const body: unknown = isEmpty ? undefined : await response.json()
    if (response.ok || isEmpty) return { status, body, etag: response.headers.get('etag') }
    throw refusalOf(response, body)
  } catch (error) {
    throw failureOf(error)
  }
}

function refusalOf({ status, headers }: Response, body: unknown): ApiFailure {
  const { code, detail } = isRecord(body) ? body : {}
  const seconds = Number(headers.get('retry-after'))
  return new ApiFailure(
    (code === 'conversation_closed' ? 'gone' : kinds[status]) ?? (status >= 500 ? 'unreachable' : 'refused'),
    typeof code === 'string' ? code : `http_${status}`,
    typeof detail === 'string' ? detail : '',
    seconds > 0 ? seconds * 1000 : undefined,
  )
}

const kinds: Record<number, ApiFailure['kind']> = {
  401: 'unauthorised',
  404: 'gone',
  409: 'unreachable',
  429: 'busy',
}
