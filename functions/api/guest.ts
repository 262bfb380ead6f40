import { type CodeRequest, type GuestPorts, redeemGuestCode, requestGuestCode } from '../core/guest.ts'
import type { Session } from '../core/intake.ts'
import { preferredLanguage } from '../core/spoken-language.ts'
import { parseBody, type Route } from './http.ts'
import { Problem } from './problem.ts'
import { guestRequest, guestVerification } from './schemas.ts'
import type { SessionTokens } from './session-tokens.ts'
import { checkStore, sessionBody } from './sessions.ts'

export interface GuestOptions {
  readonly storeId: string
  readonly tokens: SessionTokens
  /** Left out where no mail is sent: then guests cannot be identified. */
  readonly guests: GuestPorts | undefined
  readonly socketUrl: string
}

/** `POST /v1/sessions/guest`: the same answer whether or not there is such an order and whosever it is. */
export function askForGuestCode({ guests, tokens, storeId }: GuestOptions): Route {
  return async (request) => {
    if (!guests) throw guestOff()
    const session = anonymous(await tokens.read(request.header('authorization')))
    const body = parseBody(guestRequest, request.body)
    checkStore(body.storeId, storeId)
    const asked: CodeRequest = {
      ...body,
      sessionId: session.sessionId,
      network: networkOf(request.sourceIp),
      language: preferredLanguage(request.header('accept-language')),
    }
    const result = await requestGuestCode(asked, guests)
    if (result.kind === 'limited') throw tooManyCodes(result.retryAfterSeconds)
    return { status: 202, body: { expiresInSeconds: result.expiresInSeconds } }
  }
}

/** `POST /v1/sessions/guest/verify`: the session, from now on the customer's to whom the code was sent. */
export function verifyGuestCode({ guests, tokens, storeId, socketUrl }: GuestOptions): Route {
  return async (request) => {
    if (!guests) throw guestOff()
    const { sessionId } = anonymous(await tokens.read(request.header('authorization')))
    const body = parseBody(guestVerification, request.body)
    checkStore(body.storeId, storeId)
    const customerId = await redeemGuestCode({ sessionId, code: body.code }, guests)
    if (customerId === undefined) throw codeInvalid()
    const session = { sessionId, customerId, operator: false }
    return { status: 201, body: await sessionBody(session, { tokens, socketUrl }) }
  }
}

/** Requests from one network count together: an IPv6 address stands for the /64 that one client has to itself. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [before = '', after] = address.toLowerCase().split('::')
  const front = before.split(':').filter((group) => group !== '')
  const back = (after ?? '').split(':').filter((group) => group !== '')
  const zeros = after === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

function anonymous(session: Session): Session {
  if (session.operator) {
    throw new Problem(403, 'customers_only', 'Operators are no guests. Use an anonymous session.')
  }
  if (session.customerId !== undefined) {
    throw new Problem(
      409,
      'already_verified',
      'This session is a verified customer’s already. Begin a new session to be somebody else.',
    )
  }
  return session
}

function guestOff(): Problem {
  return new Problem(
    404,
    'guest_off',
    'This store sends no codes to guests. Log in to the store, or ask about products without a log-in.',
  )
}

function tooManyCodes(seconds: number): Problem {
  return new Problem(
    429,
    'too_many_codes',
    `Too many codes were asked for. Try again in ${Math.ceil(seconds / 60)} minutes, or log in to the store.`,
    { headers: { 'Retry-After': String(seconds) } },
  )
}

/** One answer for a wrong, a used and an expired code, and for one that nobody was sent. */
function codeInvalid(): Problem {
  return new Problem(
    401,
    'code_invalid',
    'The code is not valid, or no longer. Look at the newest mail, or ask for a new code.',
  )
}
