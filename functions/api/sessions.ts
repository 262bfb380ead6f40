import type * as z from 'zod'
import type { NewId } from '../core/ids.ts'
import type { Session } from '../core/intake.ts'
import type { VouchedFor } from './customer-tokens.ts'
import { parseBody, type Route } from './http.ts'
import { Problem } from './problem.ts'
import { sessionRequest, type sessionResponse } from './schemas.ts'
import type { SessionTokens } from './session-tokens.ts'

/** `POST /v1/sessions`: anonymous, or verified by the storefront's token. A bearer keeps its session's id. */
export function createSession(options: {
  readonly storeId: string
  readonly tokens: SessionTokens
  readonly vouchedFor: (token: string) => Promise<VouchedFor>
  readonly newId: NewId
  readonly socketUrl: string
}): Route {
  return async (request) => {
    const { storeId, customerToken } = parseBody(sessionRequest, request.body)
    checkStore(storeId, options.storeId)
    const vouched = customerToken === undefined ? undefined : await options.vouchedFor(customerToken)
    const earlier = await options.tokens.earlierSessionId(request.header('authorization'))
    const session = {
      sessionId: earlier ?? options.newId('ses'),
      customerId: vouched?.operator ? undefined : vouched?.customerId,
      operator: vouched?.operator ?? false,
    }
    return { status: 201, body: await sessionBody(session, options) }
  }
}

/** Throws a 400 for another store's id. */
export function checkStore(asked: string, served: string): void {
  if (asked === served) return
  throw new Problem(400, 'unknown_store', 'This address serves another store: check the storeId.', {
    errors: [{ pointer: '/storeId', detail: 'is not the id of this store' }],
  })
}

/** A session as its client gets it. */
export async function sessionBody(
  session: Session,
  { tokens, socketUrl }: { readonly tokens: SessionTokens; readonly socketUrl: string },
): Promise<z.infer<typeof sessionResponse>> {
  const { token, expiresAt } = await tokens.issue(session)
  const customer = { verified: session.customerId !== undefined }
  return { sessionToken: token, expiresAt: expiresAt.toISOString(), customer, live: { url: socketUrl } }
}
