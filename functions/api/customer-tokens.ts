import { errors } from 'jose'
import * as z from 'zod'
import { Problem } from './problem.ts'
import { type Secrets, verifiedClaims } from './signing-secrets.ts'

/** Who the storefront says is there: a customer, or one of the store's support people. */
export interface VouchedFor {
  readonly customerId: string
  readonly operator: boolean
}

const claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.int(),
  iat: z.int().optional(),
  role: z.literal('operator').optional(),
})

/** Seconds. The storefront's token only opens a session, so it need not live long. */
const longestLife = 15 * 60

/** Reads the JWT that the storefront's server signed with a secret of the store. Throws a 401 that says what is wrong. */
export async function readCustomerToken(
  token: string,
  options: { readonly secrets: Secrets; readonly storeId: string; readonly now: () => number },
): Promise<VouchedFor> {
  try {
    const payload = await verifiedClaims(token, options.secrets, {
      audience: options.storeId,
      currentDate: new Date(options.now()),
      requiredClaims: ['exp', 'sub'],
    })
    const { sub, exp, role } = claims.parse(payload)
    if (exp > options.now() / 1000 + longestLife) {
      throw invalid('It is valid for longer than 15 minutes; sign one with a shorter exp.')
    }
    return { customerId: sub, operator: role === 'operator' }
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw invalid('It has expired; fetch a fresh one from the storefront.')
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
      throw invalid(
        "It must be an HS256 JWT, signed with the store's secret, with sub, exp and aud = the store's id.",
      )
    }
    throw error
  }
}

function invalid(detail: string): Problem {
  return new Problem(401, 'customer_token_invalid', `The customerToken is not valid. ${detail}`)
}
