import type { GuestCodes, Limit } from './guest-codes.ts'
import { guestMail } from './guest-mail.ts'
import type { InLanguage } from './language.ts'
import type { Mail } from './mail.ts'
import type { Customer, Store } from './store.ts'

const hour = 3_600
const day = 24 * hour

export interface GuestRules {
  readonly lifeSeconds: number
  /** Wrong codes after which a new one must be asked for, the last one included. */
  readonly attempts: number
  /** Of requests for a code. By address also a day's: what somebody who guesses codes can try at one customer. */
  readonly limits: Readonly<Record<'session' | 'network' | 'address', readonly Limit[]>>
}

export const guestRules: GuestRules = {
  lifeSeconds: 600,
  attempts: 5,
  limits: {
    session: [{ most: 5, seconds: hour }],
    network: [{ most: 60, seconds: hour }],
    address: [
      { most: 5, seconds: hour },
      { most: 15, seconds: day },
    ],
  },
}

export interface GuestPorts {
  readonly store: Pick<Store, 'customer' | 'orders'>
  readonly codes: GuestCodes
  readonly mail: Mail
  /** Keyed hashes of a text, by every secret that is accepted, the newest first. */
  readonly hashes: (text: string) => Promise<readonly [string, ...string[]]>
  /** Six digits. */
  readonly newCode: () => string
  /** Told when a mail was not taken. Whoever asked is not told, for it would tell them that the order exists. */
  readonly onMailFailed: (error: unknown) => void
  readonly now: () => number
  readonly rules: GuestRules
}

/** With the language that the mail shall be in. */
export interface CodeRequest extends InLanguage {
  readonly sessionId: string
  readonly orderId: string
  readonly email: string
  /** Where the request comes from, as far as requests from there are counted together. */
  readonly network: string
}

export type CodeRequested =
  | { readonly kind: 'taken'; readonly expiresInSeconds: number }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }

/**
 * Sends a code to the customer whose order and address belong together. Otherwise it does the same to no effect: as
 * many reads, the same writes, and a mail to nobody, so that neither the answer nor its time tells whether an order
 * exists or whose it is.
 */
export async function requestGuestCode(request: CodeRequest, ports: GuestPorts): Promise<CodeRequested> {
  const retryAfterSeconds = await countRequest(request, ports)
  if (retryAfterSeconds !== undefined) return { kind: 'limited', retryAfterSeconds }
  const { sessionId } = request
  const { lifeSeconds } = ports.rules
  const code = ports.newCode()
  const [customer, [codeHash]] = await Promise.all([
    customerOf(request, ports.store),
    ports.hashes(codeOf(sessionId, code)),
  ])
  await ports.codes.open({
    sessionId,
    codeHash,
    ...(customer ? { customerId: customer.customerId } : {}),
    expiresAt: ports.now() + lifeSeconds * 1000,
  })
  // To the address on record, not to the one that was typed, should the two only look alike.
  const mail = guestMail(customer?.email ?? ports.mail.nobody, code, lifeSeconds, request)
  await ports.mail.send(mail).catch(ports.onMailFailed)
  return { kind: 'taken', expiresInSeconds: lifeSeconds }
}

/** The customer to whom this code was sent for this session; nobody for any other code. */
export async function redeemGuestCode(
  { sessionId, code }: { readonly sessionId: string; readonly code: string },
  { codes, hashes, rules }: GuestPorts,
): Promise<string | undefined> {
  return await codes.redeem({
    sessionId,
    hashes: await hashes(codeOf(sessionId, code)),
    most: rules.attempts,
  })
}

/** By address last: who is stopped before does not use up what the address's owner may ask for. */
async function countRequest(
  { sessionId, network, email }: CodeRequest,
  { codes, hashes, rules }: GuestPorts,
): Promise<number | undefined> {
  const counted = [
    { kind: 'session', of: sessionId },
    { kind: 'network', of: network },
    { kind: 'address', of: normalized(email) },
  ] as const
  for (const { kind, of } of counted) {
    const [hash] = await hashes(`limit ${kind} ${of}`)
    for (const limit of rules.limits[kind]) {
      const wait = await codes.count({ key: `${kind}#${hash}`, limit })
      if (wait !== undefined) return wait
    }
  }
  return undefined
}

/** Two reads, whatever there is. */
async function customerOf(
  { orderId, email }: CodeRequest,
  store: GuestPorts['store'],
): Promise<Customer | undefined> {
  const [order] = await store.orders(spellings(orderId))
  const customer = await store.customer(order?.customerId ?? 'nobody')
  if (!order || !customer) return undefined
  return normalized(customer.email) === normalized(email) ? customer : undefined
}

/** People leave out the # and mind no case; the store's ids may be of any form. */
function spellings(orderId: string): string[] {
  const bare = orderId.trim().replace(/^#/, '')
  const upper = bare.toUpperCase()
  const lower = bare.toLowerCase()
  return [`#${bare}`, bare, `#${upper}`, upper, `#${lower}`, lower]
}

function normalized(email: string): string {
  return email.trim().toLowerCase()
}

/** A code is worth something in its own session only. */
function codeOf(sessionId: string, code: string): string {
  return `code ${sessionId} ${code}`
}
