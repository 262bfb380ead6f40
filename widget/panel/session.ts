import type { Identity } from '../contract.ts'
import { ApiFailure, exchange, failureOf } from './exchange.ts'
import { anonymous, type Memory } from './memory.ts'
import { readSession, record, text } from './wire.ts'

export type Session = {
  /** A token that is good now; asks the storefront and the API for one if need be. Throws `ApiFailure`. */
  token: () => Promise<string>
  /** The token was refused: forget it. */
  refused: () => void
}

/** Renewed this long before it ends, so that it does not end on the way. */
const marginMs = 30_000

/**
 * The session of one shopper: of the customer for whom `identity` vouches, or an anonymous one. `signal` ends it: another
 * shopper takes over this browser, and an answer that comes later is dropped.
 */
export function createSession(
  { storeId, api }: { storeId: string; api: string },
  { memory, identity, signal }: { memory: Memory; identity: Identity | undefined; signal: AbortSignal },
): Session {
  if (!identity) settleOwner(memory, anonymous)
  let session = identity ? undefined : memory.kept().session
  let good = true
  let asking: Promise<string> | undefined

  async function ask(): Promise<string> {
    const customerToken = identity && (await tokenOf(identity))
    signal.throwIfAborted()
    if (customerToken) settleOwner(memory, subjectOf(customerToken))
    // Who shows an earlier session, even one that has ended, keeps its conversations.
    const earlier = session ?? memory.kept().session
    const { body } = await exchange(`${api}/v1/sessions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(earlier && { authorization: `Bearer ${earlier.token}` }),
      },
      body: JSON.stringify({ storeId, ...(customerToken && { customerToken }) }),
      signal,
    })
    session = readSession(body)
    good = true
    if (!customerToken) memory.change({ session })
    return session.token
  }

  return {
    token() {
      if (good && session && session.expiresAt - marginMs > Date.now()) return Promise.resolve(session.token)
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    refused() {
      good = false
    },
  }
}

/** What another customer left in this browser is forgotten. An anonymous chat goes on when its shopper logs in. */
function settleOwner(memory: Memory, owner: string): void {
  const was = memory.kept().owner
  if (was === owner) return
  if (was === anonymous) memory.change({ owner })
  else memory.forget(owner)
}

async function tokenOf(identity: Identity): Promise<string> {
  try {
    return await identity.getToken()
  } catch (error) {
    const { message } = failureOf(error)
    throw new ApiFailure(
      'unreachable',
      'identity_failed',
      `The storefront gave no customer token: ${message}`,
    )
  }
}

/** Reads whose token it is, to keep two customers of one browser apart. Only the API checks the signature. */
function subjectOf(jwt: string): string {
  try {
    const payload = jwt.split('.')[1] ?? ''
    return text(record(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))).sub)
  } catch {
    return crypto.getRandomValues(new Uint32Array(4)).join('-')
  }
}
