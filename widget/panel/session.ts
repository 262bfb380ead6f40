import type { Identity, Settings } from '../contract.ts'
import { ApiFailure, exchange, failureOf } from './exchange.ts'
import { forgetGuest, keepGuest, keptGuest } from './guest-session.ts'
import { anonymous, type Memory } from './memory.ts'
import { newKey } from './outbox.ts'
import { inOneTab } from './tabs.ts'
import { readSession, type Token } from './wire.ts'
import { record, text } from './wire-values.ts'

export type Session = {
  /** A token that is good now; asks the storefront and the API for one if need be. Throws `ApiFailure`. */
  token: () => Promise<string>
  /** Where news of a conversation come live; `undefined` where there is no such way, or no token that is good now. */
  socketUrl: (conversation: string) => string | undefined
  /** The token was refused: forget it. */
  refused: () => void
  /** Whether somebody vouches for the customer: the storefront, or a code that was mailed to them. */
  verified: () => boolean
  /** `POST /v1/sessions/guest`: mails a code, if the order and the address belong together. */
  askForCode: (orderId: string, email: string) => Promise<void>
  /** `POST /v1/sessions/guest/verify`: the session is the customer's from now on. */
  redeemCode: (code: string) => Promise<void>
}

/** Renewed this long before it ends, so that it does not end on the way. */
const marginMs = 30_000

/**
 * The session of one shopper: of the customer for whom `identity` vouches, of a guest, or an anonymous one. `signal`
 * ends it: another shopper takes over this browser, and an answer that comes later is dropped.
 */
export function createSession(
  { storeId, api }: Settings,
  { memory, identity, signal }: { memory: Memory; identity: Identity | undefined; signal: AbortSignal },
): Session {
  let guest = identity ? undefined : keptGuest(storeId)
  let own: Token | undefined = guest
  let refused: string | undefined
  let asking: Promise<string> | undefined
  if (!identity) settleOwner(memory, guest?.owner ?? anonymous)

  /** An anonymous session is shared by all tabs, so that they share its conversation. */
  const current = () => own ?? (identity ? undefined : memory.kept().session)

  function good(): Token | undefined {
    const session = current()
    const lasts = session && session.token !== refused && session.expiresAt - marginMs > Date.now()
    return lasts ? session : undefined
  }

  async function ask(): Promise<string> {
    if (!identity) memory.catchUp()
    const known = good()
    if (known) return known.token
    const customerToken = identity && (await tokenOf(identity))
    signal.throwIfAborted()
    if (customerToken) settleOwner(memory, subjectOf(customerToken))
    // Who shows an earlier session, even one that has ended, keeps its conversations.
    const earlier = current() ?? memory.kept().session
    const session = readSession(await post('', { ...(customerToken && { customerToken }) }, earlier?.token))
    if (identity) own = session
    else {
      endGuest()
      memory.change({ session })
    }
    return session.token
  }

  /** A guest is vouched for as long as the session lasts. Then it is an anonymous one again. */
  function endGuest(): void {
    if (!guest) return
    guest = undefined
    own = undefined
    forgetGuest(storeId)
    memory.forget(anonymous)
  }

  async function post(path: string, body: object, bearer: string | undefined): Promise<unknown> {
    const answer = await exchange(`${api}/v1/sessions${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify({ storeId, ...body }),
      signal,
    })
    return answer.body
  }

  const session: Session = {
    async token() {
      const known = good()
      if (known) return known.token
      asking ??= (identity ? ask() : inOneTab(`${storeId}-session`, ask)).finally(() => {
        asking = undefined
      })
      return asking
    },
    socketUrl(conversation) {
      const { live, token = '' } = good() ?? {}
      return live && `${live}?${new URLSearchParams({ token, conversation })}`
    },
    refused() {
      refused = current()?.token
    },
    verified: () => identity !== undefined || guest !== undefined,
    async askForCode(orderId, email) {
      await post('/guest', { orderId, email }, await session.token())
    },
    async redeemCode(code) {
      own = readSession(await post('/guest/verify', { code }, await session.token()))
      guest = keepGuest(storeId, own)
      memory.change({ owner: guest.owner, session: undefined })
    },
  }
  return session
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
    return newKey()
  }
}
