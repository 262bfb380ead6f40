import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'

/** The secrets that are in use, the newest first: it signs, and what any of them has signed is accepted. */
export type Secrets = () => Promise<readonly [string, ...string[]]>

export const algorithm = 'HS256'

/** The claims of a token that one of the secrets has signed. Throws jose's errors. */
export async function verifiedClaims(
  token: string,
  secrets: Secrets,
  options: Omit<JWTVerifyOptions, 'algorithms'>,
): Promise<JWTPayload> {
  let refusal: unknown
  for (const secret of await secrets()) {
    try {
      const { payload } = await jwtVerify(token, keyOf(secret), { ...options, algorithms: [algorithm] })
      return payload
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
      refusal = error
    }
  }
  throw refusal
}

export function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
