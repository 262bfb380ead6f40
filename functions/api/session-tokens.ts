import { errors, SignJWT } from 'jose'
import * as z from 'zod'
import { sessionId } from '../core/ids.ts'
import type { Session } from '../core/intake.ts'
import { Problem } from './problem.ts'
import { algorithm, keyOf, type Secrets, verifiedClaims } from './signing-secrets.ts'

/**
 * Session tokens: JWTs (HS256) that this service signs and reads itself, so that a session costs no look-up. The
 * customer in it is verified: by a token that the storefront's server has signed, or by a code mailed to a guest.
 */
export interface SessionTokens {
  issue(session: Session): Promise<{ token: string; expiresAt: Date }>
  /** Throws a 401 for a missing, forged or expired token. */
  read(authorization: string | undefined): Promise<Session>
  /** As `read`, with the end of the token's time. */
  readWithEnd(authorization: string | undefined): Promise<{ session: Session; expiresAt: Date }>
  /** The id of an earlier session that the bearer had, even if it has run out: its conversations stay reachable. */
  earlierSessionId(authorization: string | undefined): Promise<string | undefined>
}

const claims = z.object({
  sid: sessionId,
  sub: z.string().optional(),
  operator: z.boolean().optional(),
  exp: z.number(),
})

/** Seconds. A verified session is short: the widget renews it with a fresh token from the storefront. */
const verifiedLifetime = 3_600
const anonymousLifetime = 12 * 3_600
const renewableFor = 30 * 86_400

export function sessionTokens(options: {
  readonly secrets: Secrets
  readonly storeId: string
  readonly now: () => number
}): SessionTokens {
  const verify = async (token: string, clockTolerance: number) => {
    const payload = await verifiedClaims(token, options.secrets, {
      audience: options.storeId,
      currentDate: new Date(options.now()),
      clockTolerance,
    })
    return claims.parse(payload)
  }

  async function readWithEnd(authorization: string | undefined) {
    const token = bearer(authorization)
    if (token === undefined) {
      throw new Problem(
        401,
        'session_missing',
        'Send a session token: Authorization: Bearer <sessionToken from POST /v1/sessions>.',
      )
    }
    try {
      const { sid, sub, operator, exp } = await verify(token, 0)
      const session = { sessionId: sid, customerId: sub, operator: operator ?? false }
      return { session, expiresAt: new Date(exp * 1000) }
    } catch (error) {
      throw sessionProblem(error)
    }
  }

  return {
    async issue(session) {
      const [newest] = await options.secrets()
      const verified = session.customerId !== undefined || session.operator
      const issuedAt = Math.floor(options.now() / 1000)
      const expiresAt = issuedAt + (verified ? verifiedLifetime : anonymousLifetime)
      const token = await new SignJWT({
        sid: session.sessionId,
        ...(session.customerId === undefined ? {} : { sub: session.customerId }),
        ...(session.operator ? { operator: true } : {}),
      })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(options.storeId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(keyOf(newest))
      return { token, expiresAt: new Date(expiresAt * 1000) }
    },

    read: async (authorization) => (await readWithEnd(authorization)).session,
    readWithEnd,

    async earlierSessionId(authorization) {
      const token = bearer(authorization)
      if (token === undefined) return undefined
      try {
        return (await verify(token, renewableFor)).sid
      } catch (error) {
        if (isTokenFault(error)) return undefined
        throw error
      }
    },
  }
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer +(?<token>\S+)$/i.exec(authorization ?? '')?.groups?.token
}

function isTokenFault(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof z.ZodError
}

function sessionProblem(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new Problem(
      401,
      'session_expired',
      'The session has expired: get a new one from POST /v1/sessions.',
    )
  }
  if (!isTokenFault(error)) return error
  return new Problem(
    401,
    'session_invalid',
    'The session token is not valid: get one from POST /v1/sessions.',
  )
}
