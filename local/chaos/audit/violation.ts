/** Something that must never be, and is. */
export interface Violation {
  /** Which promise is broken. */
  readonly check: string
  /** Absent where it is nobody's conversation. */
  readonly conversationId?: string
  readonly says: string
}

/** Violations of one promise in one conversation. */
export function violations(check: string, conversationId: string, all: readonly string[]): Violation[] {
  return all.map((says) => ({ check, conversationId, says }))
}
