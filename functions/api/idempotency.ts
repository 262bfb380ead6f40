import { createHash } from 'node:crypto'
import type { HttpRequest } from './http.ts'
import { Problem } from './problem.ts'

/**
 * The request's Idempotency-Key, bound to who sent it and where, with a hash of its body. Without the header a
 * repeated request is a new one.
 */
export function idempotencyOf(
  request: HttpRequest,
  scope: string,
): { readonly key: string; readonly requestHash: string } | undefined {
  const key = request.header('idempotency-key')
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Problem(
      400,
      'invalid_idempotency_key',
      'The Idempotency-Key must be 1 to 200 visible ASCII characters.',
    )
  }
  const hash = createHash('sha256').update(JSON.stringify(request.body ?? null))
  return { key: `${scope}#${key}`, requestHash: hash.digest('hex') }
}

export function keyReused(): Problem {
  return new Problem(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request. Use a new key for a new message.',
  )
}
