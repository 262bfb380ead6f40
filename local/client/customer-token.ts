import { SignJWT } from 'jose'

/** What a storefront's server keeps: which store it is, and the secret that it shares with Switchboard. */
export interface StoreCredentials {
  readonly storeId: string
  readonly storeSecret: string
}

const lifetime = '10m'

/** The token by which the storefront's server vouches for a logged-in customer, for `POST /v1/sessions`. */
export async function signCustomerToken(customerId: string, store: StoreCredentials): Promise<string> {
  return sign({}, customerId, store)
}

/** The token of one of the store's support people: their session may read traces. */
export async function signOperatorToken(operatorId: string, store: StoreCredentials): Promise<string> {
  return sign({ role: 'operator' }, operatorId, store)
}

async function sign(
  claims: Record<string, string>,
  subject: string,
  { storeId, storeSecret }: StoreCredentials,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setAudience(storeId)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(storeSecret))
}
