/**
 * What is kept of guests: the one open code of a session, and how often codes were asked for. No code, address or
 * order number is kept, only keyed hashes of them; and nothing for longer than it is of use.
 */
export interface GuestCodes {
  /** Counts a request, if the limit allows it. Otherwise answers the seconds until it does. */
  count(request: CountedRequest): Promise<number | undefined>
  /** Opens a code; it takes the place of the session's earlier one. */
  open(code: OpenCode): Promise<void>
  /**
   * Counts an attempt at the session's open code. The customer, if one of the hashes is the code's: for one caller
   * only, in time, within the attempts, and if the code is anybody's at all.
   */
  redeem(attempt: CodeAttempt): Promise<string | undefined>
}

interface CountedRequest {
  /** Whose requests are counted, as a hash. */
  readonly key: string
  readonly limit: Limit
}

/** At most so many requests in each period of so many seconds (the clock's hours, days, …). */
export interface Limit {
  readonly most: number
  readonly seconds: number
}

export interface OpenCode {
  readonly sessionId: string
  readonly codeHash: string
  /** Left out when nobody was sent this code: then no attempt succeeds. */
  readonly customerId?: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

interface CodeAttempt {
  readonly sessionId: string
  /** Of the code that was entered, by every secret that is still accepted. */
  readonly hashes: readonly string[]
  /** Attempts that a code allows. */
  readonly most: number
}
