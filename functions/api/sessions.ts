import type { NewId } from '../core/ids.ts'
import type { VouchedFor } from './customer-tokens.ts'
import { parseBody, type Route } from './http.ts'
import { Problem } from './problem.ts'
import { sessionRequest } from './schemas.ts'
import type { SessionTokens } from './session-tokens.ts'

/** `POST /v1/sessions`: anonymous, or verified by the storefront's token. A bearer keeps its session's id. */
export function createSession(options: {
  readonly storeId: string
  readonly tokens: SessionTokens
  readonly vouchedFor: (token: string) => Promise<VouchedFor>
  readonly newId: NewId
}): Route {
  return async (request) => {
    const { storeId, customerToken } = parseBody(sessionRequest, request.body)
    if (storeId !== options.storeId) {
      throw new Problem(400, 'unknown_store', 'This address serves another store: check the storeId.', {
        errors: [{ pointer: '/storeId', detail: 'is not the id of this store' }],
      })
    }
    const vouched = customerToken === undefined ? undefined : await options.vouchedFor(customerToken)
    const earlier = await options.tokens.earlierSessionId(request.header('authorization'))
    const { token, expiresAt } = await options.tokens.issue({
      sessionId: earlier ?? options.newId('ses'),
      customerId: vouched?.operator ? undefined : vouched?.customerId,
      operator: vouched?.operator ?? false,
    })
    const customer = { verified: vouched !== undefined && !vouched.operator }
    return { status: 201, body: { sessionToken: token, expiresAt: expiresAt.toISOString(), customer } }
  }
}
